import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { boundedJson } from './bounded-json.ts';
import { fits } from './fits.ts';
import type { Notes } from './notes.ts';
import { ELLIPSIS } from './trim-text.ts';

/** How much of a free-form value is kept. A container at `depth` levels becomes a JSON string. */
export interface BagLimit {
  bytes: number;
  depth: number;
}

/** Below this many bytes of room a string is left out: there is no use in a few letters and dots. */
const MIN_CUT_BYTES = 8;
const STRING_OVERHEAD = 2;
const CONTAINER_OVERHEAD = 2;
const MEMBER_OVERHEAD = 4;

/** How many bytes a bag may still take. Shared by all of one bag's members, first come first served. */
interface Room {
  left: number;
}

/**
 * Cuts a free-form value to its limit: members past the byte budget leave, and their container's former length is noted.
 * Gives the very same value when it is surely small enough, else a trimmed copy.
 */
export const trimBag = <T extends Json>(value: T, key: string | number, limit: BagLimit, notes: Notes): T => {
  if (fits(value, limit.depth, limit.bytes)) return value;
  const kept = trimValue(value, key, limit.depth, { left: limit.bytes }, notes);
  // A container that is a bag keeps its kind (limits are deeper than one level), and a scalar has always room.
  return (kept ?? emptyLike(value)) as T;
};

const emptyLike = (value: Json): Json => (Array.isArray(value) ? [] : isObject(value) ? {} : '');

/** Cuts each member of an object to its own limit, and the object to `totalBytes`. */
export const trimEach = (bag: JsonObject, each: BagLimit, totalBytes: number, notes: Notes): JsonObject => {
  if (fits(bag, each.depth, Math.min(each.bytes, totalBytes))) return bag;
  const total: Room = { left: totalBytes };
  const kept: JsonObject = {};
  const keys = Object.keys(bag);
  for (const key of keys) {
    if (key === '__proto__') continue;
    const value = bag[key];
    total.left -= keyBytes(key);
    if (value === undefined || total.left <= 0) break;
    const room: Room = { left: Math.min(each.bytes, total.left) };
    const before = room.left;
    const trimmed = trimValue(value, key, each.depth - 1, room, notes);
    total.left -= before - Math.max(room.left, 0);
    if (trimmed !== undefined) kept[key] = trimmed;
  }
  noteShortened(notes, Object.keys(kept).length, keys.length);
  return kept;
};

const noteShortened = (notes: Notes, kept: number, had: number): void => {
  if (kept < had) notes.shortened(undefined, had);
};

const trimValue = (value: Json, key: string | number, depth: number, room: Room, notes: Notes): Json | undefined => {
  if (typeof value === 'string') return trimString(value, key, room, notes);
  if (typeof value !== 'object' || value === null) {
    room.left -= String(value).length;
    return value;
  }
  if (depth <= 1) return trimTooDeep(value, key, room, notes);
  if (room.left <= CONTAINER_OVERHEAD) return undefined;
  room.left -= CONTAINER_OVERHEAD;
  notes.path.push(key);
  const kept = Array.isArray(value) ? trimList(value, depth, room, notes) : trimObject(value, depth, room, notes);
  notes.path.pop();
  return kept;
};

const trimTooDeep = (value: Json, key: string | number, room: Room, notes: Notes): Json | undefined => {
  const text = boundedJson(value);
  if (text !== undefined) return trimString(text, key, room, notes);
  notes.error(key, 'invalid_data', { reason: 'nested too deep' });
  return undefined;
};

const trimList = (list: Json[], depth: number, room: Room, notes: Notes): Json[] => {
  const kept: Json[] = [];
  for (let i = 0; i < list.length && room.left > 0; i++) {
    room.left -= 1;
    // A JSON list has no holes.
    const item = trimValue(list[i] as Json, i, depth - 1, room, notes);
    if (item === undefined) break;
    kept.push(item);
  }
  noteShortened(notes, kept.length, list.length);
  return kept;
};

const trimObject = (object: JsonObject, depth: number, room: Room, notes: Notes): JsonObject => {
  const kept: JsonObject = {};
  const keys = Object.keys(object);
  let count = 0;
  for (const key of keys) {
    if (key === '__proto__') continue;
    const value = object[key];
    if (value === undefined) continue;
    room.left -= keyBytes(key);
    if (room.left <= 0) break;
    const item = trimValue(value, key, depth - 1, room, notes);
    if (item === undefined) continue;
    kept[key] = item;
    count++;
  }
  noteShortened(notes, count, keys.length);
  return kept;
};

const keyBytes = (key: string): number => Buffer.byteLength(key) + MEMBER_OVERHEAD;

const trimString = (text: string, key: string | number, room: Room, notes: Notes): string | undefined => {
  const bytes = text.length + STRING_OVERHEAD <= room.left ? Buffer.byteLength(text) + STRING_OVERHEAD : Infinity;
  if (bytes <= room.left) {
    room.left -= bytes;
    return text;
  }
  const kept = cutBytes(text, room.left - STRING_OVERHEAD - ELLIPSIS.length);
  room.left = 0;
  if (kept === undefined) return undefined;
  notes.cut(key, kept.length + ELLIPSIS.length, text.length);
  return kept + ELLIPSIS;
};

/** The longest start of a text that takes at most `bytes` in UTF-8, never half a surrogate pair. */
const cutBytes = (text: string, bytes: number): string | undefined => {
  if (bytes < MIN_CUT_BYTES) return undefined;
  let used = 0;
  let end = 0;
  while (end < text.length) {
    // Within the string, so there is a code point.
    const point = text.codePointAt(end) as number;
    used += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (used > bytes) break;
    end += point >= 0x10000 ? 2 : 1;
  }
  return text.slice(0, end);
};
