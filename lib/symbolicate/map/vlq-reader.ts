import { MalformedSourceMap } from '../symbol-index.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DIGITS = new Int8Array(128).fill(-1);
for (let value = 0; value < ALPHABET.length; value++) DIGITS[ALPHABET.charCodeAt(value)] = value;

export const COMMA = 44;
export const SEMICOLON = 59;
/** Five bits each: what the reference engine takes. */
const MAX_DIGITS = 12;
/** Bits above are lost anyway: positions are 32 bits, and one bit is the sign. */
const KEPT_DIGITS = 7;

/** Reads the segments of a `mappings` text one by one, without making an object of any. */
export class VlqReader {
  readonly text: string;
  position = 0;
  /** What `readSegment` has read. */
  readonly fields: Float64Array = new Float64Array(6);

  constructor(text: string) {
    this.text = text;
  }

  /** The number of fields; those beyond the sixth are counted only. */
  readSegment(): number {
    let count = 0;
    for (; !this.atBoundary(); count++) {
      const value = this.readNumber();
      if (count < this.fields.length) this.fields[count] = value;
    }
    return count;
  }

  atBoundary(): boolean {
    const code = this.text.charCodeAt(this.position);
    return Number.isNaN(code) || code === COMMA || code === SEMICOLON;
  }

  private readNumber(): number {
    let value = 0;
    let scale = 1;
    for (let digits = 1; digits <= MAX_DIGITS; digits++) {
      const digit = this.readDigit();
      if (digits <= KEPT_DIGITS) value += (digit & 31) * scale;
      scale *= 32;
      if (digit < 32) return value % 2 === 1 ? -(value - 1) / 2 : value / 2;
    }
    throw new MalformedSourceMap(`The mappings have a number that is too large, at character ${this.position}.`);
  }

  private readDigit(): number {
    // Beyond the table, and beyond the end, there is no digit.
    const digit = DIGITS[this.text.charCodeAt(this.position)] ?? -1;
    if (digit < 0) {
      throw new MalformedSourceMap(`The mappings have a number that does not end, at character ${this.position}.`);
    }
    this.position++;
    return digit;
  }
}

/** How many segments a text has, so that arrays can be made in their size. */
export function countSegments(text: string): number {
  let count = 0;
  let before = COMMA;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== COMMA && code !== SEMICOLON && (before === COMMA || before === SEMICOLON)) count++;
    before = code;
  }
  return count;
}
