import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { boundedJson } from './bounded-json.ts';
import type { Notes } from './notes.ts';
import { lenientText } from './read.ts';
import { trimBag } from './trim-bag.ts';
import { unlessEmpty } from './unless-empty.ts';

export type Pairs = [name: string, value: string][];

/** Ours: members of one header list, query or cookie jar that are looked at; their bytes are bounded by their bag. */
const MAX_PAIRS = 1000;

/**
 * Names and values from a map or a list of pairs, cut to `bytes`. A list of values is joined by commas (a header that
 * came twice); other values are written as JSON. What is no pair leaves the list.
 */
export const readPairs = (value: Json, key: string, bytes: number, notes: Notes): Pairs | undefined => {
  const pairs = isObject(value) ? fromMap(value) : Array.isArray(value) ? fromList(value) : undefined;
  if (pairs === undefined) notes.refuse(key, 'expected a list of pairs', value);
  return pairs === undefined ? undefined : boundPairs(pairs, key, bytes, notes);
};

export const boundPairs = (pairs: Pairs, key: string, bytes: number, notes: Notes): Pairs | undefined => {
  const kept = trimBag(pairs, key, { bytes, depth: 4 }, notes);
  // The budget may have ended between a name and its value.
  return unlessEmpty(kept.filter(pair => pair.length === 2));
};

const fromMap = (map: JsonObject): Pairs => {
  const pairs: Pairs = [];
  for (const name of Object.keys(map).slice(0, MAX_PAIRS)) addPair(pairs, name, map[name]);
  return pairs;
};

const fromList = (list: Json[]): Pairs => {
  const pairs: Pairs = [];
  for (const item of list.slice(0, MAX_PAIRS)) {
    if (Array.isArray(item) && typeof item[0] === 'string') addPair(pairs, item[0], item[1]);
  }
  return pairs;
};

const addPair = (pairs: Pairs, name: string, value: Json | undefined): void => {
  const text = pairText(value);
  if (text !== undefined) pairs.push([name, text]);
};

const pairText = (value: Json | undefined): string | undefined => {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.join(',');
  return typeof value === 'object' ? boundedJson(value) : lenientText(value);
};
