import type { Json } from '../protocol/json.ts';

/** JSON.stringify recurses on the stack and throws when that ends; deeper values are not written at all. */
export const MAX_NESTING = 200;

/** A value as JSON text, or undefined when it is nested deeper than can be written safely. */
export const boundedJson = (value: Json): string | undefined =>
  isShallow(value, MAX_NESTING) ? JSON.stringify(value) : undefined;

const isShallow = (value: Json | undefined, depth: number): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  if (depth <= 0) return false;
  if (Array.isArray(value)) return value.every(item => isShallow(item, depth - 1));
  for (const key in value) if (!isShallow(value[key], depth - 1)) return false;
  return true;
};
