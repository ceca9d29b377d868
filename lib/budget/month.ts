/** Calendar months in UTC: AWS bills by them. Milliseconds since 1970. */
export const monthStart = (at: number): number => {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
};

export const monthEnd = (at: number): number => {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
};

/** `2026-11` */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);
