import { parseJson } from '../items/parse-json.ts';
import { attributeOf } from '../normalize/attribute-of.ts';
import { setOwn } from '../normalize/set-own.ts';
import type { Attributes } from '../protocol/attributes.ts';
import type { Envelope } from '../protocol/envelope.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import type { LogLevel } from '../protocol/log.ts';
import { mediaType } from '../protocol/media-type.ts';
import { Refusal } from '../protocol/refusal.ts';
import { parseSpanId, parseTraceId } from '../protocol/trace-id.ts';
import { checkBatchSize } from './check-batch-size.ts';
import type { DoorCall } from './doors/door.ts';
import { FROM_SERVERS, packContainers } from './pack-containers.ts';

const JSON_TYPE = 'application/json';
const LINES_TYPE = 'application/x-ndjson';
const LOGS = { type: 'log', settings: FROM_SERVERS } as const;

/** Each message of a drain is a line of a log. */
export const readLogDrain = (call: DoorCall): Envelope => ({
  header: {},
  items: packContainers(LOGS, readMessages(call), toLog(call)),
});

const readMessages = ({ request, body }: DoorCall): Iterable<Json> => {
  const type = mediaType(request.headers['content-type']);
  if (type !== JSON_TYPE && type !== LINES_TYPE)
    throw new Refusal('unsupported_content_type', [`${JSON_TYPE} or ${LINES_TYPE}`]);
  checkBatchSize(body);
  if (type === LINES_TYPE) return readLines(body);
  const json = parseJson(body);
  if (json === undefined) throw new Refusal('invalid_json');
  return Array.isArray(json) ? json : [json];
};

/** A line that is no JSON is one message that is none: the others are taken. */
function* readLines(body: Uint8Array): Generator<Json> {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  for (const line of text.split('\n')) if (line.trim() !== '') yield parseJson(Buffer.from(line)) ?? null;
}

const toLog =
  ({ newId }: DoorCall) =>
  (message: Json): JsonObject | null => {
    if (!isObject(message)) return null;
    return {
      timestamp: typeof message.timestamp === 'number' ? message.timestamp / 1_000 : null,
      trace_id: parseTraceId(message.traceId) ?? parseTraceId(message['trace.id']) ?? newId(),
      span_id: parseSpanId(message.spanId) ?? parseSpanId(message['span.id']) ?? null,
      level: LEVELS.get(message.level) ?? 'info',
      body: textOf(message.message),
      attributes: drainAttributes(message),
    };
  };

/** A request that only has its status to tell comes without words. */
const textOf = (message: Json | undefined): string | null =>
  message === undefined || message === null ? '' : typeof message === 'string' ? message : null;

const LEVELS = new Map<Json | undefined, LogLevel>([
  ['info', 'info'],
  ['warning', 'warn'],
  ['error', 'error'],
  ['fatal', 'fatal'],
]);

/** What an entry of a log has fields for. */
const OWN_FIELDS = new Set(['timestamp', 'level', 'message', 'traceId', 'spanId', 'trace.id', 'span.id']);

const drainAttributes = (message: JsonObject): Attributes => {
  const attributes: Attributes = { 'sentry.origin': { type: 'string', value: 'auto.log_drain.vercel' } };
  addAll(attributes, 'vercel.', message);
  if (isObject(message.proxy)) addAll(attributes, 'vercel.proxy.', message.proxy);
  return attributes;
};

const addAll = (attributes: Attributes, prefix: string, bag: JsonObject): void => {
  for (const name in bag) {
    const attribute = OWN_FIELDS.has(name) || name === 'proxy' ? undefined : attributeOf(bag[name]);
    if (attribute !== undefined) setOwn(attributes, prefix + name, attribute);
  }
};
