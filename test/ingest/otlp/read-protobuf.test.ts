import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_DEPTH, MAX_FIELDS, readProtobuf } from '../../../lib/ingest/otlp/read-protobuf.ts';
import { Refusal } from '../../../lib/protocol/refusal.ts';
import {
  delimited,
  double,
  fields,
  inRequest,
  LOGS_PROTOBUF,
  pair,
  string,
  TRACES_PROTOBUF,
  varint,
} from './examples.ts';

const refusalOf = (read: () => unknown): string | undefined => {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.reason, ...error.causes].join(': ');
  }
};

/** Milliseconds of this process for bytes that are read or refused. */
const costOf = (bytes: Uint8Array): number => {
  const start = process.cpuUsage();
  refusalOf(() => readProtobuf(bytes, 'LogsRequest'));
  return process.cpuUsage(start).user / 1_000;
};

/** A list in a list in a list … */
const nested = (levels: number): Uint8Array => {
  let value = string('x');
  for (let i = 0; i < levels; i++) value = fields(delimited(5, fields(delimited(1, value))));
  return inRequest(fields(delimited(5, value)));
};

describe('protobuf of OpenTelemetry', () => {
  test('is read with numbers of 64 bits, bytes and doubles as its JSON form has them', () => {
    const value = (any: Uint8Array) =>
      readProtobuf(inRequest(fields(delimited(6, pair('k', any)))), 'LogsRequest') as { resourceLogs: unknown[] };
    const read = (any: Uint8Array) => JSON.stringify(value(any)).replace(/.*"key":"k","value":(\{[^}]*\}).*/, '$1');
    expect(read(fields(varint(3, -1)))).toBe('{"intValue":"-1"}');
    expect(read(fields(double(4, 0.5)))).toBe('{"doubleValue":0.5}');
    expect(read(fields(delimited(7, new Uint8Array([1, 2]))))).toBe('{"bytesValue":"AQI="}');
    expect(read(fields(varint(2, 0)))).toBe('{"boolValue":false}');
    expect(read(fields(delimited(1, '서울')))).toBe('{"stringValue":"서울"}');
  });

  test('with fields that are unknown, or of another wire type, is read without them', () => {
    const record = fields(delimited(99, 'news'), varint(98, 1), varint(3, 7), delimited(3, 'INFO'));
    expect(JSON.stringify(readProtobuf(inRequest(record), 'LogsRequest'))).toContain(
      '"logRecords":[{"severityText":"INFO"}]',
    );
  });

  test('that ends too early, or says that it is longer than what holds it, is refused', () => {
    for (const whole of [LOGS_PROTOBUF, TRACES_PROTOBUF]) {
      for (let length = 1; length < whole.length; length += 7)
        expect(refusalOf(() => readProtobuf(whole.subarray(0, length), 'LogsRequest'))).toMatch(/^invalid_protobuf/);
    }
    expect(refusalOf(() => readProtobuf(Buffer.from('0a020a7f00', 'hex'), 'LogsRequest'))).toMatch(/longer than/);
    expect(refusalOf(() => readProtobuf(Buffer.from('0affffffff0f', 'hex'), 'LogsRequest'))).toMatch(/longer than/);
  });

  test('that is nested deeper than any value is refused', () => {
    expect(refusalOf(() => readProtobuf(nested(8), 'LogsRequest'))).toBeUndefined();
    expect(refusalOf(() => readProtobuf(nested(MAX_DEPTH), 'LogsRequest'))).toMatch(/nested deeper than 32 levels/);
    // Groups, which nobody sends any more, within groups.
    expect(refusalOf(() => readProtobuf(Buffer.alloc(1_000_000, 0x1b), 'LogsRequest'))).toMatch(/^invalid_protobuf/);
  });

  test('of more fields than can be held is refused as too large', () => {
    const empty = Buffer.alloc(2 * (MAX_FIELDS + 1));
    for (let i = 0; i < empty.length; i += 2) empty[i] = 0x0a;
    expect(refusalOf(() => readProtobuf(empty, 'LogsRequest'))).toMatch(/^too_large: more than 1000000 fields/);
  });

  test('of megabytes takes no longer than its size tells', () => {
    const hostile = [
      // A request is nothing but the list of its resources: several in a row are one.
      Buffer.concat(Array.from({ length: 20_000 }, () => LOGS_PROTOBUF)),
      Buffer.alloc(4_000_000, 0x0a),
      Buffer.alloc(4_000_000, 0xff),
      Buffer.alloc(4_000_000, 0x12),
      inRequest(fields(delimited(5, string('x'.repeat(4_000_000))))),
    ];
    for (const bytes of hostile) expect(costOf(bytes)).toBeLessThan(5_000);
  });

  test('of any bytes is read or refused, and nothing else is thrown', () => {
    const near = fc
      .tuple(fc.constantFrom(LOGS_PROTOBUF, TRACES_PROTOBUF), fc.array(fc.tuple(fc.nat(400), fc.nat(255))))
      .map(([whole, changes]) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 300 }), near),
        fc.constantFrom('LogsRequest' as const, 'TracesRequest' as const),
        (bytes, message) => {
          const refused = refusalOf(() => readProtobuf(bytes, message));
          expect(refused ?? 'invalid_protobuf').toMatch(/^invalid_protobuf/);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
