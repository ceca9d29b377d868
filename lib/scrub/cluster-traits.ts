import { TRAIT } from './trait.ts';

/** In characters; in longer texts everything is taken for granted. */
const MAX_CLUSTERED_LENGTH = 32_767;
const CHARACTER_MASK = 0x7f;
/** `1.2.3.4` */
const IPV4_DIGITS = 4;
/** `02-123-4567` */
const PHONE_DIGITS = 9;
/** A resident registration number, and the shortest card number of the strict profile. */
const REGISTRATION_DIGITS = 13;
const APART = 0;
const DIGIT = 1;
const SEPARATOR = 2;
const DOT = 3;
const IPV4_DOTS = 3;
/** In characters: `1.2.3.4` */
const STRIDE = 7;
/** In characters: ` - ` */
const LONGEST_GAP = 3;
const clusterKinds = new Uint8Array(CHARACTER_MASK + 1);
for (const digit of '0123456789') clusterKinds[maskOf(digit)] = DIGIT;
for (const separator of ' -–()') clusterKinds[maskOf(separator)] = SEPARATOR;
clusterKinds[maskOf('.')] = DOT;

function maskOf(character: string): number {
  return character.charCodeAt(0) & CHARACTER_MASK;
}

/**
 * Line numbers and clocks have many digits, a telephone number has them together. A second pass over the texts with
 * digits enough tells how many stand together, with no more than separators between them. What it looks for is at least
 * as long as its stride, so that it reads one character in so many of ordinary words.
 */
export function clusterTraits(text: string, digits: number): number {
  const { length } = text;
  if (length > MAX_CLUSTERED_LENGTH) return TRAIT.phoneDigits | TRAIT.registrationDigits | TRAIT.dottedDigits;
  if (digits < IPV4_DIGITS) return 0;
  let traits = 0;
  let end = 0;
  for (let i = STRIDE - 1; i < length; i += STRIDE) {
    if (kindAt(text, i) === APART) continue;
    let start = i;
    while (start > end && kindAt(text, start - 1) !== APART) start--;
    end = i + 1;
    while (end < length && kindAt(text, end) !== APART) end++;
    if (end - start >= STRIDE) traits |= oneClusterTraits(text, start, end);
    i = end;
  }
  return traits;
}

function oneClusterTraits(text: string, start: number, end: number): number {
  let traits = 0;
  let digits = 0;
  let dots = 0;
  let gap = 0;
  for (let i = start; i < end; i++) {
    const kind = kindAt(text, i);
    if (kind === DIGIT) {
      if (gap > LONGEST_GAP) digits = dots = 0;
      gap = 0;
      digits++;
      if (digits >= PHONE_DIGITS) traits |= TRAIT.phoneDigits;
      if (digits >= REGISTRATION_DIGITS) traits |= TRAIT.registrationDigits;
      if (digits >= IPV4_DIGITS && dots >= IPV4_DOTS) traits |= TRAIT.dottedDigits;
    } else {
      gap++;
      if (kind === DOT) dots++;
    }
  }
  return traits;
}

const kindAt = (text: string, i: number): number => clusterKinds[text.charCodeAt(i) & CHARACTER_MASK]!; // of its size
