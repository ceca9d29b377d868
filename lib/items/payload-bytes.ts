import type { Json } from '../protocol/json.ts';

/** A number counts as its eight bytes in memory, whatever digits it is written in; source: the reference server. */
const NUMBER_BYTES = 8;
const BOOLEAN_BYTES = 1;

/** Bytes of what a value says: its texts in UTF-8, names of members included, without the marks of JSON. */
export const payloadBytes = (value: Json | undefined): number => {
  let bytes = 0;
  // A list instead of recursion: the depth is the sender's.
  const open: (Json | undefined)[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') bytes += Buffer.byteLength(next);
    else if (typeof next === 'number') bytes += NUMBER_BYTES;
    else if (typeof next === 'boolean') bytes += BOOLEAN_BYTES;
    else if (Array.isArray(next)) for (const member of next) open.push(member);
    else if (next) {
      for (const key in next) {
        bytes += Buffer.byteLength(key);
        open.push(next[key]);
      }
    }
  }
  return bytes;
};
