import { boundedJson } from '../../normalize/bounded-json.ts';
import type { Attributes } from '../../protocol/attributes.ts';
import type { Envelope } from '../../protocol/envelope.ts';
import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { LOG_LEVELS, type LogLevel } from '../../protocol/log.ts';
import { parseSpanId, parseTraceId } from '../../protocol/trace-id.ts';
import type { DoorCall } from '../doors/door.ts';
import { FROM_SERVERS, packContainers } from '../pack-containers.ts';
import { addAttributes, plainValue } from './any-value.ts';
import { enumOf, secondsOf } from './read-fields.ts';
import { readRequest } from './read-request.ts';
import { type Placed, walkScopes } from './walk-scopes.ts';

const PLACES = { resources: 'resourceLogs', scopes: 'scopeLogs', records: 'logRecords' };
const LOGS = { type: 'log', settings: FROM_SERVERS } as const;

/** `ExportLogsServiceRequest` as an SDK's container of logs. */
export const readLogs = async (call: DoorCall): Promise<Envelope> => {
  const request = await readRequest(call, 'LogsRequest');
  return { header: {}, items: packContainers(LOGS, walkScopes(request, PLACES), toLog(call)) };
};

/** What is no record stays none: it is counted as invalid with the others of its container. */
const toLog =
  ({ newId, receivedAt }: DoorCall) =>
  ({ record, shared }: Placed): JsonObject | null => {
    if (!isObject(record)) return null;
    const severity = enumOf(record.severityNumber, 'SEVERITY_NUMBER_', SEVERITIES);
    return {
      timestamp: secondsOf(record.timeUnixNano) ?? secondsOf(record.observedTimeUnixNano) ?? receivedAt / 1_000,
      // Most logs are written outside of any span. Sentry's are all of some trace: each of these gets one to itself.
      trace_id: parseTraceId(record.traceId) ?? newId(),
      span_id: parseSpanId(record.spanId) ?? null,
      level: levelOf(severity, record.severityText),
      body: bodyOf(record.body),
      attributes: logAttributes(record, severity, shared),
    };
  };

const logAttributes = (record: JsonObject, severity: number, shared: () => Attributes): Attributes => {
  const attributes: Attributes = { ...shared() };
  addAttributes(attributes, record.attributes);
  if (severity > 0) attributes['sentry.severity_number'] = { type: 'integer', value: severity };
  for (const [name, value] of [
    ['sentry.severity_text', record.severityText],
    ['event.name', record.eventName],
  ] as const) {
    if (typeof value === 'string' && value !== '') attributes[name] = { type: 'string', value };
  }
  attributes['sentry.origin'] ??= { type: 'string', value: 'auto.otlp.logs' };
  return attributes;
};

const bodyOf = (body: Json | undefined): string => {
  const value = plainValue(body) ?? '';
  return typeof value === 'string' ? value : (boundedJson(value) ?? '');
};

/** Four numbers to a level, from 1 on: `trace` to `fatal`. */
const NUMBERS_PER_LEVEL = 4;
const NAMED_LEVELS = LOG_LEVELS.filter(level => level !== 'other');

/** By number, then by the words of the application's own logger; a record that says neither is `info`. */
const levelOf = (severity: number, text: Json | undefined): LogLevel => {
  const level = severity > 0 ? NAMED_LEVELS[Math.ceil(severity / NUMBERS_PER_LEVEL) - 1] : undefined;
  if (level !== undefined) return level;
  const word = typeof text === 'string' ? text.trim().toLowerCase() : '';
  return LEVEL_WORDS.get(word) ?? LOG_LEVELS.find(known => known === word) ?? 'info';
};

const LEVEL_WORDS = new Map<string, LogLevel>([
  ['warning', 'warn'],
  ['err', 'error'],
  ['critical', 'fatal'],
  ['information', 'info'],
]);

/** By number: `TRACE`, `TRACE2` … `FATAL4`. */
const SEVERITIES = [
  'UNSPECIFIED',
  ...NAMED_LEVELS.flatMap(level => ['', '2', '3', '4'].map(step => level.toUpperCase() + step)),
];
