import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import type { SentrySpan, SpanLink } from '../protocol/span.ts';
import { parseSpanId, parseTraceId } from '../protocol/trace-id.ts';
import { normalizeAttributes } from './attributes.ts';
import { entryAttributes } from './entry-attributes.ts';
import type { EntryContext } from './entry-context.ts';
import { entryTime } from './entry-time.ts';
import { put } from './put.ts';

/** Links of one span; OpenTelemetry's SDKs stop at 128. */
export const MAX_LINKS = 1_000;

/** One span, or `undefined` when it lacks what each must have: ids, name, status and two times in their order. */
export const normalizeSpan = (raw: JsonObject, context: EntryContext): SentrySpan | undefined => {
  const { name, status } = raw;
  const trace_id = parseTraceId(raw.trace_id);
  const span_id = parseSpanId(raw.span_id);
  const start_timestamp = entryTime(raw.start_timestamp, context);
  const end_timestamp = entryTime(raw.end_timestamp, context);
  if (trace_id === undefined || span_id === undefined || typeof name !== 'string' || typeof status !== 'string')
    return undefined;
  if (start_timestamp === undefined || end_timestamp === undefined || end_timestamp < start_timestamp) return undefined;
  const parent = parseSpanId(raw.parent_span_id);
  const span: SentrySpan = {
    trace_id,
    span_id,
    name,
    // Words of another protocol (`cancelled`, `not_found`) all tell what went wrong.
    status: status === 'ok' ? 'ok' : 'error',
    is_segment: typeof raw.is_segment === 'boolean' ? raw.is_segment : parent === undefined,
    start_timestamp,
    end_timestamp,
    attributes: entryAttributes(raw.attributes, context),
  };
  put(span, 'parent_span_id', parent);
  put(span, 'links', readLinks(raw.links));
  return span;
};

const readLinks = (value: Json | undefined): SpanLink[] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const links = value.slice(0, MAX_LINKS).flatMap(readLink);
  return links.length > 0 ? links : undefined;
};

const readLink = (raw: Json): SpanLink[] => {
  if (!isObject(raw)) return [];
  const trace_id = parseTraceId(raw.trace_id);
  const span_id = parseSpanId(raw.span_id);
  if (trace_id === undefined || span_id === undefined) return [];
  const link: SpanLink = { trace_id, span_id };
  put(link, 'sampled', typeof raw.sampled === 'boolean' ? raw.sampled : undefined);
  put(link, 'attributes', isObject(raw.attributes) ? normalizeAttributes(raw.attributes) : undefined);
  return [link];
};
