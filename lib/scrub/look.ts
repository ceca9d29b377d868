import { clusterTraits } from './cluster-traits.ts';
import { TRAIT } from './trait.ts';

/** The shortest card number is American Express's. */
const CARD_DIGITS = 15;
/** `1.2.3.4` */
const IPV4_DIGITS = 4;
/** An IPv6 address without `::` has eight groups. */
const IPV6_COLONS = 7;

/** Names of secrets are keywords to both profiles. */
const SECRET_NAME = TRAIT.keyword | TRAIT.secretWord;

/** Words that only count when they are the whole text: known by length and first letter. */
const OTP = 'otp';
const TWO_FACTOR = 'two-factor';

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
const DIGIT_DASH = 6;
const DASHES = 7;
const UPPER_DIGIT = 8;
const COLONS = 9;
const AT = 10;
const NUL = 11;
const ESCAPED_AT = 12;
const JWT = 13;
const AWS_KEY = 14;
const GOOGLE_KEY = 15;
const GITHUB_TOKEN = 16;
const SLACK_TOKEN = 17;
const PAYMENT_KEY = 18;
const NPM_TOKEN = 19;
const BASIC = 20;
const PASSPHRASE = 21;
const CARD_CODE = 22;
const KOREAN_PASSWORD = 23;
const ESCAPED = 24;
const ESCAPED_CHARACTER = 25;
const PLUS = 26;

