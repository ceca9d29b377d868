import type { ByteRange } from '../ports/blob-store.ts';
import { fractionOf, keyOfRecord, RECORD_BYTES } from './fate-records.ts';

/** Where the records of a file lie in it. */
export interface RecordPlace {
  /** Bytes before the first. */
  start: number;
  count: number;
}

/** `undefined`: the file is gone. */
export type ReadRange = (range: ByteRange) => Promise<Uint8Array | undefined>;

/**
 * Records of one read, 72 kB. Where a key lies among n others is known up to half of √n records: in the largest file
 * (466,000) the first read holds it in 997 of 1,000 cases.
 */
export const CHUNK_RECORDS = 2_048;
/** Of one key there are as many as messages that brought its event: they seldom cross the border of a chunk. */
const NEIGHBOURS = 64;

/** All records of a key in a sorted file, by one or two reads of a part of it. `gone`: there is no such file any more. */
export const findFateRecords = async (
  read: ReadRange,
  { start, count }: RecordPlace,
  key: Buffer,
): Promise<Buffer[] | 'gone'> => {
  const wanted = fractionOf(key);
  let [low, high, lowest, highest] = [0, count, 0, 1];
  while (low < high) {
    const share = highest > lowest ? (wanted - lowest) / (highest - lowest) : 0.5;
    const middle = low + Math.floor((high - low) * Math.min(1, Math.max(0, share)));
    const from = Math.max(low, Math.min(middle - CHUNK_RECORDS / 2, high - CHUNK_RECORDS));
    const chunk = await readRecords(read, start, from, Math.min(high, from + CHUNK_RECORDS));
    const [first, last] = [chunk?.[0], chunk?.at(-1)];
    if (!chunk || !first || !last) return 'gone';
    if (Buffer.compare(keyOfRecord(first), key) > 0) [high, highest] = [from, fractionOf(first)];
    else if (Buffer.compare(keyOfRecord(last), key) < 0) [low, lowest] = [from + chunk.length, fractionOf(last)];
    else return withNeighbours(read, { start, count }, { chunk, from }, key);
  }
  return [];
};

/** Those of the key at a chunk's borders may go on beyond it. */
const withNeighbours = async (
  read: ReadRange,
  { start, count }: RecordPlace,
  { chunk, from }: { chunk: Buffer[]; from: number },
  key: Buffer,
): Promise<Buffer[] | 'gone'> => {
  const isIt = (record: Buffer | undefined): boolean => record !== undefined && keyOfRecord(record).equals(key);
  const end = from + chunk.length;
  const before = isIt(chunk[0]) && from > 0 ? await readRecords(read, start, Math.max(0, from - NEIGHBOURS), from) : [];
  const after =
    isIt(chunk.at(-1)) && end < count ? await readRecords(read, start, end, Math.min(count, end + NEIGHBOURS)) : [];
  return before && after ? [...before, ...chunk, ...after].filter(isIt) : 'gone';
};

const readRecords = async (read: ReadRange, start: number, from: number, to: number): Promise<Buffer[] | undefined> => {
  const length = (to - from) * RECORD_BYTES;
  const bytes = await read({ offset: start + from * RECORD_BYTES, length });
  if (!bytes) return undefined;
  if (bytes.length !== length) throw new Error('a file of fates is shorter than it says');
  return Array.from({ length: to - from }, (_, place) =>
    Buffer.from(bytes.buffer, bytes.byteOffset + place * RECORD_BYTES, RECORD_BYTES),
  );
};
