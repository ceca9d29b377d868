import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { zstdFrames } from '../../lib/aws/zstd-frames.ts';

const compress = (bytes: Uint8Array, options: { level: number; checksum: boolean }): Buffer =>
  zstdCompressSync(bytes, {
    params: {
      [constants.ZSTD_c_compressionLevel]: options.level,
      [constants.ZSTD_c_checksumFlag]: Number(options.checksum),
    },
  });

test('every payload of a pack is found where it lies, also between others that were erased', () => {
  const payload = fc.record({
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 5_000 }),
      fc.nat(300_000).map(size => new Uint8Array(size).fill(65)),
    ),
    options: fc.record({ level: fc.integer({ min: 1, max: 9 }), checksum: fc.boolean() }),
    erased: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(payload, { maxLength: 8 }), payloads => {
      const frames = payloads.map(({ bytes, options }) => compress(bytes, options));
      const pack = Buffer.concat(frames.map((frame, index) => (payloads[index]?.erased ? frame.fill(0) : frame)));
      const found = zstdFrames(pack).map(({ offset, length }) =>
        Buffer.from(zstdDecompressSync(pack.subarray(offset, offset + length))).toString('hex'),
      );
      const kept = payloads.filter(({ erased }) => !erased).map(({ bytes }) => Buffer.from(bytes).toString('hex'));
      expect(found).toEqual(kept);
    }),
    { numRuns: 60 },
  );
});

test('bytes of any other kind are no payloads, and end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      for (const { offset, length } of zstdFrames(bytes)) expect(offset + length).toBeLessThanOrEqual(bytes.length);
    }),
  );
});
