import type { Json, JsonObject } from '../protocol/json.ts';
import { parseQuery } from './query-string.ts';
import { setOwn } from './set-own.ts';
import { ELLIPSIS } from './trim-text.ts';

/** A body as what it is, and the content type that was told by its looks. */
export interface ParsedBody {
  data: Json;
  contentType: string;
}

/** Ours: a longer body is kept as text, as only its first kilobytes are kept at all. */
const MAX_PARSED_UNITS = 262_144;

/** The structure in a body's text, when it is JSON or a form beyond doubt. */
export const parseBody = (text: string): ParsedBody | undefined => {
  if (text.length > MAX_PARSED_UNITS) return undefined;
  return parseJsonBody(text) ?? parseFormBody(text);
};

/** Only objects and lists: a lone number or word is a text that happens to be JSON. */
const parseJsonBody = (text: string): ParsedBody | undefined => {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return { data: JSON.parse(text) as Json, contentType: 'application/json' };
  } catch {
    // Not JSON: a body of a program under debugging may be anything, so that is no fault.
    return undefined;
  }
};

/**
 * `a=1&b=2`. A text that ends in dots was cut. A single name without a value is more likely base64 with its padding; blanks and markup are prose.
 */
const parseFormBody = (text: string): ParsedBody | undefined => {
  if (!text.includes('=') || text.endsWith(ELLIPSIS) || /[\s<>"{}]/.test(text)) return undefined;
  const pairs = parseQuery(text);
  const [first] = pairs;
  if (first === undefined || pairs.some(([name]) => name === '') || (pairs.length === 1 && first[1] === ''))
    return undefined;
  if (pairs.length === 1 && first[1].startsWith('=')) return undefined;
  const data: JsonObject = {};
  for (const [name, value] of pairs) setOwn(data, name, value);
  return { data, contentType: 'application/x-www-form-urlencoded' };
};
