import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import type { Packing } from '../protocol/unpack.ts';
import { BundleFault, quoted } from './bundle-fault.ts';
import { keepBlocks, PartReader, type ReadPart } from './part-reader.ts';

/** A file in an archive. */
export interface ZipEntry {
  name: string;
  /** Of its packed bytes, in the whole upload. */
  offset: number;
  packedSize: number;
  size: number;
  packing: Packing;
  crc32: number;
}

/** Files of one archive; Sentry's builds have some hundred. */
export const MAX_FILES = 20_000;
/** Bytes of one file, unpacked. Maps of large applications have some 30 MB. */
export const MAX_FILE_BYTES = 160 * 1024 * 1024;
/** Bytes of all files, unpacked. */
export const MAX_UNPACKED_BYTES = 2 * 1024 ** 3;
/** How many times larger than its packed bytes a file may be, from `RATIO_FROM_BYTES` on. Maps pack 3 to 30 times. */
export const MAX_RATIO = 250;
const RATIO_FROM_BYTES = 8 * 1024 * 1024;
/** Characters of a file's name. */
const MAX_NAME = 2_048;
const MAGIC = Buffer.from('SYSB');
/** Magic and version, before the archive. Writers differ in whether offsets in the archive count them. */
const HEADER_BYTES = 8;
const PACKINGS: ReadonlyMap<number, Packing> = new Map([
  [0, 'stored'],
  [8, 'deflate'],
  [93, 'zstd'],
]);
const NO_LIST = /central directory file header signature/;
const ENCRYPTED = 0x1;
const LOCAL_HEADER_BYTES = 30;
/** Characters of what the archive's reader says; it may quote names. */
const MAX_REASON = 300;

/** The files of an upload. Throws a `BundleFault` for what is no archive, or one that is made to do harm. */
export const readEntries = async (read: ReadPart, size: number): Promise<Map<string, ZipEntry>> => {
  const { blocks, asFault } = watched(keepBlocks(read));
  const begin = Buffer.from(await blocks(0, HEADER_BYTES));
  const hasHeader = begin.subarray(0, MAGIC.length).equals(MAGIC);
  const counted = await attempt(() => entriesAt(blocks, size, 0));
  if ('entries' in counted) return counted.entries;
  if (!hasHeader || counted.error instanceof BundleFault) throw asFault(counted.error);
  const uncounted = await attempt(() => entriesAt(blocks, size, HEADER_BYTES));
  if ('entries' in uncounted) return uncounted.entries;
  // Who looks in the wrong place finds no list there: the other way has found out what is wrong.
  throw asFault(NO_LIST.test((uncounted.error as Error).message) ? counted.error : uncounted.error);
};

type Attempt = { entries: Map<string, ZipEntry> } | { error: unknown };

const attempt = async (read: () => Promise<Map<string, ZipEntry>>): Promise<Attempt> => {
  try {
    return { entries: await read() };
  } catch (error) {
    return { error };
  }
};

/** What the archive's reader says of it is for people; what the store says when it fails is not. */
const watched = (read: ReadPart): { blocks: ReadPart; asFault: (error: unknown) => unknown } => {
  let failure: { error: unknown } | undefined;
  const blocks: ReadPart = (offset, length) =>
    read(offset, length).catch((error: unknown) => {
      failure ??= { error };
      throw error;
    });
  const asFault = (error: unknown): unknown => {
    if (failure) return failure.error;
    if (error instanceof BundleFault) return error;
    return new BundleFault(`The archive cannot be read: ${(error as Error).message.slice(0, MAX_REASON)}.`, {
      cause: error,
    });
  };
  return { blocks, asFault };
};

const entriesAt = async (read: ReadPart, size: number, shift: number): Promise<Map<string, ZipEntry>> => {
  const zip = await fromRandomAccessReaderPromise(new PartReader(read, shift), size - shift, {
    lazyEntries: true,
    autoClose: false,
  });
  if (zip.entryCount > MAX_FILES)
    throw new BundleFault(`The archive has ${zip.entryCount} files, and may have ${MAX_FILES}.`);
  const found: { entry: ZipEntry; headerOffset: number }[] = [];
  const names = new Set<string>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    if (names.has(entry.fileName)) throw new BundleFault(`The archive has two files named ${quoted(entry.fileName)}.`);
    names.add(entry.fileName);
    unpacked += entry.uncompressedSize;
    found.push({ entry: await toEntry(zip, entry, shift), headerOffset: entry.relativeOffsetOfLocalHeader + shift });
  }
  if (unpacked > MAX_UNPACKED_BYTES)
    throw new BundleFault(`The files have ${unpacked} bytes unpacked, and may have ${MAX_UNPACKED_BYTES}.`);
  refuseOverlaps(found, size);
  return new Map(found.map(({ entry }) => [entry.name, entry]));
};

const toEntry = async (zip: ZipFile, entry: Entry, shift: number): Promise<ZipEntry> => {
  const name = entry.fileName;
  const packing = PACKINGS.get(entry.compressionMethod);
  const { uncompressedSize: size, compressedSize: packedSize } = entry;
  if (name.length > MAX_NAME) throw new BundleFault(`The name of a file is longer than ${MAX_NAME} characters.`);
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw new BundleFault(`${quoted(name)} is encrypted.`);
  if (!packing)
    throw new BundleFault(`${quoted(name)} is packed by method ${entry.compressionMethod}; known are 0, 8 and 93.`);
  if (size > MAX_FILE_BYTES)
    throw new BundleFault(`${quoted(name)} has ${size} bytes unpacked, and may have ${MAX_FILE_BYTES}.`);
  if (size > RATIO_FROM_BYTES && size > packedSize * MAX_RATIO)
    throw new BundleFault(`${quoted(name)} is more than ${MAX_RATIO} times as large unpacked.`);
  if (packing === 'stored' && size !== packedSize) throw new BundleFault(`${quoted(name)} has two sizes.`);
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  return { name, offset: fileDataStart + shift, packedSize, size, packing, crc32: entry.crc32 };
};

/** Files that share their bytes would unpack to more than there is. */
const refuseOverlaps = (found: readonly { entry: ZipEntry; headerOffset: number }[], size: number): void => {
  let end = 0;
  for (const { entry, headerOffset } of found.toSorted((one, other) => one.headerOffset - other.headerOffset)) {
    const dataEnd = entry.offset + entry.packedSize;
    if (headerOffset < end || entry.offset < headerOffset + LOCAL_HEADER_BYTES || dataEnd > size)
      throw new BundleFault(`${quoted(entry.name)} lies over another file, or outside of the archive.`);
    end = dataEnd;
  }
};
