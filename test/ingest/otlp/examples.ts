import { BinaryWriter } from '@bufbuild/protobuf/wire';

// The examples of OpenTelemetry's own specification (opentelemetry-proto/examples), in both encodings.

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

const resource = { attributes: [text('service.name', 'my.service')] };
const scope = {
  name: 'my.library',
  version: '1.0.0',
  attributes: [text('my.scope.attribute', 'some scope attribute')],
};

export const TRACE_ID = '5b8efff798038103d269b633813fc60c';
export const SPAN_ID = 'eee19b7ec3c1b174';
export const PARENT_ID = 'eee19b7ec3c1b173';

export const TRACES_JSON = {
  resourceSpans: [
    {
      resource,
      scopeSpans: [
        {
          scope,
          spans: [
            {
              traceId: TRACE_ID.toUpperCase(),
              spanId: SPAN_ID.toUpperCase(),
              parentSpanId: PARENT_ID.toUpperCase(),
              name: "I'm a server span",
              startTimeUnixNano: '1544712660000000000',
              endTimeUnixNano: '1544712661000000000',
              kind: 2,
              attributes: [text('my.span.attr', 'some value')],
            },
          ],
        },
      ],
    },
  ],
};

export const LOGS_JSON = {
  resourceLogs: [
    {
      resource,
      scopeLogs: [
        {
          scope,
          logRecords: [
            {
              timeUnixNano: '1544712660300000000',
              observedTimeUnixNano: '1544712660300000000',
              severityNumber: 10,
              severityText: 'Information',
              traceId: TRACE_ID.toUpperCase(),
              spanId: SPAN_ID.toUpperCase(),
              body: { stringValue: 'Example log record' },
              attributes: [
                text('string.attribute', 'some string'),
                { key: 'boolean.attribute', value: { boolValue: true } },
                { key: 'int.attribute', value: { intValue: '10' } },
                { key: 'double.attribute', value: { doubleValue: 637.704 } },
                {
                  key: 'array.attribute',
                  value: { arrayValue: { values: [{ stringValue: 'many' }, { stringValue: 'values' }] } },
                },
                { key: 'map.attribute', value: { kvlistValue: { values: [text('some.map.key', 'some value')] } } },
              ],
            },
          ],
        },
      ],
    },
  ],
};

type Write = (writer: BinaryWriter) => void;

/** A message of the fields that `write` writes. */
export const message = (write: Write): Uint8Array => {
  const writer = new BinaryWriter();
  write(writer);
  return writer.finish();
};

const VARINT = 0;
const EIGHT_BYTES = 1;
const DELIMITED = 2;

/** A field of its own for `message`: messages, bytes and texts. */
export const delimited = (number: number, value: Uint8Array | string): Write =>
  typeof value === 'string'
    ? writer => void writer.tag(number, DELIMITED).string(value)
    : writer => void writer.tag(number, DELIMITED).bytes(value);
export const varint =
  (number: number, value: number): Write =>
  writer =>
    void writer.tag(number, VARINT).int64(value);
export const nanos =
  (number: number, value: string): Write =>
  writer =>
    void writer.tag(number, EIGHT_BYTES).fixed64(value);
export const double =
  (number: number, value: number): Write =>
  writer =>
    void writer.tag(number, EIGHT_BYTES).double(value);

export const fields = (...writes: Write[]): Uint8Array =>
  message(writer => {
    for (const write of writes) write(writer);
  });

export const pair = (key: string, value: Uint8Array): Uint8Array => fields(delimited(1, key), delimited(2, value));
export const string = (value: string): Uint8Array => fields(delimited(1, value));

const resourceBytes = fields(delimited(1, pair('service.name', string('my.service'))));
const scopeBytes = fields(
  delimited(1, 'my.library'),
  delimited(2, '1.0.0'),
  delimited(3, pair('my.scope.attribute', string('some scope attribute'))),
);
const hex = (id: string) => Buffer.from(id, 'hex');

/** A request with one record, in one scope of one resource; traces and logs are framed alike. */
export const inRequest = (record: Uint8Array): Uint8Array => {
  const inScope = fields(delimited(1, scopeBytes), delimited(2, record), delimited(3, 'https://example.com/schema'));
  return fields(delimited(1, fields(delimited(1, resourceBytes), delimited(2, inScope))));
};

export const TRACES_PROTOBUF = inRequest(
  fields(
    delimited(1, hex(TRACE_ID)),
    delimited(2, hex(SPAN_ID)),
    delimited(3, 'vendor=state'),
    delimited(4, hex(PARENT_ID)),
    delimited(5, "I'm a server span"),
    varint(6, 2),
    nanos(7, '1544712660000000000'),
    nanos(8, '1544712661000000000'),
    delimited(9, pair('my.span.attr', string('some value'))),
  ),
);

const array = fields(delimited(5, fields(delimited(1, string('many')), delimited(1, string('values')))));
const map = fields(delimited(6, fields(delimited(1, pair('some.map.key', string('some value'))))));

export const LOGS_PROTOBUF = inRequest(
  fields(
    nanos(1, '1544712660300000000'),
    varint(2, 10),
    delimited(3, 'Information'),
    delimited(5, string('Example log record')),
    delimited(6, pair('string.attribute', string('some string'))),
    delimited(6, pair('boolean.attribute', fields(varint(2, 1)))),
    delimited(6, pair('int.attribute', fields(varint(3, 10)))),
    delimited(6, pair('double.attribute', fields(double(4, 637.704)))),
    delimited(6, pair('array.attribute', array)),
    delimited(6, pair('map.attribute', map)),
    delimited(9, hex(TRACE_ID)),
    delimited(10, hex(SPAN_ID)),
    nanos(11, '1544712660300000000'),
  ),
);
