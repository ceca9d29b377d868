import type { Json, JsonObject } from '../protocol/json.ts';
import { LOG_LEVELS, type LogLevel, type SentryLog } from '../protocol/log.ts';
import { parseSpanId, parseTraceId } from '../protocol/trace-id.ts';
import { entryAttributes } from './entry-attributes.ts';
import type { EntryContext } from './entry-context.ts';
import { entryTime } from './entry-time.ts';
import { put } from './put.ts';

/** One line of a log, or `undefined` when it lacks what each must have: time, trace, level and body. */
export const normalizeLog = (raw: JsonObject, context: EntryContext): SentryLog | undefined => {
  const timestamp = entryTime(raw.timestamp, context);
  const trace_id = parseTraceId(raw.trace_id);
  const level = readLevel(raw.level);
  if (timestamp === undefined || trace_id === undefined || level === undefined || typeof raw.body !== 'string')
    return undefined;
  const attributes = entryAttributes(raw.attributes, context);
  const log: SentryLog = { timestamp, trace_id, level, body: raw.body, attributes };
  put(log, 'span_id', parseSpanId(raw.span_id));
  return log;
};

/** A level that Sentry has no name for is still one. */
const readLevel = (value: Json | undefined): LogLevel | undefined =>
  typeof value === 'string' ? (LOG_LEVELS.find(level => level === value) ?? 'other') : undefined;
