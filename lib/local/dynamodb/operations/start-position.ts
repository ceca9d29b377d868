import type { Item } from '../attribute-value.ts';
import { validationError } from '../errors.ts';
import { checkKey, pick } from '../item-rules.ts';
import { keyBytes } from '../key-bytes.ts';
import { checkValues } from '../request-check.ts';
import type { IndexPosition } from '../storage.ts';
import { keyAttributes } from '../table-schema.ts';
import type { PagePlace } from './page-place.ts';

/** The place that ExclusiveStartKey names; it must have all keys of table and index, and nothing else. */
export function startPosition({ table, index }: PagePlace, start: Item | undefined): IndexPosition | undefined {
  if (start === undefined) return undefined;
  const schemas = index ? [table, index] : [table];
  const names = new Set(schemas.flatMap(keyAttributes).map(({ name }) => name));
  if (Object.keys(start).length !== names.size)
    throw validationError("Exclusive Start Key must have same size as table's key schema");
  checkValues(start);
  for (const schema of schemas) checkKey(pick(start, keyAttributes(schema)), schema);
  return { ...keyBytes(start, index ?? table), item: keyBytes(start, table) };
}
