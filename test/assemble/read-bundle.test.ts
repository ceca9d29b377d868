import { describe, expect, test } from '@jest/globals';
import { BundleFault } from '../../lib/assemble/bundle-fault.ts';
import { readBundle } from '../../lib/assemble/read-bundle.ts';
import { MAX_FILE_BYTES } from '../../lib/assemble/zip-entries.ts';
import { unpack } from '../../lib/protocol/unpack.ts';
import {
  APP,
  DEBUG_ID,
  FILES,
  MANIFEST,
  MAP,
  makeArchive,
  makeBundle,
  type PackedFile,
  sha1,
} from '../support/make-bundle.ts';

/** Reads it as from a store that gives parts only. */
const read = (bytes: Buffer) =>
  readBundle(async (offset, length) => bytes.subarray(offset, offset + length), bytes.length);

const refusal = async (bytes: Buffer): Promise<string> => {
  try {
    await read(bytes);
  } catch (error) {
    if (error instanceof BundleFault) return error.message;
    throw error;
  }
  throw new Error('it was taken');
};

const named = (name: string, said: object, file: Partial<PackedFile> = {}): Buffer =>
  makeBundle({ files: { [name]: { type: 'source', ...said } } }, [{ name, bytes: 'x', ...file }]);

describe('a bundle', () => {
  test('of sentry-cli says where each file lies, and the file is there', async () => {
    const bytes = makeBundle();
    const { files, debugId } = await read(bytes);
    expect(debugId).toBe(MANIFEST.debug_id);
    expect(files).toMatchObject([
      {
        type: 'minified_source',
        url: '~/app.min.js',
        debugId: DEBUG_ID,
        sourceMap: 'app.min.js.map',
        sha1: sha1(Buffer.from(APP)),
      },
      { type: 'source_map', url: '~/app.min.js.map', debugId: DEBUG_ID, size: MAP.length },
    ]);
    const texts = files.map(({ offset, packedSize, packing, size }) =>
      Buffer.from(unpack(bytes.subarray(offset, offset + packedSize), packing, size)).toString(),
    );
    expect(texts).toEqual([APP, MAP]);
  });

  test.each(['none', 'counted', 'uncounted'] as const)('is read with its own header: %s', async header => {
    const bytes = makeBundle(MANIFEST, FILES, { header });
    const [first] = (await read(bytes)).files;
    const { offset, packedSize, packing, size } = first!; // there are two
    expect(Buffer.from(unpack(bytes.subarray(offset, offset + packedSize), packing, size)).toString()).toBe(APP);
  });

  test.each(['stored', 'deflate', 'zstd'] as const)('may be packed in this way: %s', async packing => {
    const { files } = await read(
      makeBundle(
        MANIFEST,
        FILES.map(file => ({ ...file, packing })),
      ),
    );
    expect(files.map(file => file.packing)).toEqual([packing, packing]);
  });

  test('of the JavaScript tools has other names, and headers in other letters', async () => {
    const name = `_/_/${DEBUG_ID}-0.js`;
    const headers = { 'Debug-Id': DEBUG_ID.toUpperCase(), Sourcemap: `${DEBUG_ID}-0.js.map` };
    const { files, debugId } = await read(
      makeBundle({ files: { [name]: { type: 'minified_source', url: `~/${DEBUG_ID}-0.js`, headers } } }, [
        { name, bytes: APP, packing: 'stored' },
      ]),
    );
    expect(debugId).toBeUndefined();
    expect(files).toMatchObject([{ debugId: DEBUG_ID, sourceMap: `${DEBUG_ID}-0.js.map` }]);
  });

  test('may hold an empty file, as of Hermes, and a RAM bundle that is no text', async () => {
    const { files } = await read(
      makeBundle({ files: { a: { type: 'minified_source' }, b: { type: 'indexed_ram_bundle' } } }, [
        { name: 'a', bytes: '' },
        { name: 'b', bytes: Buffer.from([0xe5, 0xd1, 0x0b, 0xfb, 0xff]) },
      ]),
    );
    expect(files.map(({ size }) => size)).toEqual([0, 5]);
  });

  test('may name files of types that nobody knows yet: they are passed over', async () => {
    expect((await read(named('a', { type: 'hologram' }))).files).toEqual([]);
  });

  test('with names that JavaScript knows otherwise is read as any other', async () => {
    const bytes = makeArchive([
      { name: '__proto__', bytes: 'x' },
      { name: 'manifest.json', bytes: '{"files":{"__proto__":{"type":"source","url":"~/a"}}}' },
    ]);
    expect((await read(bytes)).files).toMatchObject([{ path: '__proto__', url: '~/a' }]);
    expect(({} as { url?: string }).url).toBeUndefined();
  });
});

