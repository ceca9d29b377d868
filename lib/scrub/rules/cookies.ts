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
export const cookies: Pattern = { needs: TRAIT.any, find: findCookies };

function findCookies(text: string): Ranges {
  let ranges: number[] | undefined;
  for (let start = 0; start < text.length; ) {
    const separator = text.indexOf(SEPARATOR, start);
    const end = separator < 0 ? text.length : separator;
    const equals = text.slice(start, end).indexOf('=') + start;
    if (equals >= start && equals + 1 < end && isSensitiveCookie(text.slice(start, equals).trim())) {
      ranges ??= [];
      ranges.push(equals + 1, end);
    }
    start = end + 1;
  }
  return ranges ?? NOWHERE;
}
