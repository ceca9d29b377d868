/** What is kept for a time of its own. */
export const RETENTION_KINDS = ['event', 'attachment', 'feedback', 'replay'] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** Days by kind, as a project has chosen them; what is left out follows the deployment. */
export type RetentionSettings = { readonly [kind in RetentionKind]?: number };

/** Days: Sentry's for replays, which are large. */
const REPLAY_DAYS = 30;
/** Days; the bucket has lifecycle rules for each of them, and for what is kept as long as the deployment says. */
export const RETENTION_CLASSES = [7, 14, 30, 60, 90, 180, 365] as const;

const DAY_MS = 86_400_000;

/** Days that something of a kind is kept: never more than the deployment keeps anything. */
export const retentionDays = (
  settings: RetentionSettings | undefined,
  kind: RetentionKind,
  deploymentDays: number,
): number => Math.min(settings?.[kind] ?? (kind === 'replay' ? REPLAY_DAYS : deploymentDays), deploymentDays);

/** The same in milliseconds. */
export const retentionMs = (...asked: Parameters<typeof retentionDays>): number => retentionDays(...asked) * DAY_MS;

/**
 * How the keys of objects go on that are kept for so many days: `d30`, or `full` for as long as the deployment keeps
 * anything. S3 deletes by prefix, so an object stays up to the end of its class; the row that leads to it goes on the
 * day.
 */
export const retentionPrefix = (days: number, deploymentDays: number): string => {
  const most = RETENTION_CLASSES.find(one => one >= days);
  return most === undefined || most >= deploymentDays ? 'full' : `d${most}`;
};
