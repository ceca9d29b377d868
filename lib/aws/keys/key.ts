import { createHash } from 'node:crypto';

/**
 * The table's key layout, which only this folder knows: a file for each kind of rows. One table: partition key `pk`,
 * sort key `sk`, both text; `expires` (seconds since 1970) is the TTL attribute; two keys-only indexes, `byActivity`
 * (gsi1pk, gsi1sk) and `byTime` (gsi2pk, gsi2sk). docs/adr/0007-the-table.md says why.
 */
export interface Key {
  pk: string;
  sk: string;
}

export const INDEX_BY_ACTIVITY = 'byActivity';
export const INDEX_BY_TIME = 'byTime';

/** The sort key of what is alone in its partition, or the first among its rows. */
export const META = 'META';

/** `2026-11-22T14` */
export const isoHour = (ms: number): string => new Date(ms).toISOString().slice(0, 13);
/** `2026-11-22T14:03:12.345Z`: sorts as text as it does in time, for the years 0 to 9999 that events may have. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();
/** 128 bits of a text that may be too long, or hold anything. */
export const shortHash = (value: string): string => createHash('sha256').update(value).digest('hex').slice(0, 32);
