export type MessageName =
  | 'TracesRequest'
  | 'ResourceSpans'
  | 'ScopeSpans'
  | 'Span'
  | 'Link'
  | 'Status'
  | 'LogsRequest'
  | 'ResourceLogs'
  | 'ScopeLogs'
  | 'LogRecord'
  | 'Resource'
  | 'Scope'
  | 'KeyValue'
  | 'AnyValue'
  | 'ArrayValue'
  | 'KeyValueList';

/** `hex` and `base64` are bytes, told as the JSON form tells them; 64-bit numbers are decimal text there. */
export type Scalar = 'string' | 'hex' | 'base64' | 'bool' | 'enum' | 'int64' | 'double' | 'fixed64' | 'fixed32';

export interface Field {
  name: string;
  kind: Scalar | MessageName;
  isList: boolean;
}

const one = (name: string, kind: Field['kind']): Field => ({ name, kind, isList: false });
const list = (name: string, kind: Field['kind']): Field => ({ name, kind, isList: true });

/**
 * The messages of OpenTelemetry's protocol that Allim reads, by field number; what is not listed is skipped. Names are
 * those of its JSON form, so that both encodings become the same value. Source: opentelemetry-proto 1.x, `trace/v1`,
 * `logs/v1`, `resource/v1`, `common/v1`.
 */
export const MESSAGES: Readonly<Record<MessageName, Readonly<Record<number, Field>>>> = {
  TracesRequest: { 1: list('resourceSpans', 'ResourceSpans') },
  ResourceSpans: { 1: one('resource', 'Resource'), 2: list('scopeSpans', 'ScopeSpans') },
  ScopeSpans: { 1: one('scope', 'Scope'), 2: list('spans', 'Span') },
  Span: {
    1: one('traceId', 'hex'),
    2: one('spanId', 'hex'),
    4: one('parentSpanId', 'hex'),
    5: one('name', 'string'),
    6: one('kind', 'enum'),
    7: one('startTimeUnixNano', 'fixed64'),
    8: one('endTimeUnixNano', 'fixed64'),
    9: list('attributes', 'KeyValue'),
    13: list('links', 'Link'),
    15: one('status', 'Status'),
    16: one('flags', 'fixed32'),
  },
  Link: {
    1: one('traceId', 'hex'),
    2: one('spanId', 'hex'),
    4: list('attributes', 'KeyValue'),
    6: one('flags', 'fixed32'),
  },
  Status: { 2: one('message', 'string'), 3: one('code', 'enum') },
  LogsRequest: { 1: list('resourceLogs', 'ResourceLogs') },
  ResourceLogs: { 1: one('resource', 'Resource'), 2: list('scopeLogs', 'ScopeLogs') },
  ScopeLogs: { 1: one('scope', 'Scope'), 2: list('logRecords', 'LogRecord') },
  LogRecord: {
    1: one('timeUnixNano', 'fixed64'),
    2: one('severityNumber', 'enum'),
    3: one('severityText', 'string'),
    5: one('body', 'AnyValue'),
    6: list('attributes', 'KeyValue'),
    9: one('traceId', 'hex'),
    10: one('spanId', 'hex'),
    11: one('observedTimeUnixNano', 'fixed64'),
    12: one('eventName', 'string'),
  },
  Resource: { 1: list('attributes', 'KeyValue') },
  Scope: { 1: one('name', 'string'), 2: one('version', 'string'), 3: list('attributes', 'KeyValue') },
  KeyValue: { 1: one('key', 'string'), 2: one('value', 'AnyValue') },
  AnyValue: {
    1: one('stringValue', 'string'),
    2: one('boolValue', 'bool'),
    3: one('intValue', 'int64'),
    4: one('doubleValue', 'double'),
    5: one('arrayValue', 'ArrayValue'),
    6: one('kvlistValue', 'KeyValueList'),
    7: one('bytesValue', 'base64'),
  },
  ArrayValue: { 1: list('values', 'AnyValue') },
  KeyValueList: { 1: list('values', 'KeyValue') },
};
