import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { Refusal } from '../../protocol/refusal.ts';
import { MAX_DECOMPRESSED_BYTES } from '../decompress.ts';

const MAGIC = ['MDMP', 'PMDM'];
const limit = { maxOutputLength: MAX_DECOMPRESSED_BYTES };

interface Container {
  /** First bytes, hex. */
  magic: string;
  extension: RegExp;
  /** Missing where Node has nothing to open it with. */
  open?: (bytes: Uint8Array) => Uint8Array;
}

/** What a minidump may come in, each told by its first bytes. */
const CONTAINERS: readonly Container[] = [
  { magic: '1f8b', extension: /\.gz(ip)?$/i, open: bytes => gunzipSync(bytes, limit) },
  { magic: '28b52ffd', extension: /\.zst(d)?$/i, open: bytes => zstdDecompressSync(bytes, limit) },
  { magic: 'fd377a585a00', extension: /\.xz$/i },
  { magic: '425a68', extension: /\.bz2?$/i },
];
const LONGEST_MAGIC_BYTES = 6;

export interface Minidump {
  bytes: Uint8Array;
  filename: string;
}

/** The minidump out of its container, if it has one. Throws a `Refusal` for what is none. */
export const readMinidump = ({ bytes, filename }: Minidump): Minidump => {
  if (bytes.length === 0) throw new Refusal('missing_minidump');
  const start = Buffer.from(bytes.subarray(0, LONGEST_MAGIC_BYTES)).toString('hex');
  const container = CONTAINERS.find(({ magic }) => start.startsWith(magic));
  const opened = container ? open(container, bytes) : bytes;
  if (!MAGIC.includes(Buffer.from(opened.subarray(0, 4)).toString('latin1'))) throw new Refusal('invalid_minidump');
  return { bytes: opened, filename: container ? filename.replace(container.extension, '') : filename };
};

const open = (container: Container, bytes: Uint8Array): Uint8Array => {
  if (!container.open) throw new Refusal('invalid_minidump', ['a container of xz or bzip2: send gzip or zstd']);
  try {
    return container.open(bytes);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Refusal('too_large', [`at most ${MAX_DECOMPRESSED_BYTES} bytes after decompression`], { cause });
    throw new Refusal('invalid_minidump', ['its container does not decompress'], { cause });
  }
};
