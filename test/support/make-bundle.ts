import { createHash } from 'node:crypto';
import { crc32, deflateRawSync, zstdCompressSync } from 'node:zlib';

export interface PackedFile {
  name: string;
  bytes: Uint8Array | string;
  packing?: 'stored' | 'deflate' | 'zstd';
  /** What the archive says instead of the truth. */
  lies?: Partial<{
    size: number;
    crc: number;
    method: number;
    headerOffset: number;
    flags: number;
    packedSize: number;
  }>;
}

export interface ArchiveOptions {
  /** `SYSB` and a version before the archive; `counted`: its offsets begin at them. */
  header?: 'none' | 'counted' | 'uncounted';
}

const METHODS = { stored: 0, deflate: 8, zstd: 93 };
const UTF8_NAMES = 0x800;

/** A ZIP archive as upload tools write it, or with lies in it as they do not. */
export const makeArchive = (files: readonly PackedFile[], { header = 'counted' }: ArchiveOptions = {}): Buffer => {
  const before = header === 'none' ? Buffer.alloc(0) : Buffer.concat([Buffer.from('SYSB'), Buffer.from([2, 0, 0, 0])]);
  const shift = header === 'counted' ? before.length : 0;
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = shift;
  for (const file of files) {
    const { local, entry } = packFile(file, at);
    locals.push(local);
    central.push(entry);
    at += local.length;
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([before, ...locals, directory, end(files.length, directory.length, at)]);
};

const packFile = (file: PackedFile, offset: number): { local: Buffer; entry: Buffer } => {
  const { name, packing = 'deflate', lies = {} } = file;
  const bytes = Buffer.from(file.bytes);
  const packed = pack(bytes, packing);
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(lies.flags ?? UTF8_NAMES, 2);
  facts.writeUInt16LE(lies.method ?? METHODS[packing], 4);
  facts.writeUInt32LE(lies.crc ?? crc32(bytes), 10);
  facts.writeUInt32LE(lies.packedSize ?? packed.length, 14);
  facts.writeUInt32LE(lies.size ?? bytes.length, 18);
  facts.writeUInt16LE(Buffer.byteLength(name), 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, Buffer.from(name), packed]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(lies.headerOffset ?? offset, 10);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), facts, rest, Buffer.from(name)]);
  return { local, entry };
};

const pack = (bytes: Uint8Array, packing: NonNullable<PackedFile['packing']>): Uint8Array => {
  if (packing === 'stored') return bytes;
  return packing === 'deflate' ? deflateRawSync(bytes) : zstdCompressSync(bytes);
};

const end = (count: number, size: number, offset: number): Buffer => {
  const record = Buffer.alloc(22);
  record.write('PK\x05\x06', 0, 'latin1');
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
};

export const APP = 'function f(){throw new Error("x")}f();\n//# sourceMappingURL=app.min.js.map\n';
export const MAP = JSON.stringify({
  version: 3,
  file: 'app.min.js',
  sources: ['../src/app.ts'],
  sourcesContent: ['function f() {\n  throw new Error("x");\n}\nf();\n'],
  names: ['f', 'Error'],
  mappings: 'AAAA,SAASA,IACP,MAAM,IAAIC,MAAM,IAClB,CACAD',
});
export const DEBUG_ID = 'ef4a7268-917a-5a80-9aa7-01e0bc67609b';

/** What `sentry-cli` makes of one file and its map. */
export const MANIFEST = {
  debug_id: 'ec32db77-5fca-573c-871f-54defd9d0da9',
  org: 'acme',
  project: 'shop',
  files: {
    'files/_/_/app.min.js': {
      type: 'minified_source',
      url: '~/app.min.js',
      headers: { 'debug-id': DEBUG_ID, sourcemap: 'app.min.js.map' },
    },
    'files/_/_/app.min.js.map': { type: 'source_map', url: '~/app.min.js.map', headers: { 'debug-id': DEBUG_ID } },
  },
};

export const FILES: readonly PackedFile[] = [
  { name: 'files/_/_/app.min.js', bytes: APP },
  { name: 'files/_/_/app.min.js.map', bytes: MAP },
];

/** An artifact bundle. @param manifest as its JSON is to be */
export const makeBundle = (
  manifest: unknown = MANIFEST,
  files: readonly PackedFile[] = FILES,
  options: ArchiveOptions = {},
): Buffer => makeArchive([...files, { name: 'manifest.json', bytes: JSON.stringify(manifest) }], options);

export const sha1 = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');
