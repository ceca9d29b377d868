import { RandomAccessReader } from 'yauzl';
import { BundleFault } from './bundle-fault.ts';

/** Reads a part of a file; fewer bytes at its end. */
export type ReadPart = (offset: number, length: number) => Promise<Uint8Array>;

/** Bytes that are read at once, and how many such blocks are kept: lists of files are read a few bytes at a time. */
const BLOCK_BYTES = 1024 * 1024;
const MAX_BLOCKS = 4;

/** The same reader, with the blocks kept that it has read last. */
export const keepBlocks = (read: ReadPart): ReadPart => {
  const blocks = new Map<number, Promise<Uint8Array>>();
  const block = (number: number): Promise<Uint8Array> => {
    const known = blocks.get(number) ?? read(number * BLOCK_BYTES, BLOCK_BYTES);
    blocks.delete(number);
    blocks.set(number, known);
    for (const oldest of [...blocks.keys()].slice(0, Math.max(0, blocks.size - MAX_BLOCKS))) blocks.delete(oldest);
    return known;
  };
  return async (offset, length) => {
    if (length > BLOCK_BYTES) return read(offset, length);
    const first = Math.floor(offset / BLOCK_BYTES);
    const last = Math.floor((offset + Math.max(1, length) - 1) / BLOCK_BYTES);
    const bytes = await Promise.all(Array.from({ length: last - first + 1 }, (_, place) => block(first + place)));
    const joined = bytes.length === 1 && bytes[0] ? bytes[0] : Buffer.concat(bytes);
    return joined.subarray(offset - first * BLOCK_BYTES, offset - first * BLOCK_BYTES + length);
  };
};

/** A file in parts, as the ZIP reader takes it. @param shift bytes before the archive that its own offsets do not count */
export class PartReader extends RandomAccessReader {
  readonly #read: ReadPart;
  readonly #shift: number;

  constructor(read: ReadPart, shift: number) {
    super();
    this.#read = read;
    this.#shift = shift;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    void this.#answer(buffer.subarray(offset, offset + length), position, done);
  }

  async #answer(target: Buffer, position: number, done: (error: Error | null) => void): Promise<void> {
    done(await this.#fill(target, position));
  }

  /** What went wrong, if anything did. */
  async #fill(target: Buffer, position: number): Promise<Error | null> {
    try {
      const bytes = await this.#read(position + this.#shift, target.length);
      target.set(bytes);
      return bytes.length === target.length ? null : new BundleFault('The archive ends in the middle of a file.');
    } catch (error) {
      // The store throws nothing else.
      return error as Error;
    }
  }
}
