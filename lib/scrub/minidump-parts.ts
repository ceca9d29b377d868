import type { MinidumpPart } from './advanced/compile.ts';
import { type ByteRange, MAX_ENTRIES, MinidumpReader, STREAM } from './minidump-format.ts';

const THREAD_BYTES = 48;
/** Of the size and offset of a thread's stack. */
const STACK_AT = 32;
const MEMORY_BYTES = 16;
const MEMORY_AT = 8;
const MODULE_BYTES = 108;
const MODULE_NAME_AT = 20;
const CODEVIEW_AT = 76;
/** `RSDS`, a GUID and an age come before the name of the file with the symbols. */
const CODEVIEW_SIGNATURE = 0x5344_5352;
const CODEVIEW_NAME_AT = 24;

/** Bytes of a minidump that hold text of the application or of its user, by the name that selectors have for them. */
export type MinidumpParts = Readonly<Record<MinidumpPart, readonly ByteRange[]>>;

/** Any bytes have parts, if only none. The ranges of one part are apart, however often the file names the same bytes. */
export function minidumpParts(bytes: Buffer): MinidumpParts {
  const reader = new MinidumpReader(bytes);
  const stream = streamsByType(reader);
  const stacks = merge(located(reader, entriesOf(reader, stream(STREAM.threadList), THREAD_BYTES), STACK_AT));
  const memory = located(reader, entriesOf(reader, stream(STREAM.memoryList), MEMORY_BYTES), MEMORY_AT);
  const memory64 = stream(STREAM.memory64List).flatMap(range => memory64Of(reader, range));
  const modules = entriesOf(reader, stream(STREAM.moduleList), MODULE_BYTES);
  return {
    stack_memory: stacks,
    heap_memory: without(merge([...memory, ...memory64]), stacks),
    code_file: merge(modules.flatMap(at => asList(reader.string(reader.u32(at + MODULE_NAME_AT))))),
    debug_file: merge(modules.flatMap(at => asList(symbolName(reader, at)))),
    environ: stream(STREAM.linuxEnviron),
    cmdline: stream(STREAM.linuxCmdline),
    maps: stream(STREAM.linuxMaps),
  };
}

/** As all readers do it, the first of each type counts. */
function streamsByType(reader: MinidumpReader): (type: number) => ByteRange[] {
  const streams = reader.streams();
  return type => asList(streams.find(stream => stream.type === type)?.range);
}

const entriesOf = (reader: MinidumpReader, lists: readonly ByteRange[], bytesOfOne: number): number[] =>
  lists.flatMap(list => reader.entries(list, bytesOfOne));

const located = (reader: MinidumpReader, entries: readonly number[], at: number): ByteRange[] =>
  entries.flatMap(entry => asList(reader.located(entry + at)));

const asList = <Item>(item: Item | undefined): Item[] => (item === undefined ? [] : [item]);

/** All pieces lie one after the other: a count, where the first begins, and of each its address and size. */
function memory64Of(reader: MinidumpReader, [start, end]: ByteRange): ByteRange[] {
  const count = Math.min(reader.u64(start), Math.floor((end - start) / MEMORY_BYTES) - 1, MAX_ENTRIES);
  const ranges: ByteRange[] = [];
  let at = reader.u64(start + 8);
  for (let i = 1; i <= count; i++) {
    const size = reader.u64(start + i * MEMORY_BYTES + 8);
    ranges.push(...asList(reader.range(at, size)));
    at += size;
  }
  return ranges;
}

/** Its record ends with a name in UTF-8 and a NUL. */
function symbolName(reader: MinidumpReader, module: number): ByteRange | undefined {
  const record = reader.located(module + CODEVIEW_AT);
  if (record === undefined || reader.u32(record[0]) !== CODEVIEW_SIGNATURE) return undefined;
  const start = record[0] + CODEVIEW_NAME_AT;
  return start < record[1] ? [start, record[1]] : undefined;
}

/** The same bytes as ranges that are apart, ascending. */
function merge(ranges: readonly ByteRange[]): ByteRange[] {
  const merged: ByteRange[] = [];
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last === undefined || start > last[1]) merged.push([start, end]);
    else if (end > last[1]) merged[merged.length - 1] = [last[0], end];
  }
  return merged;
}

/** Of `ranges` what is not in `others`; both are apart and ascending. */
function without(ranges: readonly ByteRange[], others: readonly ByteRange[]): ByteRange[] {
  const left: ByteRange[] = [];
  let next = 0;
  for (const [start, end] of ranges) {
    let from = start;
    while (next < others.length && others[next]![1] <= start) next++; // below the length, here and below
    for (let i = next; i < others.length && others[i]![0] < end; i++) {
      if (others[i]![0] > from) left.push([from, others[i]![0]]);
      from = Math.max(from, others[i]![1]);
    }
    if (from < end) left.push([from, end]);
  }
  return left;
}
