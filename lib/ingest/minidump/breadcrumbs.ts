import type { JsonObject } from '../../protocol/json.ts';

/**
 * A crash reporter writes breadcrumbs into two files in turn and begins the older one anew when the other is full: the
 * one whose last crumb is older goes first, and as many are kept as the fuller file holds.
 */
export const mergeBreadcrumbs = (one: readonly JsonObject[], other: readonly JsonObject[]): JsonObject[] => {
  const [older, newer] = lastTime(one) > lastTime(other) ? [other, one] : [one, other];
  const most = Math.max(one.length, other.length);
  return most === 0 ? [] : [...older, ...newer].slice(-most);
};

/** Milliseconds since 1970. An empty file is the one that was just begun. */
const lastTime = (crumbs: readonly JsonObject[]): number => {
  const time = crumbs.at(-1)?.timestamp;
  if (typeof time === 'number') return time * 1_000;
  const ms = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return Number.isFinite(ms) ? ms : Number.POSITIVE_INFINITY;
};
