import { describe, expect, test } from '@jest/globals';
import { BundleFault } from '../../lib/assemble/bundle-fault.ts';
import { readBundle } from '../../lib/assemble/read-bundle.ts';
import { MAX_MANIFEST_BYTES, MAX_MANIFEST_VALUES } from '../../lib/assemble/read-manifest.ts';
import { FILES, MANIFEST, makeArchive, makeBundle, type PackedFile } from '../support/make-bundle.ts';

const MIB = 1024 * 1024;

/** What it was refused for, and how much of it was read for that. */
const refusal = async (bytes: Buffer): Promise<{ reason: string; read: number }> => {
  let read = 0;
  const reading = readBundle(async (offset, length) => {
    const part = bytes.subarray(offset, offset + length);
    read += part.length;
    return part;
  }, bytes.length);
  try {
    await reading;
  } catch (error) {
    if (error instanceof BundleFault) return { reason: error.message, read };
    throw error;
  }
  throw new Error('it was taken');
};

const taken = (bytes: Buffer) =>
  readBundle(async (offset, length) => bytes.subarray(offset, offset + length), bytes.length);

/** An archive of one manifest, as its JSON is. */
const withManifest = (json: string, files: readonly PackedFile[] = []): Buffer =>
  makeArchive([...files, { name: 'manifest.json', bytes: json }]);

/** The record at the archive's end, changed. */
const withEnd = (bytes: Buffer, change: (end: Buffer) => void): Buffer => {
  const changed = Buffer.from(bytes);
  change(changed.subarray(changed.length - 22));
  return changed;
};

describe('an archive that is made to unpack without end', () => {
  test('by a hundred names for the bytes of one file is refused before any is unpacked', async () => {
    const kernel = { name: 'f0', bytes: Buffer.alloc(100_000, 0x61) };
    const others = Array.from({ length: 100 }, (_, at) => ({ ...kernel, name: `f${at}`, lies: { headerOffset: 8 } }));
    const { reason, read } = await refusal(makeBundle(MANIFEST, others));
    expect(reason).toMatch(/over another file/);
    expect(read).toBeLessThan(2 * MIB);
  });

  test('by files of which each holds the next one is refused, too', async () => {
    const [first, second] = FILES as [PackedFile, PackedFile]; // there are two
    const inside = { ...first, lies: { packedSize: 200 } };
    expect((await refusal(makeBundle(MANIFEST, [inside, second]))).reason).toMatch(
      /over another file|damaged|cannot be/,
    );
  });

  test('by what it says of itself: its list may be shorter or longer', async () => {
    const bytes = makeBundle();
    const few = withEnd(bytes, end => end.writeUInt16LE(1, 10));
    expect((await refusal(few)).reason).toMatch(/manifest|cannot be read/);
    const many = withEnd(bytes, end => end.writeUInt16LE(20_000, 10));
    expect((await refusal(many)).reason).toMatch(/cannot be read|ends in the middle/);
    const zip64 = withEnd(bytes, end => end.writeUInt16LE(0xff_ff, 10));
    expect((await refusal(zip64)).reason).toMatch(/cannot be read|files/);
    const elsewhere = withEnd(bytes, end => end.writeUInt32LE(0xff_ff_ff_f0, 16));
    expect((await refusal(elsewhere)).reason).toMatch(/cannot be read|ends in the middle/);
  });
});

describe('a manifest', () => {
  test.each([
    ['of a million lists in each other', '['.repeat(MAX_MANIFEST_VALUES + 1)],
    ['of a million empty objects', `{"files":{},"x":[${'{},'.repeat(MAX_MANIFEST_VALUES)}{}]}`],
  ])('%s is refused before it is read', async (_, json) => {
    expect((await refusal(withManifest(json))).reason).toBe(
      `manifest.json has more than ${MAX_MANIFEST_VALUES} values.`,
    );
  });

  test('of more bytes than one may have is not even unpacked', async () => {
    const said = { name: 'manifest.json', bytes: '{}', lies: { size: 7 * MIB * 20 } };
    expect((await refusal(makeArchive([said]))).reason).toMatch(/times as large|may have/);
    const large = withManifest(' '.repeat(MAX_MANIFEST_BYTES + 1));
    expect((await refusal(large)).reason).toMatch(/times as large|may have/);
  });

  test.each([
    ['a list of files', '{"files":[{"type":"source"}]}'],
    ['files that are a text', '{"files":"source"}'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['two manifests', '{"files":{}}{"files":{}}'],
  ])('that is %s is none', async (_, json) => {
    expect((await refusal(withManifest(json))).reason).toMatch(/names no files|no JSON/);
  });

  test('of half a file name each is read as it stands, and lends JavaScript nothing', async () => {
    const json =
      '{"files":{"a":{"type":"source","url":{"length":1},"headers":{"__proto__":{"x":1},"debug-id":["x"]}}}}';
    const { files } = await taken(withManifest(json, [{ name: 'a', bytes: 'x' }]));
    expect(files).toEqual([expect.objectContaining({ path: 'a', type: 'source' })]);
    expect(files[0]).not.toHaveProperty('url');
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('names of files', () => {
  const named = (name: string): Buffer => makeBundle({ files: { [name]: { type: 'source' } } }, [{ name, bytes: 'x' }]);

  test.each([
    ['up and out', 'a/../../b'],
    ['up and out as Windows writes it', 'a\\..\\..\\b'],
    ['of a drive', 'C:/x'],
    ['of 60 kB', 'x'.repeat(60_000)],
  ])('%s are refused', async (_, name) => {
    expect((await refusal(named(name))).reason.length).toBeLessThan(500);
  });

  test('with signs that mean something elsewhere are names', async () => {
    for (const name of ['a\u0000b', 'constructor', '‮b', 'a\nb']) {
      const { files } = await taken(named(name));
      expect(files.map(({ path }) => path)).toEqual([name]);
    }
  });
});

test('a file whose sizes stand behind it, as writers of streams do, is read by what the list says', async () => {
  const described = FILES.map(file => ({ ...file, lies: { flags: 0x808 } }));
  expect((await taken(makeBundle(MANIFEST, described))).files).toHaveLength(2);
});
