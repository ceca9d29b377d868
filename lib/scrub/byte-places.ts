const HIGHEST_OF_ONE_BYTE = 0x7f;
const HIGHEST_OF_TWO_BYTES = 0x7ff;
const HIGHEST_OF_THREE_BYTES = 0xffff;

/** Translates places in a text that are asked for in ascending order, in one pass over it. */
type Places = (at: number) => number;

/** From bytes of UTF-8, in which `_meta` counts as the reference does, to UTF-16 units; within a character the next one. */
export function unitsAt(text: string): Places {
  let units = 0;
  let bytes = 0;
  return at => {
    for (; bytes < at && units < text.length; units += unitsOf(text, units)) bytes += bytesOf(text, units);
    return units;
  };
}

/** And back. */
export function bytesAt(text: string): Places {
  let units = 0;
  let bytes = 0;
  return at => {
    for (; units < at && units < text.length; units += unitsOf(text, units)) bytes += bytesOf(text, units);
    return bytes;
  };
}

const unitsOf = (text: string, at: number): number => (text.codePointAt(at)! > HIGHEST_OF_THREE_BYTES ? 2 : 1); // below the length

function bytesOf(text: string, at: number): number {
  const code = text.codePointAt(at)!; // below the length
  if (code <= HIGHEST_OF_ONE_BYTE) return 1;
  if (code <= HIGHEST_OF_TWO_BYTES) return 2;
  return code <= HIGHEST_OF_THREE_BYTES ? 3 : 4;
}
