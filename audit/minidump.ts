import type { Pen } from './pen.ts';

const HEADER_BYTES = 32;
const ENTRY_BYTES = 12;
const VERSION = 0xa793;
/** Streams that Breakpad and Crashpad write on Linux. */
const LINUX_CMD_LINE = 0x47670006;
const LINUX_ENVIRON = 0x47670007;

/** A small crash dump of Linux whose process had secrets in its environment and on its command line. */
export const minidumpOf = (pen: Pen): Uint8Array => {
  const streams = [
    { type: LINUX_ENVIRON, bytes: Buffer.from(`HOME=/root\0NOTE=${pen.text()}\0DB_PASSWORD=${pen.keyed()}\0`, 'utf8') },
    { type: LINUX_CMD_LINE, bytes: Buffer.from(`shop\0--note\0${pen.text()}\0`, 'utf8') },
  ];
  const head = Buffer.alloc(HEADER_BYTES + streams.length * ENTRY_BYTES);
  head.write('MDMP', 0, 'latin1');
  head.writeUInt32LE(VERSION, 4);
  head.writeUInt32LE(streams.length, 8);
  head.writeUInt32LE(HEADER_BYTES, 12);
  let place = head.length;
  for (const [n, { type, bytes }] of streams.entries()) {
    const entry = HEADER_BYTES + n * ENTRY_BYTES;
    head.writeUInt32LE(type, entry);
    head.writeUInt32LE(bytes.length, entry + 4);
    head.writeUInt32LE(place, entry + 8);
    place += bytes.length;
  }
  return Buffer.concat([head, ...streams.map(({ bytes }) => bytes)]);
};
