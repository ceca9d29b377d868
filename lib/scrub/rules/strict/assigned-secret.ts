import { TRAIT } from '../../trait.ts';
import { NOWHERE, type Pattern, type Ranges } from '../rule.ts';

const NAMES = [
  'pass(?:word|wd|phrase)',
  'pwd',
  'secret',
  '(?:api|access|private|secret|account)[-_]?key',
  'token',
  'credentials?',
  'x-amz-signature',
  'cvc',
  'cvv',
  '비밀번호',
  '암호',
  '비번',
].join('|');
/** Name, sign, and the quote that may open the value. A parser's "Unexpected token: …" gives nothing away. */
const ASSIGNED = new RegExp(
  `(?<!unexpected |publickey)(?:${NAMES})(\\\\?["'])?( {0,3})(=>|:=|[:=,]|%3D)( {0,3})(\\\\?["'])?(?=[^\\s=])`,
  'gi',
);
const QUOTED = /[^"'\\\0\r\n]+/y;
const BARE = /[^\s&;,"'<>(){}[\]\\|\0]+/y;

/** What stands where a value should be, and tells nothing. */
const PLACEHOLDER =
  /^(?:null|nil|none|undefined|true|false|nan|empty|missing|required|invalid|redacted|filtered|[*x.•]+|\$\w*|%\w|\?|:\w+)$/i;
const CHARACTER = /[\p{L}\p{N}]/u;
const LETTERS = /^[\p{L}_.]+$/u;
/** Has what words of a sentence lack: a digit, or a sign within. */
const NO_WORD = /\d.*\S{3}|\S{3}.*\d|[@#$%^*+~]|!./;

/** The value in `password=…`, `"token": "…"`, `비밀번호: …`. Other rules know secrets without a name. */
export const assignedSecret: Pattern = { needs: TRAIT.secretWord, find: findValues };

function findValues(text: string): Ranges {
  ASSIGNED.lastIndex = 0;
  let ranges: number[] | undefined;
  for (let match = ASSIGNED.exec(text); match !== null; match = ASSIGNED.exec(text)) {
    const start = ASSIGNED.lastIndex;
    const [, nameQuote = '', blankBefore = '', sign = '', blankAfter = '', quote = ''] = match;
    const value = valueAt(text, start, quote);
    const end = start + value.length;
    const spaced = blankBefore !== '' || (sign !== ':' && blankAfter !== '');
    const secret = isSecret(value, { quoted: quote !== '', named: nameQuote !== '', sign, spaced });
    // What follows a comma may itself be a name with its value.
    if (value !== '' && (secret || sign !== ',')) ASSIGNED.lastIndex = end;
    if (!secret || text.charAt(end) === '(') continue;
    ranges ??= [];
    ranges.push(start, end);
  }
  return ranges ?? NOWHERE;
}

function valueAt(text: string, start: number, quote: string): string {
  const value = quote === '' ? BARE : QUOTED;
  value.lastIndex = start;
  return value.exec(text)?.[0] ?? '';
}

interface Assignment {
  readonly quoted: boolean;
  /** The name stands in quotes, as in JSON. */
  readonly named: boolean;
  readonly sign: string;
  readonly spaced: boolean;
}

/** A colon or blanks may as well belong to a sentence or to code: then the value must not look like a word. */
function isSecret(value: string, { quoted, named, sign, spaced }: Assignment): boolean {
  if (!CHARACTER.test(value) || PLACEHOLDER.test(value)) return false;
  // `setItem('token', 'a1b2')` in a line of code; in a list of names the next one is a word.
  if (sign === ',') return named && quoted && NO_WORD.test(value);
  if (quoted) return named || !/\s/.test(value);
  if (sign === ':') return NO_WORD.test(value);
  return !spaced || !LETTERS.test(value);
}

const KEY = new RegExp(`(?:^|[-_.])(?:${NAMES})$`, 'i');
export const isSecretKey = (key: string): boolean => KEY.test(key);
