/** Characters that make a run of bytes a text; source: the reference server. */
const MIN_CHARACTERS = 5;

/** How text stands in bytes, and how long it is in them. */
export interface Encoding {
  readonly name: 'utf8' | 'utf16le';
  /** Bytes of a character that fills up. */
  readonly unit: 1 | 2;
  /** Length in bytes of the text character at `i`; 0 when there is none. */
  readonly lengthAt: (bytes: Uint8Array, i: number, end: number) => number;
}

export const UTF8: Encoding = { name: 'utf8', unit: 1, lengthAt: utf8Length };
export const UTF16LE: Encoding = { name: 'utf16le', unit: 2, lengthAt: utf16Length };

/** Calls `visit` with the start and end of each run of text between `start` and `end`. */
export function eachRun(
  bytes: Uint8Array,
  [start, end]: readonly [number, number],
  encoding: Encoding,
  visit: (start: number, end: number) => void,
): void {
  let at = start;
  while (at < end) {
    const from = at;
    let characters = 0;
    for (let length = encoding.lengthAt(bytes, at, end); length > 0; length = encoding.lengthAt(bytes, at, end)) {
      at += length;
      characters++;
    }
    if (characters >= MIN_CHARACTERS) visit(from, at);
    if (at === from || encoding.unit === 1) at += encoding.unit;
  }
}

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const TILDE = 0x7e;

const isPrintable = (code: number): boolean =>
  (code >= SPACE && code <= TILDE) || code === TAB || code === LINE_FEED || code === CARRIAGE_RETURN;

/** Strict, so that decoding and encoding give the same bytes again. */
function utf8Length(bytes: Uint8Array, i: number, end: number): number {
  const first = i < end ? bytes[i]! : 0; // below the end
  if (first < 0x80) return isPrintable(first) ? 1 : 0;
  const [length, least, most] = sequenceOf(first);
  if (length === 0 || i + length > end) return 0;
  const second = bytes[i + 1]!; // as above
  if (second < least || second > most) return 0;
  for (let k = i + 2; k < i + length; k++) if ((bytes[k]! & 0xc0) !== 0x80) return 0; // as above
  return length;
}

type Sequence = readonly [length: number, leastSecond: number, mostSecond: number];
const NO_SEQUENCE: Sequence = [0, 0, 0];

/** RFC 3629: neither overlong forms nor surrogates. */
function sequenceOf(first: number): Sequence {
  if (first < 0xc2 || first > 0xf4) return NO_SEQUENCE;
  if (first < 0xe0) return [2, 0x80, 0xbf];
  if (first < 0xf0) return [3, first === 0xe0 ? 0xa0 : 0x80, first === 0xed ? 0x9f : 0xbf];
  return [4, first === 0xf0 ? 0x90 : 0x80, first === 0xf4 ? 0x8f : 0xbf];
}

const HANGUL_START = 0xac00;
const HANGUL_END = 0xd7a3;

/** Any two bytes are some character: only those that the rules know count as text. */
function utf16Length(bytes: Uint8Array, i: number, end: number): number {
  if (i + 1 >= end) return 0;
  const code = bytes[i]! | (bytes[i + 1]! << 8); // below the end
  return isPrintable(code) || (code >= HANGUL_START && code <= HANGUL_END) ? 2 : 0;
}
