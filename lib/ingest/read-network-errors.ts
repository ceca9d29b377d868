import { parseJson } from '../items/parse-json.ts';
import { attributeOf } from '../normalize/attribute-of.ts';
import type { Attributes } from '../protocol/attributes.ts';
import type { Envelope } from '../protocol/envelope.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import type { LogLevel } from '../protocol/log.ts';
import { mediaType } from '../protocol/media-type.ts';
import { Refusal } from '../protocol/refusal.ts';
import { checkBatchSize } from './check-batch-size.ts';
import type { DoorCall } from './doors/door.ts';
import { packContainers } from './pack-containers.ts';

const CONTENT_TYPES = ['application/json', 'application/reports+json'];

/** The browser that reports is the user's. */
const LOGS = { type: 'log', settings: { infer_ip: 'auto', infer_user_agent: 'auto' } } as const;

/** Each report of a request that failed is a line of a log; reports of another kind are invalid ones. */
export const readNetworkErrors = (call: DoorCall): Envelope => {
  checkContentType(call);
  checkBatchSize(call.body);
  return { header: {}, items: packContainers(LOGS, readReports(call.body), toLog(call)) };
};

const checkContentType = ({ request }: DoorCall): void => {
  if (!CONTENT_TYPES.includes(mediaType(request.headers['content-type']) ?? ''))
    throw new Refusal('unsupported_content_type', [`one of ${CONTENT_TYPES.join(', ')}`]);
};

const readReports = (body: Uint8Array): Json[] => {
  if (body.length === 0) throw new Refusal('empty_body');
  const json = parseJson(body);
  if (json === undefined) throw new Refusal('invalid_json');
  return Array.isArray(json) ? json : [json];
};

const toLog =
  ({ newId, receivedAt }: DoorCall) =>
  (report: Json): JsonObject | null => {
    // Not an entry, and counted as such.
    if (!isObject(report) || report.type !== 'network-error' || !isObject(report.body)) return null;
    const { body } = report;
    return {
      timestamp: (receivedAt - ageOf(report)) / 1_000,
      trace_id: newId(),
      level: levelOf(body),
      body: describe(body),
      attributes: reportAttributes(report, body),
    };
  };

/** Milliseconds that a browser may hold a report back; an older one has a wrong clock. */
const MAX_AGE_MS = 30 * 86_400_000;

const ageOf = ({ age }: JsonObject): number => (typeof age === 'number' ? Math.min(Math.max(age, 0), MAX_AGE_MS) : 0);

/** `ok` is sampled success; whatever the network or the server did otherwise went wrong for the user. */
const levelOf = ({ type, status_code }: JsonObject): LogLevel => {
  if (type === 'ok') return 'info';
  return typeof status_code === 'number' && status_code >= 400 && status_code < 500 ? 'warn' : 'error';
};

const describe = ({ type, phase, status_code }: JsonObject): string => {
  const what = typeof type === 'string' ? type.slice(0, MAX_WORD_UNITS) : 'unknown';
  if (what === 'http.error' && typeof status_code === 'number') return `network error: http.error ${status_code}`;
  if (what === 'ok') return 'network request succeeded';
  return typeof phase === 'string' && phase !== 'application'
    ? `network error: ${what} (${phase.slice(0, MAX_WORD_UNITS)})`
    : `network error: ${what}`;
};

/** UTF-16 units of a type or phase in the line; the specification's longest has 37. */
const MAX_WORD_UNITS = 100;

const reportAttributes = (report: JsonObject, body: JsonObject): Attributes => {
  const { name, version } = protocolOf(body);
  return attributesOf({
    'sentry.origin': 'auto.http.browser_report.nel',
    report_type: 'network-error',
    'user_agent.original': report.user_agent,
    'url.full': report.url,
    'url.domain': domainOf(report.url),
    'server.address': body.server_ip,
    'network.protocol.name': name,
    'network.protocol.version': version,
    'http.request.method': body.method,
    'http.request.duration': body.elapsed_time,
    'http.response.status_code': body.status_code,
    'nel.type': body.type,
    'nel.phase': body.phase,
    'nel.referrer': body.referrer,
    'nel.sampling_fraction': body.sampling_fraction,
  });
};

const attributesOf = (values: JsonObject): Attributes => {
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(values)) {
    const attribute = value === '' ? undefined : attributeOf(value);
    if (attribute !== undefined) attributes[name] = attribute;
  }
  return attributes;
};

/** `http/1.1`, `h2`, `h3`, as they are spelled on the wire. */
const protocolOf = ({ protocol }: JsonObject): { name?: string; version?: string } => {
  if (typeof protocol !== 'string') return {};
  const match = /^h(?:ttp\/)?([\d.]{1,8})/i.exec(protocol);
  return match?.[1] === undefined ? { name: protocol } : { name: 'http', version: match[1] };
};

/** UTF-16 units of an address whose host is looked for. */
const MAX_URL_UNITS = 8_192;

const domainOf = (url: Json | undefined): string | undefined =>
  typeof url === 'string' && url.length <= MAX_URL_UNITS && URL.canParse(url) ? new URL(url).hostname : undefined;
