import type { Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { type Pairs, readPairs } from './pairs.ts';

export const HEADERS_BYTES = 8192;

/** Headers as pairs, each word of a name with a capital: SDKs spell them as their servers do. */
export const readHeaders = (value: Json | undefined, notes: Notes): Pairs | undefined => {
  if (value === undefined || value === null) return undefined;
  const pairs = readPairs(value, 'headers', HEADERS_BYTES, notes);
  if (pairs === undefined) return undefined;
  for (const pair of pairs) pair[0] = titleCase(pair[0].trim());
  return pairs;
};

/** `name` in title case. */
export const headerOf = (headers: Pairs | undefined, name: string): string | undefined =>
  headers?.find(pair => pair[0] === name)?.[1];

const upper = (letter: string): string => letter.toUpperCase();
export const titleCase = (name: string): string => name.replace(/(^|-)[a-z]/g, upper);
