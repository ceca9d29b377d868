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
  dottedDigits: 1 << 7,
  colonPair: 1 << 8,
  manyColons: 1 << 9,
  /** Every text has it: for patterns that no trait tells about. */
  any: 1 << 10,
  nul: 1 << 11,
} as const;

/** The shortest card number is American Express's. */
const CARD_DIGITS = 15;
/** `1.2.3.4` */
const IPV4_DIGITS = 4;
const IPV4_DOTS = 3;
/** An IPv6 address without `::` has eight groups. */
const IPV6_COLONS = 7;

/** Words that only count when they are the whole text. */
const WHOLE_WORD_LENGTHS: ReadonlySet<number> = new Set(['otp'.length, 'two-factor'.length]);

/** Only these characters make the pass stop: rare ones, of which each thing looked for has one. */
const PLAIN = 0;
const DIGIT = 1;
const DOT = 2;
const COLON = 3;
const DASH = 4;
const AT = 5;
const NUL = 6;
const B = 7;
const C = 8;
const K = 9;
const U = 10;
const W = 11;

const ASCII = 128;
const ASCII_MASK = ASCII - 1;
/** Of other characters the low bits are looked up: a wrong stop does no harm. */
const kindOf = new Uint8Array(ASCII).fill(PLAIN);
const KINDS: readonly (readonly [string, number])[] = [
  ['0123456789', DIGIT],
  ['.', DOT],
  [':', COLON],
  ['-', DASH],
  ['@', AT],
  ['\0', NUL],
  ['bB', B],
  ['cC', C],
  ['kK', K],
  ['uU', U],
  ['wW', W],
];
for (const [characters, kind] of KINDS) for (const each of characters) kindOf[each.charCodeAt(0)] = kind;

/** The traits of a text. Each character of an event's free text comes by here: the loop is the budget (bench/scrub.ts). */
export function look(text: string): number {
  const length = text.length;
  let traits = WHOLE_WORD_LENGTHS.has(length) ? TRAIT.any | TRAIT.keyword : TRAIT.any;
  let digits = 0;
  let dots = 0;
  let colons = 0;
  for (let i = 0; i < length; i++) {
    const kind = kindOf[text.charCodeAt(i) & ASCII_MASK];
    if (kind === PLAIN) continue;
    if (kind === DIGIT) {
      digits++;
      if (i >= 2 && isUpper(text.charCodeAt(i - 1)) && isUpper(text.charCodeAt(i - 2))) traits |= TRAIT.ibanHead;
    } else if (kind === DOT) dots++;
    else if (kind === COLON) {
      colons++;
      if (isThere(text, i + 1, ':')) traits |= TRAIT.colonPair;
    } else traits |= inspect(text, i, kind);
  }
  if (digits >= CARD_DIGITS) traits |= TRAIT.cardDigits;
  if (digits >= IPV4_DIGITS && dots >= IPV4_DOTS) traits |= TRAIT.dottedDigits;
  if (colons >= IPV6_COLONS) traits |= TRAIT.manyColons;
  return traits;
}

/** Whether the neighbours of a rare character make it part of something looked for. */
function inspect(text: string, i: number, kind: number | undefined): number {
  switch (kind) {
    case DASH: // -12- and ----
      if (isThere(text, i + 3, '-')) return isThere(text, i + 1, '-') ? TRAIT.dashes : TRAIT.ssnMiddle;
      return 0;
    case AT:
      return TRAIT.at;
    case NUL:
      return TRAIT.nul;
    case B: // bearer
      return isThere(text, i + 1, 'e') && isThere(text, i + 2, 'a') ? TRAIT.bearer : 0;
    case C: // secret, credentials
      return isThere(text, i + 1, 'r') && isThere(text, i + 2, 'e') ? TRAIT.keyword : 0;
    case K: // apikey, api_key, private_key, token
      return isThere(text, i + 1, 'e') && !isThere(text, i - 1, 'c') ? TRAIT.keyword : 0;
    case U: // auth
      return isThere(text, i - 1, 'a') && isThere(text, i + 1, 't') ? TRAIT.keyword : 0;
    case W: // password, passwd, mysql_pwd
      return isThere(text, i - 1, 's') || isThere(text, i - 1, 'p') ? TRAIT.keyword : 0;
    default:
      return 0;
  }
}

const CASE_BIT = 0x20;

/** Letters in either case; other characters may be taken for one another, which does no harm. */
function isThere(text: string, i: number, character: string): boolean {
  return i >= 0 && i < text.length && (text.charCodeAt(i) | CASE_BIT) === (character.charCodeAt(0) | CASE_BIT);
}

const isUpper = (code: number): boolean => code >= 0x41 && code <= 0x5a;
