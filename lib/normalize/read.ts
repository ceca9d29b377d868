import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { boundedJson } from './bounded-json.ts';
import type { Notes } from './notes.ts';
import { type BagLimit, trimBag } from './trim-bag.ts';
import { trimText } from './trim-text.ts';

// Readers of one field. Each gives the value as its type, or undefined when it is null, missing or of another type;
// the last is noted with Sentry's words. `null` and missing are the same and never an error.

type Raw = Json | undefined;
type Key = string | number;

/** A float beyond this cannot be truncated to an integer without losing digits. */
const MAX_EXACT_INTEGER = 2 ** 53;
/** Integers on the wire have 64 bits at most. */
const END_OF_UNSIGNED = 2 ** 64;
const END_OF_SIGNED = 2 ** 63;
const END_OF_ADDRESSES = 1n << 64n;

export const readText = (value: Raw, key: Key, max: number, allowance: number, notes: Notes): string | undefined => {
  if (typeof value === 'string') return value.length <= max ? value : trimText(value, key, max, allowance, notes);
  if (value !== undefined && value !== null) notes.refuse(key, 'expected a string', value);
  return undefined;
};

/** As text, with surrounding blanks removed; an empty rest is none. */
export const readTrimmed = (value: Raw, key: Key, max: number, allowance: number, notes: Notes): string | undefined =>
  readText(typeof value === 'string' ? value.trim() : value, key, max, allowance, notes) || undefined;

/** Text where SDKs also send numbers and booleans; `True` and `False` are spelled as Python does. */
export const readLenient = (value: Raw, key: Key, notes: Notes): string | undefined => {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  const text = lenientText(value);
  if (text === undefined) notes.refuse(key, 'expected a primitive value', value);
  return text;
};

export const lenientText = (value: Json): string | undefined => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'number') return undefined;
  return isWhole(value) ? wholeText(value) : undefined;
};

/** Whether a number is an integer of 64 bits, or can be truncated to one. */
const isWhole = (value: number): boolean =>
  Math.abs(value) < (Number.isInteger(value) ? END_OF_UNSIGNED : MAX_EXACT_INTEGER);

/** Decimal digits, never `-0`. */
const wholeText = (value: number): string => String(toWhole(value));

/** Truncated; adding a zero turns `-0` into 0. */
const toWhole = (value: number): number => Math.trunc(value) + 0;

/** Text where some SDKs send the value itself: whatever is no text is written as JSON. */
export const readJsonText = (value: Raw, key: Key, notes: Notes): string | undefined => {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  const text = boundedJson(value);
  if (text === undefined) notes.error(key, 'invalid_data', { reason: 'nested too deep' });
  return text;
};

export const readBoolean = (value: Raw, key: Key, notes: Notes): boolean | undefined => {
  if (typeof value === 'boolean') return value;
  if (value !== undefined && value !== null) notes.refuse(key, 'expected a boolean', value);
  return undefined;
};

/** Line numbers, ids, counts: not negative; a fraction is cut off. */
export const readUnsigned = (value: Raw, key: Key, notes: Notes): number | undefined => {
  if (typeof value === 'number' && value > -1 && value < END_OF_UNSIGNED) return toWhole(value);
  if (value !== undefined && value !== null) notes.refuse(key, 'expected an unsigned integer', value);
  return undefined;
};

export const readInteger = (value: Raw, key: Key, notes: Notes): number | undefined => {
  if (typeof value === 'number' && Math.abs(value) < END_OF_SIGNED) return toWhole(value);
  if (value !== undefined && value !== null) notes.refuse(key, 'expected a signed integer', value);
  return undefined;
};

/** Shares, levels, durations: any number. */
export const readNumber = (value: Raw, key: Key, notes: Notes): number | undefined => {
  if (typeof value === 'number') return value;
  if (value !== undefined && value !== null) notes.refuse(key, 'expected a floating point number', value);
  return undefined;
};

export const readObject = (value: Raw, key: Key, notes: Notes): JsonObject | undefined => {
  if (isObject(value)) return value;
  if (value !== undefined && value !== null) notes.refuse(key, 'expected an object', value);
  return undefined;
};

export const readList = (value: Raw, key: Key, notes: Notes): Json[] | undefined => {
  if (Array.isArray(value)) return value;
  if (value !== undefined && value !== null) notes.refuse(key, 'expected an array', value);
  return undefined;
};

/** A free-form object, cut to its limit. */
export const readBag = (value: Raw, key: Key, limit: BagLimit, notes: Notes): JsonObject | undefined => {
  const bag = readObject(value, key, notes);
  return bag === undefined ? undefined : trimBag(bag, key, limit, notes);
};

/** The id of a thread, as it is: a whole number in one SDK and a text in the next. */
export const readThreadId = (value: Raw, key: Key, max: number, notes: Notes): string | number | undefined => {
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < END_OF_UNSIGNED) return value;
  if (typeof value === 'string') return trimText(value, key, max, 0, notes);
  if (value !== undefined && value !== null) notes.refuse(key, 'expected a thread id', value);
  return undefined;
};

/** A machine address: `0x…` in any case, or decimal digits, or a number; given as `0x…`. */
export const readAddress = (value: Raw, key: Key, notes: Notes): string | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && value >= 0 && value < END_OF_UNSIGNED && Number.isInteger(value))
    return `0x${value.toString(16)}`;
  if (typeof value === 'string' && /^(?:0x[0-9a-f]{1,16}|\d{1,20})$/i.test(value)) {
    const address = BigInt(value);
    if (address < END_OF_ADDRESSES) return `0x${address.toString(16)}`;
  }
  notes.refuse(key, 'expected an address', value);
  return undefined;
};

/**
 * The members of an interface that holds a list: `{"values": […]}`, a bare list or one bare object. Null members are
 * left out; no members is no list.
 */
export const readValues = (value: Raw, key: Key, notes: Notes): Json[] | undefined => {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (!isObject(value)) {
    notes.refuse(key, 'expected an array', value);
    return undefined;
  }
  if (!Object.hasOwn(value, 'values')) return Object.keys(value).length > 0 ? [value] : undefined;
  const values = readList(value.values, key, notes);
  return values !== undefined && values.length > 0 ? values : undefined;
};
