import { describe, expect, test } from '@jest/globals';
import { decodeMulti, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { readMsgpack } from '../../../lib/ingest/minidump/msgpack.ts';
import { isSoundMsgpack } from '../../../lib/ingest/minidump/sound-msgpack.ts';
import { Refusal } from '../../../lib/protocol/refusal.ts';

describe('a file of MessagePack', () => {
  test('is sound when an encoder wrote it, one value or several', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 6 }),
      fc.uint8Array({ maxLength: 300 }),
      fc.date({ noInvalidDate: true }),
      fc.string({ minLength: 300, maxLength: 70_000 }),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), values => {
        expect(isSoundMsgpack(Buffer.concat(values.map(one => encode(one))))).toBe(true);
      }),
    );
  });

  test('of any bytes is judged as the decoder would, but for what promises too much', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
        if (!isSoundMsgpack(bytes)) return;
        try {
          for (const _ of decodeMulti(bytes));
        } catch (error) {
          // Keys that are no text: sound, but nothing that an SDK writes.
          expect(String(error)).toMatch(/key|timestamp/i);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('that promises more than it holds costs no memory: it is refused first', async () => {
    const nested = Buffer.concat(Array.from({ length: 50_000 }, () => Buffer.from([0xdd, 0x00, 0x03, 0x00, 0x00])));
    expect(isSoundMsgpack(nested)).toBe(false);
    expect(isSoundMsgpack(Buffer.alloc(200, 0x91))).toBe(false);
    await expect(readMsgpack(nested)).rejects.toThrow(Refusal);
  });

  test('gives its maps as JSON', async () => {
    const at = new Date('2026-11-22T12:00:00Z');
    const bytes = Buffer.concat([encode({ a: 1, at, raw: Buffer.from('x') }), encode(7), encode({ b: null })]);
    expect(await readMsgpack(bytes)).toEqual([{ a: 1, at: '2026-11-22T12:00:00.000Z' }, { b: null }]);
  });
});
