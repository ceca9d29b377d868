import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ListedArtifact } from '../ports/artifact-uploads.ts';
import { DamagedBytes, unpack } from '../protocol/unpack.ts';
import { BundleFault, quoted } from './bundle-fault.ts';
import type { ReadPart } from './part-reader.ts';
import { MAX_MANIFEST_BYTES, type Manifest, type ManifestFile, readManifest } from './read-manifest.ts';
import { readEntries, type ZipEntry } from './zip-entries.ts';

/** A file of a bundle, wherever that will lie. */
export type BundleFile = Omit<ListedArtifact, 'projectId' | 'bundleId' | 'origin'>;

export interface ReadBundle extends Omit<Manifest, 'files'> {
  files: readonly BundleFile[];
}

const MANIFEST = 'manifest.json';

/**
 * An upload whose every file was unpacked once and is what it says. Memory holds one of them at a time, and never more of
 * it than it says. Throws a `BundleFault`.
 */
export const readBundle = async (read: ReadPart, size: number): Promise<ReadBundle> => {
  const entries = await readEntries(read, size);
  const { files: named, ...manifest } = await manifestOf(read, entries);
  const files: BundleFile[] = [];
  for (const file of named) files.push(await readFile(read, file, entries.get(file.path)));
  return { ...manifest, files };
};

const manifestOf = async (read: ReadPart, entries: ReadonlyMap<string, ZipEntry>): Promise<Manifest> => {
  const entry = entries.get(MANIFEST);
  if (!entry) throw new BundleFault(`The archive has no ${MANIFEST}.`);
  if (entry.size > MAX_MANIFEST_BYTES)
    throw new BundleFault(`${MANIFEST} has ${entry.size} bytes, and may have ${MAX_MANIFEST_BYTES}.`);
  return readManifest(await bytesOf(read, entry));
};

const readFile = async (read: ReadPart, file: ManifestFile, entry: ZipEntry | undefined): Promise<BundleFile> => {
  if (!entry) throw new BundleFault(`The manifest names ${quoted(file.path)}, which is not in the archive.`);
  const bytes = await bytesOf(read, entry);
  if (file.type !== 'indexed_ram_bundle' && !isUtf8(bytes))
    throw new BundleFault(`${quoted(file.path)} is not text in UTF-8.`);
  const { offset, packedSize, size, packing } = entry;
  return { ...file, offset, packedSize, size, packing, sha1: createHash('sha1').update(bytes).digest('hex') };
};

const bytesOf = async (read: ReadPart, entry: ZipEntry): Promise<Uint8Array> => {
  const packed = await read(entry.offset, entry.packedSize);
  try {
    const bytes = unpack(packed, entry.packing, entry.size);
    if (crc32(bytes) !== entry.crc32) throw new DamagedBytes('its checksum is another');
    return bytes;
  } catch (error) {
    if (error instanceof DamagedBytes)
      throw new BundleFault(`${quoted(entry.name)} is damaged: ${error.message}.`, { cause: error });
    throw error;
  }
};