const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdefABCDEF`;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALL = String.fromCharCode(...Array(CHARACTER_MASK + 1).keys());

/** For each pair the stop, and one more when its second character is counted: one look counts and stops. */
type Stops = Uint32Array;

const STOP_MASK = 0xff;
/** Above the stops, of whose numbers the sum spills over now and then: a digit too many does no harm. */
const DIGIT_SHIFT = 8;
const ONE_DIGIT = 1 << DIGIT_SHIFT;
/** Above the digits of the longest text that is counted. */
const ONE_COLON = 1 << 24;
const COUNTED = ONE_DIGIT | ONE_COLON;
/** Beyond this length what is counted is taken for granted. */
const MAX_COUNTED_LENGTH = 32_767;

const sentryStops: Stops = new Uint32Array(1 << (2 * CHARACTER_BITS));
addStops(sentryStops, ALL, DIGITS, ONE_DIGIT);
addStops(sentryStops, ALL, ':', ONE_COLON);
addStops(sentryStops, 'bB', 'eE', BEARER);
addStops(sentryStops, 'cC', 'rR', SECRET);
addStops(sentryStops, 'iIoOeE_-', 'kK', KEY_OR_TOKEN);
addStops(sentryStops, 'aA', 'uU', AUTH);
addStops(sentryStops, 'sSpP', 'wW', PASSWORD);
addStops(sentryStops, DIGITS, '-', DIGIT_DASH);
addStops(sentryStops, '-', '-', DASHES);
addStops(sentryStops, LETTERS.toUpperCase(), DIGITS, UPPER_DIGIT);
addStops(sentryStops, ':', ':', COLONS);
addStops(sentryStops, ALL, '@', AT);
addStops(sentryStops, ALL, '\0', NUL);

/** Sentry's and more, none of which is a pair of Sentry's. */
const strictStops: Stops = sentryStops.slice();
addStops(strictStops, '%', HEX, ESCAPED);
addStops(strictStops, '%', '4', ESCAPED_AT);
addStops(strictStops, '\\', 'u', ESCAPED_CHARACTER);
addStops(strictStops, DIGITS, '+', PLUS);
addStops(strictStops, 'y', 'J', JWT);
addStops(strictStops, 'I', 'A', AWS_KEY);
addStops(strictStops, 'I', 'z', GOOGLE_KEY);
addStops(strictStops, 'g', 'h', GITHUB_TOKEN);
addStops(strictStops, 'b', '_', GITHUB_TOKEN);
addStops(strictStops, 'x', 'o', SLACK_TOKEN);
addStops(strictStops, 'k', '_', PAYMENT_KEY);
addStops(strictStops, 'm', '_', NPM_TOKEN);
addStops(strictStops, 'cC', ' ', BASIC);
addStops(strictStops, 'sStT', 'kK', KEY_OR_TOKEN);
addStops(strictStops, 'sS', 'pP', PASSPHRASE);
addStops(strictStops, 'cC', 'vV', CARD_CODE);
addStops(strictStops, '비', '번', KOREAN_PASSWORD);

function addStops(stops: Stops, first: string, second: string, stop: number): void {
  for (const a of first)
    for (const b of second) {
      const pair = (maskOf(a) << CHARACTER_BITS) | maskOf(b);
      stops[pair] = (stops[pair]! & COUNTED) | stop; // masked to the table's size
    }
}

function maskOf(character: string): number {
  return character.charCodeAt(0) & CHARACTER_MASK;
}

/** The traits of a text. Each character of an event's free text comes by here: the loop is the budget (bench/). */
export function look(text: string): number {
  const { length } = text;
  let traits: number = TRAIT.any;
  let before = 0;
  let count = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i) & CHARACTER_MASK;
    const stop = sentryStops[(before << CHARACTER_BITS) | code]!; // masked to the table's size
    count += stop;
    before = code;
    if ((stop & STOP_MASK) !== NONE) traits |= inspect(text, i, stop & STOP_MASK);
  }
  return traits | countTraits(text, count);
}

/** The same for the strict profile. The loop stands here twice as its table must be a constant to be quick (bench/). */
export function lookStrictly(text: string): number {
  const { length } = text;
  let traits: number = TRAIT.any;
  let before = 0;
  let count = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i) & CHARACTER_MASK;
    const stop = strictStops[(before << CHARACTER_BITS) | code]!; // as above
    count += stop;
    before = code;
    if ((stop & STOP_MASK) !== NONE) traits |= inspect(text, i, stop & STOP_MASK);
  }
  return traits | countTraits(text, count) | clusterTraits(text, digitsOf(count));
}

/** `count` outgrows 32 bits at 128 colons: what is above the digits is compared, not shifted. */
function countTraits(text: string, count: number): number {
  if (text.length > MAX_COUNTED_LENGTH) return TRAIT.cardDigits | TRAIT.ipv4Digits | TRAIT.ipv6Colons;
  const digits = digitsOf(count);
  let traits = isKeyword(text) ? TRAIT.keyword : 0;
  if (digits >= CARD_DIGITS) traits |= TRAIT.cardDigits;
  if (digits >= IPV4_DIGITS) traits |= TRAIT.ipv4Digits;
  if (count >= IPV6_COLONS * ONE_COLON) traits |= TRAIT.ipv6Colons;
  return traits;
}

const digitsOf = (count: number): number => (count & (ONE_COLON - 1)) >> DIGIT_SHIFT;

function isKeyword(text: string): boolean {
  const first = text.charCodeAt(0) | CASE_BIT;
  if (text.length === OTP.length) return first === OTP.charCodeAt(0);
  return text.length === TWO_FACTOR.length && first === TWO_FACTOR.charCodeAt(0);
}

/** Whether what follows the pair that ends at `i` makes it part of something looked for. */
function inspect(text: string, i: number, stop: number | undefined): number {
  switch (stop) {
    case BEARER:
      return follows(text, i, 'arer') ? TRAIT.bearer : 0;
    case SECRET: // or credentials
      return follows(text, i, 'et') || follows(text, i, 'ed') ? SECRET_NAME : 0;
    case KEY_OR_TOKEN:
      return follows(text, i, 'ey') || follows(text, i, 'en') ? SECRET_NAME : 0;
    case AUTH:
      return follows(text, i, 'th') ? TRAIT.keyword : 0;
    case PASSWORD:
      return follows(text, i, 'o') || follows(text, i, 'd') ? SECRET_NAME : 0;
    case DIGIT_DASH: // of 1-23-4567
      return text.charAt(i + 3) === '-' && isDigit(text, i + 7) ? TRAIT.ssnMiddle : 0;
    case DASHES:
      return follows(text, i, '--') ? TRAIT.dashes : 0;
    case UPPER_DIGIT:
      if (text.charAt(i) === '호') return TRAIT.secretWord; // of 암호, which looks like a letter and a digit
      return isDigit(text, i + 1) ? TRAIT.ibanHead : 0;
    case COLONS:
      return TRAIT.colonPair;
    case AT:
      return TRAIT.at;
    case NUL:
      return text.charAt(i) === '밀' ? TRAIT.nul | TRAIT.secretWord : TRAIT.nul;
    default:
      return inspectStrictly(text, i, stop);
  }
}

/** The same for the stops that only the strict profile has. */
function inspectStrictly(text: string, i: number, stop: number | undefined): number {
  switch (stop) {
    case ESCAPED_AT:
      return text.charAt(i + 1) === '0' ? TRAIT.escapedAt | TRAIT.escaped : TRAIT.escaped;
    case JWT:
      return text.charAt(i - 2) === 'e' ? TRAIT.jwt : 0;
    case AWS_KEY:
      return TRAIT.awsKey;
    case GOOGLE_KEY:
      return TRAIT.googleKey;
    case GITHUB_TOKEN: // ghp_ and its kind, or github_pat_
      return text.charAt(i) === '_' || text.charAt(i + 2) === '_' ? TRAIT.githubToken : 0;
    case SLACK_TOKEN:
      return text.charAt(i + 1) === 'x' ? TRAIT.slackToken : 0;
    case PAYMENT_KEY:
      return TRAIT.paymentKey;
    case NPM_TOKEN:
      return text.charAt(i - 2) === 'p' ? TRAIT.npmToken : 0;
    case BASIC:
      return text.charAt(i - 2) === 'i' || text.charAt(i - 2) === 'I' ? TRAIT.basic : 0;
    case PASSPHRASE:
      return follows(text, i, 'hrase') ? TRAIT.secretWord : 0;
    case ESCAPED:
    case ESCAPED_CHARACTER:
    case PLUS:
      return TRAIT.escaped;
    case CARD_CODE:
    case KOREAN_PASSWORD:
      return TRAIT.secretWord;
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
