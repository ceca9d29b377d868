import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { parseSpanId, parseTraceId } from '../protocol/trace-id.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readBoolean, readList, readObject, readText } from './read.ts';

const OP_CHARS = 128;
const ORIGIN = /^[A-Za-z0-9_.]*$/;

/** How the work ended, in the order of the numbers that some SDKs send (gRPC's). */
const STATUSES = (
  'ok cancelled unknown invalid_argument deadline_exceeded not_found already_exists permission_denied ' +
  'resource_exhausted failed_precondition aborted out_of_range unimplemented internal_error unavailable data_loss ' +
  'unauthenticated'
).split(' ');
const OTHER_STATUSES = new Map([
  ['success', 'ok'],
  ['failure', 'internal_error'],
  ['unknown_error', 'internal_error'],
]);
const UNKNOWN = 'unknown';

/** As SDKs spell them, and surely not all zeros: most need no more reading. */
const USUAL_TRACE_ID = /^[1-9a-f][0-9a-f]{31}$/;
const USUAL_SPAN_ID = /^[1-9a-f][0-9a-f]{15}$/;

/** The trace context with its ids in lower-case hex; ids that are none are left out. */
export const normalizeTrace = (context: JsonObject, notes: Notes): void => {
  setField(context, 'trace_id', readTraceId, notes);
  setField(context, 'span_id', readSpanId, notes);
  setField(context, 'parent_span_id', readSpanId, notes);
  setField(context, 'op', readOp, notes);
  setField(context, 'origin', readOrigin, notes);
  setField(context, 'links', readLinks, notes);
  if (context.status !== undefined && context.status !== null) context.status = readStatus(context.status);
  // The server's own.
  delete context.client_sample_rate;
};

/**
 * Every error has a trace: without one of the SDK, it is made of the event's own id, so that it is the same each time.
 * A context of another type under its name is none.
 */
export const forceTrace = (trace: JsonObject | undefined, eventId: string): JsonObject => {
  const known: JsonObject = trace?.type === 'trace' ? trace : { type: 'trace' };
  const traceId = typeof known.trace_id === 'string' ? known.trace_id : eventId;
  return {
    ...known,
    trace_id: traceId,
    span_id: known.span_id ?? traceId.slice(0, 16),
    status: known.status ?? UNKNOWN,
  };
};

type ReadField = (value: Json, key: string, notes: Notes) => Json | undefined;

const setField = (context: JsonObject, key: string, read: ReadField, notes: Notes): void => {
  const value = context[key];
  if (value === undefined || value === null) return;
  const field = read(value, key, notes);
  if (field === undefined) delete context[key];
  else if (field !== value) context[key] = field;
};

const readTraceId: ReadField = (value, key, notes) => {
  const id = typeof value === 'string' && USUAL_TRACE_ID.test(value) ? value : parseTraceId(value);
  if (id === undefined) notes.refuse(key, 'expected a trace id', value);
  return id;
};

const readSpanId: ReadField = (value, key, notes) => {
  const id = typeof value === 'string' && USUAL_SPAN_ID.test(value) ? value : parseSpanId(value);
  if (id === undefined) notes.refuse(key, 'expected a span id', value);
  return id;
};

const readOp: ReadField = (value, key, notes) => readText(value, key, OP_CHARS, 0, notes);

const readOrigin: ReadField = (value, key, notes) => {
  const origin = readText(value, key, OP_CHARS, 0, notes);
  if (origin === undefined || ORIGIN.test(origin)) return origin;
  notes.refuse(key, 'invalid characters in string', value);
  return undefined;
};

const readStatus = (value: Json): string => {
  if (typeof value === 'number') return STATUSES[value] ?? UNKNOWN;
  if (typeof value !== 'string') return UNKNOWN;
  return STATUSES.includes(value) ? value : (OTHER_STATUSES.get(value) ?? UNKNOWN);
};

/** Links to other traces; what is no object leaves the list. */
const readLinks: ReadField = (value, key, notes) => readList(value, key, notes)?.flatMap(link => readLink(link, notes));

const readLink = (link: Json, notes: Notes): JsonObject[] => {
  if (!isObject(link)) return [];
  const read: JsonObject = {};
  put(read, 'trace_id', parseTraceId(link.trace_id));
  put(read, 'span_id', parseSpanId(link.span_id));
  put(read, 'sampled', readBoolean(link.sampled, 'sampled', notes));
  put(read, 'attributes', readObject(link.attributes, 'attributes', notes));
  return [read];
};
