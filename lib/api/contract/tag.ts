import * as z from 'zod';
import { MAX_LIMIT } from './listing.ts';

/** Values that a list of tags shows of each key. */
export const TOP_VALUES = 10;
/** Keys that one request may name. */
const MAX_KEYS = 100;

/** Sentry's words; `otherValues`, `percentage` and `exact` are Allim's own. */
export interface TagJson {
  key: string;
  name: string;
  /** Events that had the tag. */
  totalValues: number;
  /** Values that are told apart; `exact: false` where their number is an estimate. */
  uniqueValues: number;
  exact?: boolean;
  /** Events whose value is not told apart any more: there were too many. */
  otherValues: number;
  /** Most frequent first. */
  topValues: TagValueJson[];
}

export interface TagValueJson {
  key: string;
  name: string;
  value: string;
  count: number;
  /** Of the events that had the tag, in hundredths of a percent at most. */
  percentage: number;
  /** A search for issues with it. */
  query: string;
  /** The issue's own: the value was seen between these, and nothing nearer is kept. ISO 8601. */
  firstSeen: string;
  lastSeen: string;
}

const limit = z.coerce.number().int().min(1).max(MAX_LIMIT);

/** What a list of tags takes besides its path. */
export const tagListing = z.object({
  /** Keys that are wanted; absent: all. */
  key: z.array(z.string().max(200)).max(MAX_KEYS),
  limit: limit.default(TOP_VALUES),
});
