import type { Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { boundPairs, type Pairs, readPairs } from './pairs.ts';

export const COOKIES_BYTES = 2048;
/** Ours: text of a cookie header that is looked at; an eighth of it is kept. */
const MAX_HEADER_UNITS = 16_384;

/** Cookies from the header's text, a map or pairs. */
export const readCookies = (value: Json | undefined, notes: Notes): Pairs | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return boundPairs(parseCookies(value), 'cookies', COOKIES_BYTES, notes);
  return readPairs(value, 'cookies', COOKIES_BYTES, notes);
};

const parseCookies = (header: string): Pairs => {
  const pairs: Pairs = [];
  for (const part of header.slice(0, MAX_HEADER_UNITS).split(';')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim();
    if (name !== '') pairs.push([name, unquoted(part.slice(equals + 1).trim())]);
  }
  return pairs;
};

const unquoted = (value: string): string => (/^".*"$/.test(value) ? value.slice(1, -1) : value);
