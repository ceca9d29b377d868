/**
 * What one cheap pass over a text can tell: a set of traits, as bits. A rule names the traits without which it cannot
 * match, so a text that has none of them costs this one pass and nothing else. A trait may be reported wrongly present
 * (then a rule looks in vain), never wrongly absent.
 */
export const TRAIT = {
  keyword: 1 << 0,
  bearer: 1 << 1,
  at: 1 << 2,
  cardDigits: 1 << 3,
  ibanHead: 1 << 4,
  ssnMiddle: 1 << 5,
  dashes: 1 << 6,
  ipv4Digits: 1 << 7,
  colonPair: 1 << 8,
  ipv6Colons: 1 << 9,
  /** Every text has it: for patterns that no trait tells about. */
  any: 1 << 10,
  nul: 1 << 11,
} as const;

/** The shortest card number is American Express's. */
const CARD_DIGITS = 15;
/** `1.2.3.4` */
const IPV4_DIGITS = 4;
/** An IPv6 address without `::` has eight groups. */
const IPV6_COLONS = 7;

/** Words that only count when they are the whole text. */
const OTP_LENGTH = 'otp'.length;
const TWO_FACTOR_LENGTH = 'two-factor'.length;

/** Characters are read as seven bits. Of others than ASCII that is some ASCII character: a wrong stop does no harm. */
const CHARACTER_BITS = 7;
const CHARACTER_MASK = (1 << CHARACTER_BITS) - 1;

/**
 * The pass stops only at these pairs of neighbours: rare ones, of which each thing looked for has one. A stop costs
 * more than a dozen characters without, as the processor cannot foresee it.
 */
const NONE = 0;
const BEARER = 1;
const SECRET = 2;
const KEY_OR_TOKEN = 3;
const AUTH = 4;
const PASSWORD = 5;
const DASH_DIGIT = 6;
const DASHES = 7;
const UPPER_DIGIT = 8;
const COLONS = 9;
const AT = 10;
const NUL = 11;

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALL = String.fromCharCode(...Array(CHARACTER_MASK + 1).keys());

const stopAt = new Uint8Array(1 << (2 * CHARACTER_BITS));
addStops('bB', 'eE', BEARER);
addStops('cC', 'rR', SECRET);
addStops('iIoOeE_-', 'kK', KEY_OR_TOKEN);
addStops('aA', 'uU', AUTH);
addStops('sSpP', 'wW', PASSWORD);
addStops('-', DIGITS, DASH_DIGIT);
addStops('-', '-', DASHES);
addStops(LETTERS.toUpperCase(), DIGITS, UPPER_DIGIT);
addStops(':', ':', COLONS);
addStops(ALL, '@', AT);
addStops(ALL, '\0', NUL);

function addStops(first: string, second: string, stop: number): void {
  for (const a of first) for (const b of second) stopAt[(a.charCodeAt(0) << CHARACTER_BITS) | b.charCodeAt(0)] = stop;
}

/** Digits are counted in the low half of a number, colons in the high half. */
const COLON_SHIFT = 16;
const ONE_COLON = 1 << COLON_SHIFT;
/** Beyond this length a half could overflow, and what is counted is taken for granted. */
const MAX_COUNTED_LENGTH = (1 << (COLON_SHIFT - 1)) - 1;
const counts = new Int32Array(CHARACTER_MASK + 1);
for (const digit of DIGITS) counts[digit.charCodeAt(0)] = 1;
counts[':'.charCodeAt(0)] = ONE_COLON;

/** The traits of a text. Each character of an event's free text comes by here: the loop is the budget (bench/). */
export function look(text: string): number {
  const { length } = text;
  let traits: number = TRAIT.any;
  let before = 0;
  let count = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i) & CHARACTER_MASK;
    const stop = stopAt[(before << CHARACTER_BITS) | code];
    count += counts[code]!; // masked to the table's size
    before = code;
    if (stop !== NONE) traits |= inspect(text, i, stop);
  }
  return traits | countTraits(count, length);
}

function countTraits(count: number, length: number): number {
  if (length > MAX_COUNTED_LENGTH) return TRAIT.cardDigits | TRAIT.ipv4Digits | TRAIT.ipv6Colons;
  const digits = count & (ONE_COLON - 1);
  let traits = length === OTP_LENGTH || length === TWO_FACTOR_LENGTH ? TRAIT.keyword : 0;
  if (digits >= CARD_DIGITS) traits |= TRAIT.cardDigits;
  if (digits >= IPV4_DIGITS) traits |= TRAIT.ipv4Digits;
  if (count >> COLON_SHIFT >= IPV6_COLONS) traits |= TRAIT.ipv6Colons;
  return traits;
}

/** Whether what follows the pair that ends at `i` makes it part of something looked for. */
function inspect(text: string, i: number, stop: number | undefined): number {
  switch (stop) {
    case BEARER:
      return follows(text, i, 'arer') ? TRAIT.bearer : 0;
    case SECRET: // or credentials
      return follows(text, i, 'et') || follows(text, i, 'ed') ? TRAIT.keyword : 0;
    case KEY_OR_TOKEN:
      return follows(text, i, 'ey') || follows(text, i, 'en') ? TRAIT.keyword : 0;
    case AUTH:
      return follows(text, i, 'th') ? TRAIT.keyword : 0;
    case PASSWORD:
      return follows(text, i, 'o') || follows(text, i, 'd') ? TRAIT.keyword : 0;
    case DASH_DIGIT: // of 1-23-4567
      return text.charAt(i + 2) === '-' && isDigit(text, i + 6) ? TRAIT.ssnMiddle : 0;
    case DASHES:
      return follows(text, i, '--') ? TRAIT.dashes : 0;
    case UPPER_DIGIT:
      return isDigit(text, i + 1) ? TRAIT.ibanHead : 0;
    case COLONS:
      return TRAIT.colonPair;
    case AT:
      return TRAIT.at;
    case NUL:
      return TRAIT.nul;
    default:
      return 0;
  }
}

const CASE_BIT = 0x20;

/** Letters in either case; other characters may be taken for one another, which does no harm. */
function follows(text: string, i: number, rest: string): boolean {
  if (i + rest.length >= text.length) return false;
  for (let k = 0; k < rest.length; k++) {
    if ((text.charCodeAt(i + 1 + k) | CASE_BIT) !== (rest.charCodeAt(k) | CASE_BIT)) return false;
  }
  return true;
}

const isDigit = (text: string, i: number): boolean => i < text.length && DIGITS.includes(text.charAt(i));
