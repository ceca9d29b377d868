import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { lenientText } from './read.ts';
import { countChars } from './trim-text.ts';

export const MAX_TAG_KEY_CHARS = 200;
export const MAX_TAG_VALUE_CHARS = 200;

/** Fields of the event under a tag's name: Sentry derives these tags itself. `environment` is read before. */
const RESERVED = new Set(['release', 'dist', 'user', 'filename', 'function', 'environment', 'device.class']);
const KEY = /^[A-Za-z0-9_.:-]+$/;

export type Tags = [key: string, value: string][];

/**
 * Tags as pairs: those of an object sorted by key, those of a list as they came; the first of a key wins. Pairs that
 * cannot be used leave the list with an error, whose place counts them.
 */
export const normalizeTags = (value: Json | undefined, notes: Notes): Tags | undefined => {
  const pairs = readPairs(value, notes);
  if (pairs === undefined) return undefined;
  const tags: Tags = [];
  const seen = new Set<string>();
  let place = 0;
  notes.path.push('tags', place);
  for (const pair of pairs) {
    const key = readKey(pair[0]);
    if (key !== undefined && (RESERVED.has(key) || seen.has(key))) continue;
    if (key !== undefined) seen.add(key);
    notes.path[1] = place++;
    const tag = readTag(key, pair, notes);
    if (tag !== undefined) tags.push(tag);
  }
  notes.path.length = 0;
  return tags.length > 0 ? tags : undefined;
};

/** The `environment` that old SDKs send as a tag. */
export const environmentTag = (value: Json | undefined): string | undefined => {
  if (isObject(value)) return typeof value.environment === 'string' ? value.environment : undefined;
  if (!Array.isArray(value)) return undefined;
  const pair = value.find(item => Array.isArray(item) && item[0] === 'environment');
  return Array.isArray(pair) && typeof pair[1] === 'string' ? pair[1] : undefined;
};

/** Sets a tag; one of that name keeps its place. */
export const setTag = (tags: Tags | undefined, key: string, value: string): Tags => {
  const set = tags ?? [];
  const found = set.find(tag => tag[0] === key);
  if (found === undefined) set.push([key, value]);
  else found[1] = value;
  return set;
};

type RawPair = readonly (Json | undefined)[];

const readPairs = (value: Json | undefined, notes: Notes): RawPair[] | undefined => {
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) return sortedPairs(value);
  if (Array.isArray(value))
    return value.filter(item => item !== null).map(item => (Array.isArray(item) ? item : [item]));
  notes.refuse('tags', 'expected tags', value);
  return undefined;
};

const sortedPairs = (tags: JsonObject): RawPair[] =>
  Object.keys(tags)
    .sort()
    .map(key => [key, tags[key]]);

const readKey = (key: Json | undefined): string | undefined => {
  const text = key === undefined || key === null ? undefined : lenientText(key);
  return text?.replaceAll(' ', '-').trim();
};

const readTag = (key: string | undefined, pair: RawPair, notes: Notes): [string, string] | undefined => {
  if (pair.length !== 2) return refuse(notes, undefined, 'expected a tag', pair[0]);
  if (key === undefined || key === '') return refuse(notes, '0', 'expected a non-empty value', pair[0]);
  if (key.length > MAX_TAG_KEY_CHARS) return refuseLong(notes, '0');
  if (!KEY.test(key)) return refuse(notes, '0', 'invalid characters in string', pair[0]);
  const value = readTagValue(pair[1], notes);
  return value === undefined ? undefined : [key, value];
};

const readTagValue = (raw: Json | undefined, notes: Notes): string | undefined => {
  if (raw === undefined || raw === null) return undefined;
  const value = lenientText(raw)?.trim();
  if (value === undefined) return refuse(notes, '1', 'expected a primitive value', raw);
  if (value === '') return refuse(notes, '1', 'expected a non-empty value', raw);
  if (value.includes('\n')) return refuse(notes, '1', "invalid character '\\n'", raw);
  if (value.length > MAX_TAG_VALUE_CHARS && countChars(value) > MAX_TAG_VALUE_CHARS) return refuseLong(notes, '1');
  return value;
};

const refuse = (notes: Notes, part: '0' | '1' | undefined, reason: string, value: Json | undefined): undefined => {
  notes.refuseMember('invalid_data', reason, value, part);
};

const refuseLong = (notes: Notes, part: '0' | '1'): undefined => {
  notes.refuseMember('value_too_long', undefined, undefined, part);
};
