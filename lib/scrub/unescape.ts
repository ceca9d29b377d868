/** A text with its escapes undone. */
export interface Unescaped {
  readonly text: string;
  /** Where each of its characters comes from in the text before; one more for the end. */
  readonly starts: Int32Array;
}

/** `%EA%B5%AD`, `\uad6d`, and the plus sign that forms write for a blank. */
const ESCAPES = /(?:%[0-9A-Fa-f]{2})+|\\u[0-9A-Fa-f]{4}|\+/g;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BYTE_CHARS = '%XX'.length;
/** Below it are control characters, of which rules take one for an earlier redaction. */
const FIRST_PRINTABLE = 0x20;

/**
 * What a URL, a form or a JSON in a text spells with escapes, as people would read it. `undefined` when there is nothing
 * to undo. Linear; never throws.
 */
export function unescapeText(text: string): Unescaped | undefined {
  ESCAPES.lastIndex = 0;
  const pieces: string[] = [];
  const starts: number[] = [];
  let from = 0;
  const keep = (end: number): void => {
    pieces.push(text.slice(from, end));
    for (let at = from; at < end; at++) starts.push(at);
    from = end;
  };
  for (let match = ESCAPES.exec(text); match !== null; match = ESCAPES.exec(text)) {
    const start = match.index;
    keep(start);
    const [spelled] = match;
    if (spelled.startsWith('%')) from = start + readBytes(spelled, start, pieces, starts);
    else if (isPrintable(characterOf(spelled))) {
      pieces.push(characterOf(spelled));
      starts.push(start);
      from = start + spelled.length;
    }
  }
  if (pieces.length === 0) return undefined;
  keep(text.length);
  const unescaped = pieces.join('');
  if (unescaped === text) return undefined;
  starts.push(text.length);
  return { text: unescaped, starts: Int32Array.from(starts) };
}

const characterOf = (spelled: string): string =>
  spelled === '+' ? ' ' : String.fromCharCode(Number.parseInt(spelled.slice(2), 16));

const isPrintable = (text: string): boolean => text.charCodeAt(0) >= FIRST_PRINTABLE;

/** Reads a run of escaped bytes, as far as they are text; answers how many characters of it are done with. */
function readBytes(run: string, start: number, pieces: string[], starts: number[]): number {
  const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes[at]!); // below the length
    const character = decode(bytes.subarray(at, at + length));
    if (character === undefined) break;
    pieces.push(character);
    for (let unit = 0; unit < character.length; unit++) starts.push(start + at * BYTE_CHARS);
    at += length;
  }
  return at * BYTE_CHARS;
}

const sequenceLength = (first: number): number => (first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);

function decode(bytes: Uint8Array): string | undefined {
  const [first = 0] = bytes;
  if (first < FIRST_PRINTABLE) return undefined;
  if (first < 0x80) return String.fromCharCode(first);
  try {
    return UTF8.decode(bytes);
  } catch {
    // That the bytes are no UTF-8 is an expected fate, told by `undefined`.
    return undefined;
  }
}
