import { isObject, type Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { boundPairs, byName, type Pairs, pairsOf } from './pairs.ts';
import { lenientText } from './read.ts';

export const HEADERS_BYTES = 8192;

/** Headers as pairs, each word of a name with a capital: SDKs spell them as their servers do. */
export const readHeaders = (value: Json | undefined, notes: Notes): Pairs | undefined => {
  if (value === undefined || value === null) return undefined;
  const pairs = pairsOf(value, 'headers', headerText, notes);
  if (pairs === undefined) return undefined;
  for (const pair of pairs) pair[0] = titleCase(pair[0]);
  if (isObject(value)) pairs.sort(byName);
  return boundPairs(pairs, 'headers', HEADERS_BYTES, notes);
};

/** A header that came several times may be a list. */
const headerText = (value: Json): string | undefined =>
  Array.isArray(value)
    ? value
        .map(lenientText)
        .filter(text => text !== undefined)
        .join(',')
    : lenientText(value);

/** `name` in title case. */
export const headerOf = (headers: Pairs | undefined, name: string): string | undefined =>
  headers?.find(pair => pair[0] === name)?.[1];

/** Most names are spelled so already. */
const TITLED = /^(?:[A-Z0-9]\w*(?:-|$))+$/;
const upper = (letter: string): string => letter.toUpperCase();
export const titleCase = (name: string): string => (TITLED.test(name) ? name : name.replace(/(?<=^|-)\p{Ll}/gu, upper));
