import type { Attributes } from '../../protocol/attributes.ts';
import type { Envelope } from '../../protocol/envelope.ts';
import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { parseSpanId, parseTraceId } from '../../protocol/trace-id.ts';
import type { DoorCall } from '../doors/door.ts';
import { FROM_SERVERS, packContainers } from '../pack-containers.ts';
import { addAttributes } from './any-value.ts';
import { enumOf, secondsOf } from './read-fields.ts';
import { readRequest } from './read-request.ts';
import { type Placed, walkScopes } from './walk-scopes.ts';

const PLACES = { resources: 'resourceSpans', scopes: 'scopeSpans', records: 'spans' };
const SPANS = { type: 'span', settings: FROM_SERVERS } as const;

/** `ExportTraceServiceRequest` as an SDK's container of spans. */
export const readTraces = async (call: DoorCall): Promise<Envelope> => {
  const request = await readRequest(call, 'TracesRequest');
  return { header: {}, items: packContainers(SPANS, walkScopes(request, PLACES), toSpan) };
};

/** What is no span stays none: it is counted as invalid with the others of its container. */
const toSpan = ({ record, shared }: Placed): JsonObject | null => {
  if (!isObject(record)) return null;
  const status = isObject(record.status) ? record.status : {};
  const parent = parseSpanId(record.parentSpanId);
  return {
    trace_id: parseTraceId(record.traceId) ?? null,
    span_id: parseSpanId(record.spanId) ?? null,
    parent_span_id: parent ?? null,
    name: typeof record.name === 'string' ? record.name : '',
    status: enumOf(status.code, 'STATUS_CODE_', STATUS_CODES) === ERROR ? 'error' : 'ok',
    is_segment: parent === undefined || isRemote(record.flags),
    start_timestamp: secondsOf(record.startTimeUnixNano),
    end_timestamp: secondsOf(record.endTimeUnixNano),
    ...(Array.isArray(record.links) && { links: record.links.map(toLink) }),
    attributes: spanAttributes(record, status, shared),
  };
};

const spanAttributes = (record: JsonObject, { message }: JsonObject, shared: () => Attributes): Attributes => {
  const attributes: Attributes = { ...shared() };
  addAttributes(attributes, record.attributes);
  const kind = SPAN_KINDS[enumOf(record.kind, 'SPAN_KIND_', SPAN_KINDS)]?.toLowerCase();
  if (kind !== undefined && kind !== 'unspecified') attributes['sentry.kind'] = { type: 'string', value: kind };
  if (typeof message === 'string' && message !== '')
    attributes['sentry.status.message'] = { type: 'string', value: message };
  attributes['sentry.origin'] ??= { type: 'string', value: 'auto.otlp.spans' };
  return attributes;
};

const toLink = (link: Json): JsonObject | null => {
  if (!isObject(link)) return null;
  const attributes: Attributes = {};
  addAttributes(attributes, link.attributes);
  const { flags } = link;
  return {
    trace_id: parseTraceId(link.traceId) ?? null,
    span_id: parseSpanId(link.spanId) ?? null,
    ...(typeof flags === 'number' && { sampled: (flags & SAMPLED) !== 0 }),
    attributes,
  };
};

/** Bits of `flags`: that of W3C's trace context, and whether the parent is known to be of another process, and is. */
const SAMPLED = 0x1;
const REMOTE = 0x300;
const isRemote = (flags: Json | undefined): boolean => typeof flags === 'number' && (flags & REMOTE) === REMOTE;

/** By number. */
const SPAN_KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const STATUS_CODES = ['UNSET', 'OK', 'ERROR'];
const ERROR = 2;
