import type { Json, JsonObject } from '../protocol/json.ts';
import { boundedJson } from './bounded-json.ts';
import { fits } from './fits.ts';
import type { Notes } from './notes.ts';
import { trimText } from './trim-text.ts';

/** How much of a free-form value is kept. A container at `depth` levels becomes a JSON string. */
export interface BagLimit {
  bytes: number;
  depth: number;
}

/** What a member costs beside its own bytes: the comma; the quotes of a text; the brackets of a container. */
const MEMBER_BYTES = 1;
const QUOTES_BYTES = 2;
const BRACKETS_BYTES = 2;

/** How many bytes a bag may still take. Shared by all of one bag's members, first come first served. */
interface Room {
  left: number;
}

/**
 * Cuts a free-form value to its limit, counting as Sentry does: keys cost nothing, the text at which the bytes end is
 * cut to as many characters as there were bytes left, and what comes behind it leaves, with the container's former
 * length noted. Members of an object come in the order of their keys, so that the same ones stay wherever it is done;
 * those of the bag itself that are `first` come before. Gives the very same value when it is surely small enough, else a trimmed copy.
 */
export const trimBag = <T extends Json>(
  value: T,
  key: string | number,
  limit: BagLimit,
  notes: Notes,
  first: readonly string[] = [],
): T => {
  if (fits(value, limit.depth, limit.bytes)) return value;
  // A container that is a bag keeps its kind: limits are deeper than one level.
  return trimValue(value, key, limit.depth, { left: limit.bytes }, notes, first) as T;
};

/** Cuts each member of an object to its own limit, and the object to `totalBytes`. */
export const trimEach = (bag: JsonObject, each: BagLimit, totalBytes: number, notes: Notes): JsonObject => {
  if (fits(bag, each.depth, Math.min(each.bytes, totalBytes))) return bag;
  const total: Room = { left: totalBytes };
  const kept: JsonObject = {};
  const keys = sortedKeys(bag);
  let count = 0;
  for (const key of keys) {
    if (total.left <= 0) break;
    const room: Room = { left: Math.min(each.bytes, total.left) };
    const before = room.left;
    // The keys are the object's own.
    kept[key] = trimValue(bag[key] as Json, key, each.depth - 1, room, notes);
    total.left -= before - room.left;
    count++;
  }
  noteShortened(notes, count, keys.length);
  return kept;
};

/** In the order of their UTF-16 units; `__proto__` is no member: assigning it would change a prototype. */
const sortedKeys = (object: JsonObject, first: readonly string[] = []): string[] => {
  const keys = Object.keys(object).filter(key => key !== '__proto__' && object[key] !== undefined);
  const early = new Set(first.filter(key => Object.hasOwn(object, key) && object[key] !== undefined));
  return [...early, ...keys.filter(key => !early.has(key)).sort()];
};

const noteShortened = (notes: Notes, kept: number, had: number): void => {
  if (kept < had) notes.shortened(undefined, had);
};

const trimValue = (
  value: Json,
  key: string | number,
  depth: number,
  room: Room,
  notes: Notes,
  first: readonly string[] = [],
): Json => {
  if (typeof value === 'string') return trimString(value, key, room, notes);
  if (typeof value !== 'object' || value === null) {
    spend(room, value === null ? 0 : String(value).length);
    return value;
  }
  if (depth <= 1) return trimTooDeep(value, key, room, notes);
  notes.path.push(key);
  const kept = Array.isArray(value)
    ? trimList(value, depth, room, notes)
    : trimObject(value, depth, room, notes, first);
  notes.path.pop();
  spend(room, BRACKETS_BYTES);
  return kept;
};

const spend = (room: Room, bytes: number): void => {
  room.left = Math.max(room.left - bytes - MEMBER_BYTES, 0);
};

const trimTooDeep = (value: Json, key: string | number, room: Room, notes: Notes): Json => {
  const text = boundedJson(value);
  if (text !== undefined) return trimString(text, key, room, notes);
  notes.error(key, 'invalid_data', { reason: 'nested too deep' });
  return null;
};

const trimList = (list: Json[], depth: number, room: Room, notes: Notes): Json[] => {
  const kept: Json[] = [];
  // A JSON list has no holes.
  for (let i = 0; i < list.length && room.left > 0; i++)
    kept.push(trimValue(list[i] as Json, i, depth - 1, room, notes));
  noteShortened(notes, kept.length, list.length);
  return kept;
};

const trimObject = (
  object: JsonObject,
  depth: number,
  room: Room,
  notes: Notes,
  first: readonly string[],
): JsonObject => {
  const kept: JsonObject = {};
  const keys = sortedKeys(object, first);
  let count = 0;
  for (const key of keys) {
    if (room.left <= 0) break;
    // The keys are the object's own.
    kept[key] = trimValue(object[key] as Json, key, depth - 1, room, notes);
    count++;
  }
  noteShortened(notes, count, keys.length);
  return kept;
};

const trimString = (text: string, key: string | number, room: Room, notes: Notes): string => {
  const kept = trimText(text, key, room.left, 0, notes);
  spend(room, Buffer.byteLength(kept) + QUOTES_BYTES);
  return kept;
};
