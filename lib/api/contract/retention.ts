import * as z from 'zod';
import type { RetentionKind } from '../../protocol/retention.ts';

/** `PUT` of a project's retention: days by kind; null follows the deployment again, what is left out stays. @param most days */
export const retentionUpdate = (most: number) => {
  const days = z
    .int(`expected a whole number of days from 1 to ${most}`)
    .min(1, `expected a whole number of days from 1 to ${most}`)
    .max(most, `this installation keeps nothing longer than ${most} days (EVENT_RETENTION_DAYS)`)
    .nullable()
    .optional();
  return z.strictObject({ event: days, attachment: days, feedback: days, replay: days } satisfies Record<
    RetentionKind,
    typeof days
  >);
};
export type RetentionUpdate = z.output<ReturnType<typeof retentionUpdate>>;

export interface RetentionJson {
  /** Days that this installation keeps anything, at most. */
  deployment: number;
  /** Days that apply, by kind. */
  days: Record<RetentionKind, number>;
  /** Those that the project has chosen. */
  chosen: Partial<Record<RetentionKind, number>>;
  /** The order by which what is there already goes earlier, after days were lowered. */
  erasure: string | null;
}
