import {
  RETENTION_KINDS,
  type RetentionKind,
  type RetentionSettings,
  retentionDays,
} from '../../protocol/retention.ts';
import type { RetentionJson } from '../contract/retention.ts';

/** @param erasure id of the order that a change has led to */
export const presentRetention = (
  chosen: RetentionSettings | undefined,
  deployment: number,
  erasure?: string,
): RetentionJson => ({
  deployment,
  days: daysOf(chosen, deployment),
  chosen: { ...chosen },
  erasure: erasure ?? null,
});

/** Days that apply, by kind. */
export const daysOf = (chosen: RetentionSettings | undefined, deployment: number): Record<RetentionKind, number> => {
  const pairs = RETENTION_KINDS.map(kind => [kind, retentionDays(chosen, kind, deployment)]);
  // One pair for each kind.
  return Object.fromEntries(pairs) as Record<RetentionKind, number>;
};
