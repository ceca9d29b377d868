import type { Attribute, Attributes } from '../protocol/attributes.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { attributeOf } from './attribute-of.ts';
import { setOwn } from './set-own.ts';

/** Attributes of one entry; OpenTelemetry's SDKs stop at 128 a span, and a resource adds its own. */
export const MAX_ATTRIBUTES = 1_000;
/** UTF-16 units of an attribute's name, as Sentry's longest key. */
export const MAX_ATTRIBUTE_NAME = 200;

/**
 * `{"name": {"value": …, "type": …}}` with each value of the type that it says it has; what is of another, of an unknown
 * type or null is left out, and so is what is beyond the bounds.
 */
export const normalizeAttributes = (raw: Json | undefined): Attributes => {
  const attributes: Attributes = {};
  if (!isObject(raw)) return attributes;
  let count = 0;
  for (const name in raw) {
    if (count === MAX_ATTRIBUTES) break;
    const attribute = name.length <= MAX_ATTRIBUTE_NAME ? readAttribute(raw[name]) : undefined;
    if (attribute === undefined) continue;
    setOwn(attributes, name, attribute);
    count++;
  }
  return attributes;
};

const readAttribute = (raw: Json | undefined): Attribute | undefined =>
  isObject(raw) ? readTyped(raw, raw.value) : undefined;

const readTyped = ({ type }: JsonObject, value: Json | undefined): Attribute | undefined => {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? { type, value } : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? { type, value } : undefined;
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) ? { type, value } : undefined;
    case 'double':
      return typeof value === 'number' ? { type, value } : undefined;
    case 'array':
      return Array.isArray(value) ? attributeOf(value) : undefined;
    default:
      return undefined;
  }
};
