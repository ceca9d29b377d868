import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_ITEMS, parseEnvelope, parseEnvelopeHeader } from '../../lib/protocol/envelope.ts';
import { Refusal } from '../../lib/protocol/refusal.ts';

const parse = (text: string) => parseEnvelope(Buffer.from(text));
const payloads = (text: string) => parse(text).items.map(item => Buffer.from(item.payload).toString());
const causes = (text: string): readonly string[] => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof Refusal) return [error.message, ...error.causes];
    throw error;
  }
  return ['taken'];
};

describe('an envelope', () => {
  test('may be a header alone', () => {
    expect(parse('{"event_id":"x"}')).toEqual({ header: { event_id: 'x' }, items: [] });
    expect(parse('{}\n').items).toEqual([]);
  });

  test('has payloads with a length, that may hold newlines, and payloads that end at the line', () => {
    expect(payloads('{}\n{"type":"attachment","length":7}\nab\ncd\ne\n{"type":"event"}\n{"a":1}\n')).toEqual([
      'ab\ncd\ne',
      '{"a":1}',
    ]);
  });

  test('may end without the last newline, and with an item that is only a header', () => {
    expect(payloads('{}\n{"type":"event"}\n{}')).toEqual(['{}']);
    expect(payloads('{}\n{"type":"session"}')).toEqual(['']);
    expect(payloads('{}\n{"type":"attachment","length":0}\n\n')).toEqual(['']);
  });

  test('may have a header that spans lines, white space in front, and braces inside strings', () => {
    expect(parse('  {"a":\n "}{\\"" }\n').header).toEqual({ a: '}{"' });
  });

  test('skips blank lines and white space in front of an item', () => {
    expect(payloads('{}\n\n\n{"type":"event"}\n{}')).toEqual(['{}']);
    expect(payloads('{}\n \r\n\t{"type":"event"}\n{}')).toEqual(['{}']);
  });

  test.each([
    ['', ['empty request body']],
    ['  \n ', ['empty request body']],
    ['[]', ['invalid event envelope', 'invalid envelope header']],
    ['{"a":1', ['invalid event envelope', 'invalid envelope header']],
    ['{}\r\n{"type":"event"}\n{}', ['invalid event envelope', 'missing newline after header or payload']],
    ['{}\n{"type":"event","length":10}\n{}', ['invalid event envelope', 'unexpected end of file']],
    ['{}\n{"type":"event","length":1}\n{}', ['invalid event envelope', 'missing newline after header or payload']],
    [
      '{}\n{"type":"event","length":-1}\n{}',
      ['invalid event envelope', 'invalid item header', 'length is not a number of bytes'],
    ],
    [
      '{}\n{"type":"event","length":1e99}\n{}',
      ['invalid event envelope', 'invalid item header', 'length is not a number of bytes'],
    ],
    ['{}\n{"length":2}\n{}', ['invalid event envelope', 'invalid item header', 'type is missing']],
    ['{}\n{"type":"integration"}\n{}', ['the envelope holds an item of a type that only servers send']],
    ['{}\n{"type":"event","length":99999999999}\n{}', ['invalid event envelope', 'unexpected end of file']],
    [
      '{}\n{"type":"event","length":"2"}\n{}',
      ['invalid event envelope', 'invalid item header', 'length is not a number of bytes'],
    ],
    ['{}\n\n', ['invalid event envelope', 'unexpected end of file']],
    ['{}\n{"type":"event"}\n{}\n\n', ['invalid event envelope', 'unexpected end of file']],
  ])('%j is refused with a reason', (text, expected) => {
    expect(causes(text)).toEqual(expected);
  });

  test(`has at most ${MAX_ITEMS} items`, () => {
    const items = (count: number) => `{}\n${'{"type":"session"}\n{}\n'.repeat(count)}`;
    expect(parse(items(MAX_ITEMS)).items).toHaveLength(MAX_ITEMS);
    expect(causes(items(MAX_ITEMS + 1))).toContain('too many individual items');
  });

  test('survives any bytes: parsed or refused, never another error', () => {
    const near = fc
      .stringMatching(/^[{}"\\\n\r a-z:,0-9[\]]{0,80}$/)
      .map(text => Buffer.from(`{}\n{"type":"event","length":3}\n${text}`));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), near), bytes => {
        for (const read of [parseEnvelope, parseEnvelopeHeader]) {
          try {
            read(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('what was framed comes out as it went in', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 }), parts => {
        const framed = Buffer.concat([
          Buffer.from('{"event_id":"x"}\n'),
          ...parts.flatMap(part => [
            Buffer.from(`{"type":"attachment","length":${part.length}}\n`),
            Buffer.from(part),
            Buffer.from('\n'),
          ]),
        ]);
        expect(parseEnvelope(framed).items.map(item => Buffer.from(item.payload).toString('hex'))).toEqual(
          parts.map(part => Buffer.from(part).toString('hex')),
        );
      }),
    );
  });
});
