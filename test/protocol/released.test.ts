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

/** Bytes of buffers that one call leaves behind when what is young has been collected. */
const leftBehind = async (call: () => unknown): Promise<number> => {
  const settle = async () => {
    // The second frees what the first has found, and buffers are freed beside the program.
    for (let round = 0; round < 3; round++) {
      collect({ type: 'minor' });
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    return process.memoryUsage().arrayBuffers;
  };
  const before = await settle();
  for (let n = 0; n < CALLS; n++) call();
  return ((await settle()) - before) / CALLS;
};

describe('what zlib has made at once', () => {
  test('is the bytes, and how many it took for them', () => {
    const { bytes, taken } = released(gunzipSync(Buffer.concat([PACKED, Buffer.alloc(7)]), { info: true }));
    expect(bytes.equals(TEXT)).toBe(true);
    expect(taken).toBe(PACKED.length);
  });

  test('leaves no buffers for a full collection of garbage', async () => {
    const params = { [constants.ZSTD_c_compressionLevel]: 1 };
    expect(await leftBehind(() => released(gunzipSync(PACKED, { info: true })))).toBeLessThan(2_000);
    expect(await leftBehind(() => released(zstdCompressSync(TEXT, { params, info: true })))).toBeLessThan(2_000);
  });
});
