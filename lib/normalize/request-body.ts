import type { Json, JsonObject } from '../protocol/json.ts';
import { parseQuery } from './query-string.ts';
import { setOwn } from './set-own.ts';

/** A body as what it is, and the content type that was told by its looks. */
export interface ParsedBody {
  data: Json;
  contentType: string;
}

/** The content types that a body's looks can tell. */
export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Ours: a longer body is kept as text, as only its first kilobytes are kept at all. */
const MAX_PARSED_UNITS = 262_144;
/** Digits that a number holds; a longer one is kept as text, with all of them. */
const MAX_DIGITS = 15;

/** The structure in a body's text, when it is JSON or a form. */
export const parseBody = (text: string): ParsedBody | undefined => parseJsonBody(text) ?? parseFormBody(text);

/** JSON, but for `null` and texts in quotes: those say no more than the body's own text. */
export const parseJsonBody = (text: string): ParsedBody | undefined => {
  if (text.length > MAX_PARSED_UNITS || !/^\s*(?:[[{\d-]|true|false)/.test(text)) return undefined;
  const data = parseJson(text);
  if (data === undefined || (typeof data === 'number' && !isExact(data, text))) return undefined;
  return { data, contentType: JSON_TYPE };
};

const isExact = (number: number, text: string): boolean => Number.isFinite(number) && text.trim().length <= MAX_DIGITS;

const parseJson = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Not JSON: a body of a program under debugging may be anything, so that is no fault.
    return undefined;
  }
};

/** `a=1&b=2`. A single name without a value is more likely base64 with its padding; braces are broken JSON. */
const parseFormBody = (text: string): ParsedBody | undefined => {
  if (text.length > MAX_PARSED_UNITS || !/[=&]/.test(text) || /^[[{]/.test(text)) return undefined;
  const data: JsonObject = {};
  // The sign before keeps a question mark at the start: it is no query.
  for (const [name, value] of parseQuery(`&${text}`)) setOwn(data, name, value);
  const values = Object.values(data);
  const isForm = values.length > 1 || (values.length === 1 && values[0] !== '' && values[0] !== '=');
  return isForm ? { data, contentType: FORM_TYPE } : undefined;
};
