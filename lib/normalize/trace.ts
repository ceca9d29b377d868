import type { Json, JsonObject } from '../protocol/json.ts';
import type { Notes } from './notes.ts';

const TRACE_ID = /^[0-9a-f]{32}$/;
const SPAN_ID = /^[0-9a-f]{16}$/;

/** The trace context with its ids in lower-case hex; ids that are none are left out. */
export const normalizeTrace = (context: JsonObject, key: string, notes: Notes): JsonObject => {
  notes.path.push(key);
  setId(context, 'trace_id', TRACE_ID, 'expected a trace id', notes);
  setId(context, 'span_id', SPAN_ID, 'expected a span id', notes);
  setId(context, 'parent_span_id', SPAN_ID, 'expected a span id', notes);
  notes.path.pop();
  return context;
};

/**
 * Every error has a trace: without one of the SDK, it is made of the event's own id, so that it is the same each time.
 * The ids come first: a context that is too long loses its last fields.
 */
export const forceTrace = (trace: JsonObject | undefined, eventId: string): JsonObject => {
  const ids = { trace_id: trace?.trace_id ?? eventId, span_id: trace?.span_id ?? eventId.slice(0, 16) };
  return trace === undefined ? { ...ids, status: 'unknown', type: 'trace' } : { ...ids, ...trace, ...ids };
};

const setId = (context: JsonObject, key: string, shape: RegExp, reason: string, notes: Notes): void => {
  const value: Json | undefined = context[key];
  if (value === undefined) return;
  const id = typeof value === 'string' ? readId(value) : undefined;
  if (id !== undefined && shape.test(id)) {
    if (id !== value) context[key] = id;
    return;
  }
  delete context[key];
  if (value !== null) notes.refuse(key, reason, value);
};

/** A trace id may be spelled as a UUID. */
const readId = (text: string): string => (/[A-F-]/.test(text) ? text.replaceAll('-', '').toLowerCase() : text);
