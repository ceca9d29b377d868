import type { Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { boundPairs, type Pairs, pairsOf } from './pairs.ts';

export const COOKIES_BYTES = 2048;
/** Ours: text of a cookie header that is looked at; an eighth of it is kept. */
const MAX_HEADER_UNITS = 16_384;

/** Cookies from the header's text, a map or pairs; a value that is no text is none. */
export const readCookies = (value: Json | undefined, notes: Notes): Pairs | undefined => {
  if (value === undefined || value === null) return undefined;
  const pairs = typeof value === 'string' ? parseCookies(value) : pairsOf(value, 'cookies', onlyText, notes);
  return boundPairs(pairs, 'cookies', COOKIES_BYTES, notes);
};

const onlyText = (value: Json): string | undefined => (typeof value === 'string' ? value : undefined);

const parseCookies = (header: string): Pairs => {
  const pairs: Pairs = [];
  for (const part of header.slice(0, MAX_HEADER_UNITS).split(';')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim();
    if (name !== '') pairs.push([name, part.slice(equals + 1).trim()]);
  }
  return pairs;
};
