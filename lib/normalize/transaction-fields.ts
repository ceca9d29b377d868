import type { SentryEvent } from '../protocol/event.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import type { Contexts } from './contexts.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readBag, readList } from './read.ts';
import type { EventTimes } from './timestamps.ts';
import { trimBag } from './trim-bag.ts';

const SPANS = { bytes: 819_200, depth: 10 };
const DETAILS = { bytes: 16_384, depth: 5 };

/** What only transactions have. False when the transaction has no span of its own in time or trace, and is to be dropped. */
export const takeTransactionFields = (
  raw: JsonObject,
  event: SentryEvent,
  contexts: Contexts,
  times: EventTimes,
  notes: Notes,
): boolean => {
  const { startTimestamp } = times;
  const trace = contexts.trace;
  if (startTimestamp === undefined || startTimestamp > event.timestamp) return false;
  if (trace?.trace_id === undefined || trace.span_id === undefined) return false;
  trace.op ??= 'default';
  event.start_timestamp = startTimestamp;
  event.transaction ??= '<unlabeled transaction>';
  put(event, 'spans', readSpans(raw.spans, notes));
  for (const key of ['measurements', 'breakdowns', 'transaction_info'])
    put(event, key, readBag(raw[key], key, DETAILS, notes));
  return true;
};

const readSpans = (value: Json | undefined, notes: Notes): Json[] | undefined => {
  const spans = readList(value, 'spans', notes)?.filter(isObject);
  return spans === undefined || spans.length === 0 ? undefined : trimBag(spans, 'spans', SPANS, notes);
};
