import type { ParameterPattern } from './parameter-patterns.ts';

// What messages were grouped by before there were stack-trace rules. Issues of that time are still looked up by them.

const LOWER_TLDS =
  'com|net|org|edu|gov|mil|int|biz|dev|io|ai|co|me|tv|xyz|online|tech|cloud|agency|digital|' +
  'us|uk|ca|au|nz|ie|de|at|ch|fr|be|nl|lu|es|pt|it|gr|dk|se|no|fi|is|ee|lv|lt|cz|sk|hu|ro|bg|si|hr|rs|ua|by|ru|tr|' +
  'il|ae|sa|eg|za|ng|ke|in|pk|bd|lk|cn|hk|tw|jp|kr|sg|my|th|vn|ph|mx|br|ar|cl|pe|uy|ve|eu|asia|arpa';

const hostname = (letters: string, tlds: string): string =>
  String.raw`(?<![\w.@-])(?:[${letters}0-9-]{1,63}\.){1,10}(?:${tlds})\b(?![.-]?\w)`;

const V4 = String.raw`(?:\d{1,3}\.){3}\d{1,3}`;
const HEXTET = '[0-9a-fA-F]{1,4}';
const V6_RUN = `${HEXTET}(?::${HEXTET}){0,6}`;
/** Without a digit, `Abc::Dad` is a name in a program; followed by `(`, it is a call. */
const V6_SHORT = String.raw`(?=[0-9a-fA-F:]{0,40}\d)(?:${V6_RUN})?::(?:${V6_RUN})?`;
const IP = [
  String.raw`(?<![\w:.])(?:::(?:ffff:)?)?${V4}(?!\.?\w)`,
  String.raw`(?<![\w:.])(?:(?:${HEXTET}:){7}${HEXTET}|${V6_SHORT})(?![\w:(])`,
];

const WEEKDAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const WEEKDAY_LONG = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp][Mm]\b)?`;
const OFFSET = String.raw`(?:Z| ?(?:UTC|GMT)\b| ?[+-]\d{2}:?\d{2}\b)`;
const ZONE = String.raw`(?: (?:UTC|GMT|UT|[ECMP][SD]T|CES?T|BST|JST|KST|Z)\b| ?[+-]\d{4}\b)`;
const DATE = [
  String.raw`\bdatetime\.datetime\([^()\n]{0,200}\)`,
  // ISO 8601 and RFC 3339, with and without the time of day.
  String.raw`\b\d{4}-[01]\d-[0-3]\d[T ]${CLOCK}${OFFSET}?`,
  String.raw`\b\d{4}-[01]\d-[0-3]\d\b`,
  String.raw`\b\d{8}T\d{4,6}(?:\.\d{1,9})?${OFFSET}?(?!\w)`,
  // JavaScript's Date as text, and ctime.
  String.raw`\b${WEEKDAY} ${MONTH} {1,2}\d{1,2} (?:\d{4} )?${CLOCK}(?: GMT[+-]\d{4}(?: \([^()\n]{1,60}\))?|${ZONE}? \d{4}\b)?`,
  // RFC 822, 1123 and 850.
  String.raw`\b(?:${WEEKDAY},? )?\d{1,2} ${MONTH} \d{2,4}(?: ${CLOCK}${ZONE}?|\b)`,
  String.raw`\b${WEEKDAY_LONG}, \d{2}-${MONTH}-\d{2,4} ${CLOCK}${ZONE}?`,
  String.raw`\b(?:${WEEKDAY},? )?${MONTH} \d{1,2}, \d{4}(?:,? ${CLOCK})?`,
  // A time of day alone: the seconds or the half of the day tell it from a line and column.
  String.raw`\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: ?[AaPp][Mm])?(?![\w:])`,
  String.raw`\b\d{1,2}:\d{2} ?[AaPp][Mm]\b`,
];

/** A minus belongs to the number unless it joins it to a word. */
const SIGN = String.raw`(?:(?<!\w)-)?`;

export const PARAMETER_PATTERNS_OF_2026_11: readonly ParameterPattern[] = [
  {
    name: 'email',
    source: String.raw`(?<![\w.+%-])[\w.+%-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,10}[A-Za-z]{2,24}\b`,
  },
  { name: 'url', source: String.raw`\b(?:wss?|https?|ftp):\/\/\S+` },
  { name: 'hostname', source: `${hostname('a-z', LOWER_TLDS)}|${hostname('A-Z', LOWER_TLDS.toUpperCase())}` },
  { name: 'ip', source: IP.join('|') },
  {
    name: 'traceparent',
    source: String.raw`\b(?:00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]|1-[0-9a-f]{8}-[0-9a-f]{24})\b`,
  },
  { name: 'uuid', source: String.raw`\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b` },
  { name: 'sha1', source: String.raw`\b[0-9a-fA-F]{40}\b` },
  { name: 'md5', source: String.raw`\b[0-9a-fA-F]{32}\b` },
  { name: 'date', source: DATE.join('|') },
  { name: 'duration', source: String.raw`\b\d{1,20}(?:ms|(?:\.\d{1,20})?s)\b` },
  { name: 'swift_txn_id', source: String.raw`\btx[0-9a-f]{21}-[0-9a-f]{10}[\w.-]{0,64}` },
  {
    name: 'hex',
    source: [
      String.raw`${SIGN}\b0[xX][0-9a-fA-F]+\b`,
      String.raw`${SIGN}\b(?:[0-9a-f]{8,128}|[0-9A-F]{8,128})\b`,
      String.raw`${SIGN}\b(?=[a-f]{0,5}\d)(?=\d{0,5}[a-f])[0-9a-f]{4,6}\b`,
      String.raw`${SIGN}\b(?=[A-F]{0,5}\d)(?=\d{0,5}[A-F])[0-9A-F]{4,6}\b`,
    ].join('|'),
  },
  { name: 'git_sha', source: String.raw`\b(?=[a-f]{0,6}\d)(?=\d{0,6}[a-f])[0-9a-f]{7}\b` },
  { name: 'float', source: String.raw`${SIGN}\b\d+\.\d+\b` },
  { name: 'int', source: String.raw`${SIGN}\b\d{1,7}\b` },
  { name: 'quoted_str', source: String.raw`(?<==)(?:'[^'\n]*'|"[^"\n]*")` },
  { name: 'bool', source: String.raw`(?<==)(?:[Tt]rue|[Ff]alse)\b` },
  {
    name: 'random_id',
    source: String.raw`(?<![\w-])(?=\w{0,63}\d)[A-Za-z0-9_]{10,64}(?![\w-])`,
    accepts: looksRandom,
  },
];

/** Changes between letters and digits from which on a word is an id and no name: `K8s9dJ2k`, but not `sha256`. */
const MIN_RANDOM_SWITCHES = 4;

function looksRandom(word: string): boolean {
  let switches = 0;
  let wasDigit: boolean | undefined;
  for (const char of word) {
    if (char === '_') continue;
    const digit = char >= '0' && char <= '9';
    if (wasDigit !== undefined && digit !== wasDigit) switches++;
    wasDigit = digit;
  }
  return switches >= MIN_RANDOM_SWITCHES;
}
