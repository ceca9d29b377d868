/**
 * What varies in a message, in the order in which it is tried. Two rules keep matching linear, whatever the text:
 * a pattern that may run on can only start where a word starts, and every repetition inside another is bounded.
 */
export interface ParameterPattern {
  readonly name: string;
  /** Source of a regular expression without capturing groups. */
  readonly source: string;
  /** What every match of it holds: in a text without, it need not be tried. */
  readonly needs?: '@' | '://' | '.' | '-' | '=' | '[';
  /** Characters of its shortest match, where that is long. */
  readonly minLength?: number;
  /** What the expression alone can't tell. A match that is not accepted stays as it is. */
  readonly accepts?: (match: string) => boolean;
}

/** The endings that are most in use; a name with any other is a name in a program more often than one of a host. */
const TLDS =
  'com|net|org|jp|de|uk|fr|br|it|ru|es|me|gov|pl|ca|au|cn|co|in|nl|edu|info|eu|ch|id|at|kr|cz|mx|be|tv|se|tr|tw|al|ua|' +
  'ir|vn|cl|sk|ly|cc|to|no|fi|us|pt|dk|ar|hu|tk|gr|il|news|ro|my|biz|ie|za|nz|sg|ee|th|io|xyz|pe|bg|hk|rs|lt|link|ph|' +
  'club|si|site|mobi|by|cat|wiki|la|ga|xxx|cf|hr|ng|jobs|online|kz|ug|gq|ae|is|lv|pro|fm|tips|ms|sa|app';
/** More labels than any host has. */
const MAX_LABELS = 30;
/** As far as the labels go: `java.net` is a host, `java.net.SocketException` is none. */
const HOSTNAME = String.raw`\b(?:[A-Za-z0-9-]{1,63}\.){1,${MAX_LABELS}}(?:${TLDS}|${TLDS.toUpperCase()})\b(?!-|\.[A-Za-z0-9])`;

/** Of any scheme (RFC 3986). What a sentence puts around an address, or at its end, is none of it. */
const NO_URL = String.raw`\s"'\`<>{}\\|^`;
const URL = String.raw`\b[A-Za-z][A-Za-z0-9+.-]{0,31}:\/\/[^${NO_URL}]*[^${NO_URL}.,;:!?]`;

/** All that may stand before the `@` (RFC 5322), as browsers check the field of a form. */
const MAILBOX = String.raw`[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]`;
const EMAIL = String.raw`(?<!${MAILBOX})${MAILBOX}+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*`;

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const V4 = String.raw`(?:${OCTET}\.){3}${OCTET}`;
const HEXTET = '[0-9a-fA-F]{1,4}';
const V6_RUN = `${HEXTET}(?::${HEXTET}){0,6}`;
/** Without a digit, `Abc::Dad` is a name in a program; followed by `(`, it is a call. */
const V6_SHORT = String.raw`(?=[0-9a-fA-F:]{0,40}\d)(?:${V6_RUN})?::(?:${V6_RUN})?`;
const IP = [
  String.raw`(?<![\w:.])::(?:ffff:)?${V4}\b`,
  // Four numbers and no more: 1.2.3.4.5 is a version.
  String.raw`(?<!\d\.)\b${V4}\b(?!\.\d)`,
  String.raw`(?<![\w:.])(?:(?:${HEXTET}:){7}${HEXTET}|${V6_SHORT})(?![\w:(])`,
];

const OCTET_HEX = '[0-9a-fA-F]{2}';
const MAC_ADDRESS =
  String.raw`\b(?:(?:${OCTET_HEX}:){5}|(?:${OCTET_HEX}-){5}|(?:${OCTET_HEX}\s){5})${OCTET_HEX}\b` +
  String.raw`|\b(?:[0-9a-fA-F]{4}\.){2}[0-9a-fA-F]{4}\b`;

const WEEKDAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const WEEKDAY_LONG = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp][Mm]\b)?`;
const OFFSET = String.raw`(?:Z| ?(?:UTC|GMT)\b| ?[+-]\d{2}:?\d{2}\b)`;
const ZONE = String.raw`(?: (?:UTC|GMT|UT|[ECMP][SD]T|CES?T|BST|JST|KST|Z)\b| ?[+-]\d{4}\b)`;
/** Dates are found inside of words too: `report_2024-02-29.csv`. */
const DATE = [
  String.raw`\bdatetime\.datetime\([^()\n]{0,200}\)`,
  // ISO 8601 and RFC 3339, with and without the time of day.
  String.raw`\d{4}-[01]\d-[0-3]\d[T ]${CLOCK}${OFFSET}?`,
  String.raw`\b\d{4}(?:-[01]\d-|[01]\d)[0-3]\d[T ][0-2]\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,9})?)?${OFFSET}?(?!\w)`,
  String.raw`\d{4}-[01]\d-[0-3]\d`,
  // JavaScript's Date as text, and ctime.
  String.raw`\b${WEEKDAY} ${MONTH} {1,2}\d{1,2} (?:\d{4} )?${CLOCK}(?: GMT[+-]\d{4}(?: \([^()\n]{1,60}\))?|${ZONE}? \d{4}\b)?`,
  // RFC 822, 1123 and 850.
  String.raw`\b(?:${WEEKDAY},? )?\d{1,2} ${MONTH} \d{2,4}(?: ${CLOCK}${ZONE}?|\b)`,
  String.raw`\b${WEEKDAY_LONG}, \d{2}-${MONTH}-\d{2,4} ${CLOCK}${ZONE}?`,
  String.raw`\b(?:${WEEKDAY},? )?${MONTH} \d{1,2}, \d{4}(?:,? ${CLOCK})?`,
  // A time of day alone, by the clock of twelve hours and by that of twenty-four.
  String.raw`(?<!\d)(?:[1-9]|1[0-2]):[0-5]\d(?::[0-5]\d)?(?![\d:])(?:\s?[AaPp][Mm]\b)?`,
  String.raw`(?<!\d)(?:0?\d|1\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])`,
];

/** Numbers and ids end at an underscore, too: `bundle_a1b2c3.js`. */
const START = '(?<![A-Za-z0-9])';
const END = '(?![A-Za-z0-9])';
/** A minus belongs to the number unless it joins it to a word. */
const SIGN = `(?:${START}-)?`;

const HEX = [
  '0[xX][0-9a-fA-F]+',
  '(?:[0-9a-f]{8,128}|[0-9A-F]{8,128})',
  // A shorter one has both digits and letters, or it is a number or a word.
  String.raw`(?=[a-f]{0,5}\d)(?=\d{0,5}[a-f])[0-9a-f]{4,6}`,
  String.raw`(?=[A-F]{0,5}\d)(?=\d{0,5}[A-F])[0-9A-F]{4,6}`,
].map(digits => `${SIGN}${START}${digits}${END}`);

/** Characters of an id made of letters and digits. */
const MAX_ID_CHARS = 64;
const ID_CHAR = '[A-Za-z0-9-]';
/** Three changes between letters and digits make it an id: `k9Mtd2gDcgG`, but not `bball4lyfe`, which has two. */
const CHANGE = String.raw`(?:(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z]))`;
const RANDOM_ID = [
  START,
  `(?=(?:${ID_CHAR}{1,${MAX_ID_CHARS}}?${CHANGE}){3})`,
  // One of less than six characters has small and capital letters.
  `(?=${ID_CHAR}{6}|[a-z0-9]{0,4}[A-Z])(?=${ID_CHAR}{6}|[A-Z0-9]{0,4}[a-z])`,
  `[A-Za-z0-9]${ID_CHAR}{2,${MAX_ID_CHARS - 2}}[A-Za-z0-9]`,
  END,
].join('');

/** What scrubbing left of it varies no more: a project that scrubs less, or more, keeps its issues. */
const SCRUBBED: readonly ParameterPattern[] = [
  { name: 'email', source: String.raw`\[email\]`, needs: '[' },
  { name: 'ip', source: String.raw`\[ip\]`, needs: '[' },
  { name: 'mac_address', source: String.raw`\[mac\]`, needs: '[' },
  { name: 'uuid', source: String.raw`\[uuid\]`, needs: '[' },
];

export const PARAMETER_PATTERNS: readonly ParameterPattern[] = [
  ...SCRUBBED,
  { name: 'email', source: EMAIL, needs: '@' },
  { name: 'url', source: URL, needs: '://' },
  { name: 'hostname', source: HOSTNAME, needs: '.' },
  {
    name: 'traceparent',
    source: String.raw`\b(?:00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]|1-[0-9a-f]{8}-[0-9a-f]{24})\b`,
    needs: '-',
  },
  { name: 'uuid', source: String.raw`\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b`, needs: '-' },
  { name: 'sha1', source: String.raw`\b[0-9a-fA-F]{40}\b`, minLength: 40 },
  { name: 'md5', source: String.raw`\b[0-9a-fA-F]{32}\b`, minLength: 32 },
  { name: 'mac_address', source: MAC_ADDRESS },
  { name: 'date', source: DATE.join('|') },
  { name: 'ip', source: IP.join('|') },
  { name: 'duration', source: String.raw`\b\d{1,20}(?:ms|(?:\.\d{1,20})?s)\b` },
  { name: 'swift_txn_id', source: String.raw`\btx[0-9a-f]{21}-[0-9a-f]{10}[\w.-]{0,64}`, minLength: 34 },
  { name: 'hex', source: HEX.join('|') },
  { name: 'git_sha', source: String.raw`\b(?=[a-f]{0,6}\d)(?=\d{0,6}[a-f])[0-9a-f]{7}\b` },
  // Two numbers and no more: 1.2.3 is three.
  { name: 'float', source: String.raw`${SIGN}(?<!\d\.)\b\d+\.\d+\b(?!\.\d)`, needs: '.' },
  { name: 'int', source: String.raw`${SIGN}${START}\d{1,7}${END}` },
  { name: 'quoted_str', source: `(?<==)(?:'[^']+'|"[^"]+")`, needs: '=' },
  { name: 'bool', source: String.raw`(?<==)(?:[Tt]rue|[Ff]alse)\b`, needs: '=' },
  { name: 'random_id', source: RANDOM_ID },
];
