const DAY_SECONDS = 86_400;

/**
 * When a row ends in which an issue has counted beside its own, in seconds since 1970: it has to outlive the issue, whose
 * time moves on by whole days only.
 * @param expires when the issue ends, in milliseconds since 1970
 */
export const expiryBeside = (expires: number): number => Math.ceil(expires / 1_000) + 2 * DAY_SECONDS;
