import { attributeOf } from '../../normalize/attribute-of.ts';
import { setOwn } from '../../normalize/set-own.ts';
import type { Attribute, Attributes } from '../../protocol/attributes.ts';
import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';

/** Levels of lists and maps in a value; OpenTelemetry's own reader of protobuf stops about here. */
const MAX_DEPTH = 32;

/** What an `AnyValue` says, as plain JSON; `undefined` when it says nothing, or is nested too deep. */
export const plainValue = (any: Json | undefined, depth = MAX_DEPTH): Json | undefined => {
  if (!isObject(any) || depth === 0) return undefined;
  const { stringValue, boolValue, bytesValue } = any;
  if (typeof stringValue === 'string') return stringValue;
  if (typeof boolValue === 'boolean') return boolValue;
  // Base64 in either encoding of a request.
  if (typeof bytesValue === 'string') return bytesValue;
  if (any.intValue !== undefined) return integerOf(any.intValue);
  if (any.doubleValue !== undefined) return doubleOf(any.doubleValue);
  if (isObject(any.arrayValue)) return membersOf(any.arrayValue).map(member => plainValue(member, depth - 1) ?? null);
  return isObject(any.kvlistValue) ? plainMap(any.kvlistValue, depth) : undefined;
};

const plainMap = (list: JsonObject, depth: number): JsonObject => {
  const map: JsonObject = {};
  for (const pair of membersOf(list)) {
    if (isObject(pair) && typeof pair.key === 'string')
      setOwn(map, pair.key, plainValue(pair.value, depth - 1) ?? null);
  }
  return map;
};

/** Adds `KeyValue`s under their keys, with `prefix` in front of each. */
export const addAttributes = (attributes: Attributes, list: Json | undefined, prefix = ''): void => {
  if (!Array.isArray(list)) return;
  for (const pair of list) {
    if (!isObject(pair) || typeof pair.key !== 'string') continue;
    const attribute = attributeOfAny(pair.value);
    if (attribute !== undefined) setOwn(attributes, prefix + pair.key, attribute);
  }
};

/** A double is one even when it is whole. */
const attributeOfAny = (any: Json | undefined): Attribute | undefined => {
  const value = plainValue(any);
  const isDouble = typeof value === 'number' && isObject(any) && any.intValue === undefined;
  return isDouble ? { type: 'double', value } : attributeOf(value);
};

/** 64-bit numbers come as text; one that a JSON number cannot hold stays it. */
const integerOf = (value: Json): Json | undefined => {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  if (typeof value !== 'string' || !/^-?\d{1,20}$/.test(value)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

/** NaN and the infinities, which are no JSON, are told by their names. */
const doubleOf = (value: Json): Json | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : /^(?:NaN|-?Infinity)$/.test(value) ? value : undefined;
};

const membersOf = ({ values }: JsonObject): Json[] => (Array.isArray(values) ? values : []);
