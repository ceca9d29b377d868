/** Start and end of bytes within a file. */
export type ByteRange = readonly [start: number, end: number];

/** Streams of one minidump; crash reporters write some twenty. */
export const MAX_STREAMS = 256;
/** Threads, modules, pieces of memory. Those beyond are not looked at. */
export const MAX_ENTRIES = 20_000;

const SIGNATURE = 0x504d444d;
const HEADER_BYTES = 32;
const STREAM_COUNT_AT = 8;
const DIRECTORY_AT = 12;
const DIRECTORY_ENTRY_BYTES = 12;
const LENGTH_BYTES = 4;

export const STREAM = {
  threadList: 3,
  moduleList: 4,
  memoryList: 5,
  memory64List: 9,
  linuxCmdline: 0x4767_0006,
  linuxEnviron: 0x4767_0007,
  linuxMaps: 0x4767_0009,
} as const;

export interface Stream {
  readonly type: number;
  readonly range: ByteRange;
}

/** A minidump as far as it can be read: numbers are little-endian, and what leads out of the file leads nowhere. */
export class MinidumpReader {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** None when it is no minidump. */
  streams(): Stream[] {
    if (this.bytes.length < HEADER_BYTES || this.u32(0) !== SIGNATURE) return [];
    const count = Math.min(this.u32(STREAM_COUNT_AT), MAX_STREAMS);
    const directory = this.u32(DIRECTORY_AT);
    return Array.from({ length: count }, (_, i) => directory + i * DIRECTORY_ENTRY_BYTES).flatMap(at => {
      const range = this.located(at + LENGTH_BYTES);
      return range === undefined ? [] : [{ type: this.u32(at), range }];
    });
  }

  /** Offsets of the entries of a list that begins with their number. */
  entries([start, end]: ByteRange, bytesOfOne: number): number[] {
    const claimed = this.u32(start);
    const room = end - start - LENGTH_BYTES;
    // Some writers align the entries to eight bytes, and leave four of them out after the number.
    const padding = room === claimed * bytesOfOne + LENGTH_BYTES ? LENGTH_BYTES : 0;
    const count = Math.max(0, Math.min(claimed, Math.floor((room - padding) / bytesOfOne), MAX_ENTRIES));
    return Array.from({ length: count }, (_, i) => start + LENGTH_BYTES + padding + i * bytesOfOne);
  }

  /** What a size and an offset at `at` locate; `undefined` when that is not in the file, or nothing. */
  located(at: number): ByteRange | undefined {
    return this.range(this.u32(at + LENGTH_BYTES), this.u32(at));
  }

  /** The text of a string at `at`: its length in bytes, then UTF-16. */
  string(at: number): ByteRange | undefined {
    return at === 0 ? undefined : this.range(at + LENGTH_BYTES, this.u32(at));
  }

  range(start: number, size: number): ByteRange | undefined {
    return size > 0 && start > 0 && start + size <= this.bytes.length ? [start, start + size] : undefined;
  }

  /** 0 outside of the file. */
  u32(at: number): number {
    return at >= 0 && at + 4 <= this.bytes.length ? this.bytes.readUInt32LE(at) : 0;
  }

  /** 0 outside of the file; inexact beyond 2⁵³, where no offset is. */
  u64(at: number): number {
    return this.u32(at) + this.u32(at + 4) * 2 ** 32;
  }
}
