import type { SentryEvent } from '../protocol/event.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import type { Contexts } from './contexts.ts';
import type { Notes } from './notes.ts';
import { parseTimestamp, toMicros } from './parse-timestamp.ts';
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
  trace.status ??= 'unknown';
  event.start_timestamp = startTimestamp;
  event.transaction ??= '<unlabeled transaction>';
  put(event, 'spans', readSpans(raw.spans, times, notes));
  for (const key of ['measurements', 'breakdowns', 'transaction_info'])
    put(event, key, readBag(raw[key], key, DETAILS, notes));
  return true;
};

const readSpans = (value: Json | undefined, times: EventTimes, notes: Notes): Json[] | undefined => {
  const spans = readList(value, 'spans', notes)?.filter(isObject);
  if (spans === undefined || spans.length === 0) return undefined;
  for (const span of spans) completeSpan(span, times);
  return trimBag(spans, 'spans', SPANS, notes);
};

/** A span's times move with the event's; one that was not finished ends with the transaction. */
const completeSpan = (span: JsonObject, { timestamp, shift }: EventTimes): void => {
  span.op ??= 'default';
  const start = parseTimestamp(span.start_timestamp);
  const end = parseTimestamp(span.timestamp);
  if (start !== undefined) span.start_timestamp = toMicros(start + shift);
  span.timestamp = end === undefined ? timestamp : toMicros(end + shift);
  if (end === undefined) span.status = 'deadline_exceeded';
};
