import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { constants, gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { released } from '../../lib/protocol/released.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void;

const TEXT = Buffer.alloc(20_000, 'an event');
const PACKED = gzipSync(TEXT);
const CALLS = 200;

/** What one call may leave behind in buffers, in bytes: a tenth of what it makes. */
const LITTLE = 2_000;
/** Buffers are freed beside the program, and later where that is busy. Memory of an idle program is not tidied so soon. */
const ROUNDS = 300;

/** Whether next to nothing is left of the buffers of many calls when what is young has been collected. */
const leavesNothing = async (call: () => unknown): Promise<boolean> => {
  const before = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < CALLS; n++) call();
  for (let round = 0; round < ROUNDS; round++) {
    collect({ type: 'minor' });
    if (process.memoryUsage().arrayBuffers - before < CALLS * LITTLE) return true;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return false;
};

describe('what zlib has made at once', () => {
  test('is the bytes, and how many it took for them', () => {
    const { bytes, taken } = released(gunzipSync(Buffer.concat([PACKED, Buffer.alloc(7)]), { info: true }));
    expect(bytes.equals(TEXT)).toBe(true);
    expect(taken).toBe(PACKED.length);
  });

  test('leaves no buffers for a full collection of garbage', async () => {
    const params = { [constants.ZSTD_c_compressionLevel]: 1 };
    expect(await leavesNothing(() => released(gunzipSync(PACKED, { info: true })))).toBe(true);
    expect(await leavesNothing(() => released(zstdCompressSync(TEXT, { params, info: true })))).toBe(true);
  });
});
