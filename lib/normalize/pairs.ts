import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { trimBag } from './trim-bag.ts';
import { unlessEmpty } from './unless-empty.ts';

export type Pairs = [name: string, value: string][];

/** How a pair's value is read; what is none leaves the list with its name. */
export type ReadValue = (value: Json) => string | undefined;

/** Ours: members of one header list, query or cookie jar that are looked at; their bytes are bounded by their bag. */
const MAX_PAIRS = 1000;

/** Names and values from a map, sorted by name, or from a list of pairs, in its order. What is no pair leaves the list. */
export const pairsOf = (value: Json, key: string, readValue: ReadValue, notes: Notes): Pairs | undefined => {
  if (isObject(value)) return fromMap(value, readValue).sort(byName);
  if (Array.isArray(value)) return fromList(value, readValue);
  notes.refuse(key, 'expected a list of pairs', value);
  return undefined;
};

export const byName = (a: Pairs[number], b: Pairs[number]): number => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);

/** Pairs cut to `bytes`. */
export const boundPairs = (pairs: Pairs | undefined, key: string, bytes: number, notes: Notes): Pairs | undefined => {
  if (pairs === undefined) return undefined;
  const kept = trimBag(pairs, key, { bytes, depth: 4 }, notes);
  // The budget may have ended between a name and its value.
  return unlessEmpty(kept.every(isWhole) ? kept : kept.filter(isWhole));
};

const isWhole = (pair: Pairs[number]): boolean => pair.length === 2;

const fromMap = (map: JsonObject, readValue: ReadValue): Pairs => {
  const pairs: Pairs = [];
  for (const name of Object.keys(map).slice(0, MAX_PAIRS)) addPair(pairs, name, map[name], readValue);
  return pairs;
};

const fromList = (list: Json[], readValue: ReadValue): Pairs => {
  const pairs: Pairs = [];
  for (const item of list.slice(0, MAX_PAIRS)) {
    if (Array.isArray(item) && item.length === 2 && typeof item[0] === 'string')
      addPair(pairs, item[0], item[1], readValue);
  }
  return pairs;
};

const addPair = (pairs: Pairs, name: string, value: Json | undefined, readValue: ReadValue): void => {
  const text = value === undefined || value === null ? undefined : readValue(value);
  if (text !== undefined) pairs.push([name, text]);
};
