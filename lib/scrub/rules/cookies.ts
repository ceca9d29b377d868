import { TRAIT } from '../trait.ts';
import { NOWHERE, type Pattern, type Ranges } from './rule.ts';

/** Cookies that are a session or guard one, in the common web frameworks. */
const SENSITIVE_COOKIES: ReadonlySet<string> = new Set([
  'sentrysid',
  'sudo',
  'su',
  'session',
  '__session',
  'sessionid',
  'user_session',
  'symfony',
  'phpsessid',
  'fasthttpsessionid',
  'mysession',
  'irissessionid',
  '_vercel_jwt',
  'csrf',
  'xsrf',
  '_xsrf',
  '_csrf',
  'csrf-token',
  'csrf_token',
  'xsrf-token',
  'xsrf_token',
  'fastcsrf',
  '_iris_csrf',
]);

/** Some frameworks split a long cookie over several, numbered. */
const PART_NUMBER = /__\d+$/;
const SEPARATOR = ';';

export function isSensitiveCookie(name: string): boolean {
  const lower = name.toLowerCase();
  return SENSITIVE_COOKIES.has(lower) || SENSITIVE_COOKIES.has(lower.replace(PART_NUMBER, ''));
}

/** The values of sensitive cookies in a whole `Cookie` or `Set-Cookie` line. */
export const cookies: Pattern = cookiesNamed(isSensitiveCookie);

/** The same of cookies whose name says what they are in another way. */
export function cookiesNamed(isSensitive: (name: string) => boolean): Pattern {
  return { needs: TRAIT.any, find: text => findCookies(text, isSensitive) };
}

const EQUALS = '=';
const LAST_WORD = /[\w-]+$/;
/** In characters; no cookie known here has a longer name. */
const LONGEST_NAME = 64;

/**
 * Where the value of a sensitive cookie begins in what stands between two separators. As in the reference its name need
 * not be the first thing there: `a=1, session=2`.
 */
function findValue(cookie: string, isSensitive: (name: string) => boolean): number | undefined {
  let from = 0;
  for (let equals = cookie.indexOf(EQUALS); equals >= 0 && equals + 1 < cookie.length; ) {
    if (namesIn(cookie.slice(Math.max(from, equals - LONGEST_NAME), equals)).some(isSensitive)) return equals + 1;
    from = equals + 1;
    equals = cookie.indexOf(EQUALS, from);
  }
  return undefined;
}

/** What may be the name before an equals sign: all of it, its last word, and that word's ends after a hyphen. */
function namesIn(before: string): string[] {
  const [word = ''] = LAST_WORD.exec(before) ?? [];
  return [before.trim(), ...word.split('-').map((_, i, parts) => parts.slice(i).join('-'))];
}

function findCookies(text: string, isSensitive: (name: string) => boolean): Ranges {
  let ranges: number[] | undefined;
  for (let start = 0; start < text.length; ) {
    const separator = text.indexOf(SEPARATOR, start);
    const end = separator < 0 ? text.length : separator;
    const value = findValue(text.slice(start, end), isSensitive);
    if (value !== undefined) {
      ranges ??= [];
      ranges.push(start + value, end);
    }
    start = end + 1;
  }
  return ranges ?? NOWHERE;
}
