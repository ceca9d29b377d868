import type { Attribute, AttributeScalar } from '../protocol/attributes.ts';
import type { Json } from '../protocol/json.ts';
import { boundedJson } from './bounded-json.ts';

/**
 * A plain JSON value as a typed attribute. What no type fits (objects, lists of lists) becomes JSON text; `undefined` for
 * null, and for what is nested too deep to be written.
 */
export const attributeOf = (value: Json | undefined): Attribute | undefined => {
  switch (typeof value) {
    case 'string':
      return { type: 'string', value };
    case 'boolean':
      return { type: 'boolean', value };
    case 'number':
      return Number.isInteger(value) ? { type: 'integer', value } : { type: 'double', value };
    default:
      return value === undefined || value === null ? undefined : ofContainer(value);
  }
};

const ofContainer = (value: Json): Attribute | undefined => {
  if (Array.isArray(value) && value.every(isScalar)) return { type: 'array', value };
  const text = boundedJson(value);
  return text === undefined ? undefined : { type: 'string', value: text };
};

export const isScalar = (value: Json): value is AttributeScalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