describe('what is refused, with its reason', () => {
  test.each([
    ['no archive', Buffer.from('x'.repeat(100)), /cannot be read/],
    ['nothing', Buffer.alloc(0), /cannot be read/],
    ['an archive that is cut off', makeBundle().subarray(0, 200), /cannot be read/],
    ['no manifest', makeArchive(FILES), /no manifest\.json/],
    ['a manifest that is no JSON', makeArchive([{ name: 'manifest.json', bytes: '{' }]), /no JSON/],
    ['a manifest without files', makeBundle({}), /names no files/],
    ['a manifest that names what is not there', makeBundle(MANIFEST, []), /not in the archive/],
    ['two files of one name', makeBundle(MANIFEST, [...FILES, ...FILES]), /two files named/],
    ['a path that leads out', named('../../etc/passwd', {}), /cannot be read: invalid relative path/],
    ['an absolute path', named('/etc/passwd', {}), /cannot be read: absolute path/],
    ['text that is no UTF-8', named('a', {}, { bytes: Buffer.from([0x61, 0xff, 0xfe]) }), /UTF-8/],
    ['an encrypted file', named('a', {}, { lies: { flags: 0x801 } }), /encrypted/],
    ['an unknown packing', named('a', {}, { lies: { method: 14 } }), /method 14/],
    ['a wrong checksum', named('a', {}, { lies: { crc: 1 } }), /damaged: its checksum/],
    [
      'a size that is too small',
      named('a', {}, { bytes: 'x'.repeat(5_000), lies: { size: 10 } }),
      /damaged: it unpacks to more/,
    ],
    ['a size that is too large', named('a', {}, { lies: { size: 10 } }), /damaged: it unpacks to 1 bytes/],
    ['a size that nothing may have', named('a', {}, { lies: { size: MAX_FILE_BYTES + 1 } }), /may have/],
    [
      'bytes that lie over another file',
      makeBundle(
        MANIFEST,
        FILES.map(file => ({ ...file, lies: { headerOffset: 8 } })),
      ),
      /over another file/,
    ],
    ['a bomb', named('a', {}, { bytes: Buffer.alloc(32 * 1024 * 1024, 0x61) }), /times as large/],
  ])('%s', async (_, bytes, reason) => {
    expect(await refusal(bytes)).toMatch(reason);
  });

  test('more files than one may have, before any of them is looked at', async () => {
    const count = 20_001;
    const files = Array.from({ length: count }, (_, number) => ({
      name: `f${number}`,
      bytes: '',
      packing: 'stored' as const,
    }));
    const bytes = makeArchive(files);
    let readBytes = 0;
    const reading = readBundle(async (offset, length) => {
      readBytes += length;
      return bytes.subarray(offset, offset + length);
    }, bytes.length);
    await expect(reading).rejects.toThrow(`The archive has ${count} files`);
    expect(readBytes).toBeLessThan(8 * 1024 * 1024);
  });

  test('a fault of the store is none of the archive', async () => {
    const outage = Object.assign(new Error('S3 GetObject was answered 503'), { status: 503 });
    const reading = readBundle(() => Promise.reject(outage), 1_000);
    await expect(reading).rejects.toBe(outage);
  });
});
