/** A stream of a minidump: its type, and its bytes by the place where they will be. */
export interface MinidumpStream {
  type: number;
  /** Given the offset at which it is put. */
  build: (at: number) => Buffer;
}

const HEADER_BYTES = 32;
const ENTRY_BYTES = 12;

export const u32 = (...values: number[]): Buffer => {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) buffer.writeUInt32LE(value, 4 * i);
  return buffer;
};

/** A minidump with these streams, one after the other. */
export const minidump = (streams: readonly MinidumpStream[]): Buffer => {
  let at = HEADER_BYTES + ENTRY_BYTES * streams.length;
  const directory: Buffer[] = [];
  const bodies: Buffer[] = [];
  for (const { type, build } of streams) {
    const body = build(at);
    directory.push(u32(type, body.length, at));
    bodies.push(body);
    at += body.length;
  }
  const header = Buffer.concat([u32(0x504d444d, 0xa793, streams.length, HEADER_BYTES), Buffer.alloc(16)]);
  return Buffer.concat([header, ...directory, ...bodies]);
};

const withTail = (list: (at: number) => Buffer, tail: Buffer, listBytes: number) => (at: number) =>
  Buffer.concat([list(at + listBytes), tail]);

/** One thread whose stack holds `memory`. */
export const threadStream = (memory: Buffer): MinidumpStream => ({
  type: 3,
  build: withTail(at => u32(1, 7, 0, 0, 0, 0, 0, 0x1000, 0, memory.length, at, 0, 0), memory, 52),
});

/** One piece of memory. */
export const memoryStream = (memory: Buffer): MinidumpStream => ({
  type: 5,
  build: withTail(at => u32(1, 0x9000, 0, memory.length, at), memory, 20),
});

/** The same as writers of full dumps have it. */
export const memory64Stream = (memory: Buffer): MinidumpStream => ({
  type: 9,
  build: withTail(at => u32(1, 0, at, 0, 0x9000, 0, memory.length, 0), memory, 32),
});

/** One module with the paths of its code and of its symbols. */
export const moduleStream = (codeFile: string, debugFile: string): MinidumpStream => {
  const name = Buffer.from(codeFile, 'utf16le');
  const symbols = Buffer.concat([u32(0x53445352), Buffer.alloc(20), Buffer.from(`${debugFile}\0`)]);
  const tail = Buffer.concat([u32(name.length), name, symbols]);
  return {
    type: 4,
    build: withTail(
      at => {
        const module = Buffer.alloc(108);
        module.writeUInt32LE(at, 20);
        module.writeUInt32LE(symbols.length, 76);
        module.writeUInt32LE(at + 4 + name.length, 80);
        return Buffer.concat([u32(1), module]);
      },
      tail,
      112,
    ),
  };
};

export const linuxStream = (kind: 'cmdline' | 'environ' | 'maps', text: string): MinidumpStream => ({
  type: { cmdline: 0x47670006, environ: 0x47670007, maps: 0x47670009 }[kind],
  build: () => Buffer.from(text),
});
