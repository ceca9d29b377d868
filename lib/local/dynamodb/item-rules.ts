import { type AttributeValue, attributeOf, type Item, type ScalarType, typeOf } from './attribute-value.ts';
import { validationError } from './errors.ts';
import {
  type IndexSchema,
  type KeyAttribute,
  type KeySchema,
  keyAttributes,
  type TableSchema,
} from './table-schema.ts';

// AWS, "Quotas": bytes of an item, names included; of a partition key; of a sort key.
const MAX_ITEM_BYTES = 409_600;
const MAX_HASH_BYTES = 2048;
const MAX_RANGE_BYTES = 1024;

const INVALID = 'One or more parameter values were invalid: ';

/** A key names the key attributes, and nothing else. */
export function checkKey(key: Item, schema: KeySchema): void {
  const attributes = keyAttributes(schema);
  if (Object.keys(key).length !== attributes.length)
    throw validationError('The provided key element does not match the schema');
  for (const attribute of attributes) {
    const value = attributeOf(key, attribute.name)?.[attribute.type];
    if (value === undefined) throw validationError('The provided key element does not match the schema');
    checkNotEmpty(value, attribute);
    checkKeyBytes(value, attribute, attribute === schema.hash);
  }
}

/** An item has its keys; where it has the keys of an index, they are of its type. */
export function checkItem(item: Item, table: TableSchema): void {
  for (const attribute of keyAttributes(table)) {
    const given = attributeOf(item, attribute.name);
    if (given === undefined) throw validationError(`${INVALID}Missing the key ${attribute.name} in the item`);
    const value = given[attribute.type];
    if (value === undefined)
      throw validationError(
        `${INVALID}Type mismatch for key ${attribute.name} expected: ${attribute.type} actual: ${typeOf(given)}`,
      );
    checkNotEmpty(value, attribute);
    checkKeyBytes(value, attribute, attribute === table.hash);
  }
  checkIndexKeys(item, table);
}

export function checkIndexKeys(item: Item, table: TableSchema): void {
  for (const index of table.indexes)
    for (const attribute of keyAttributes(index)) checkIndexKey(item, attribute, index);
}

export function checkItemSize(size: number, message: string): void {
  if (size > MAX_ITEM_BYTES) throw validationError(message);
}

/** Key attributes are scalars: a path into one is refused. */
export function checkKeyPaths(nestedPaths: readonly string[] | undefined, table: TableSchema): void {
  if (nestedPaths === undefined || nestedPaths.length === 0) return;
  refuseNested(nestedPaths, keyAttributes(table), 'Key');
  for (const index of table.indexes) refuseNested(nestedPaths, keyAttributes(index), 'IndexKey');
}

function refuseNested(nestedPaths: readonly string[], keys: readonly KeyAttribute[], kind: string): void {
  const nested = keys.find(({ name }) => nestedPaths.includes(name));
  if (nested === undefined) return;
  throw validationError(
    `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${nested.name}`,
  );
}

function checkIndexKey(item: Item, attribute: KeyAttribute, index: IndexSchema): void {
  const given = attributeOf(item, attribute.name);
  if (given === undefined) return;
  const value = given[attribute.type];
  if (value === undefined) {
    throw validationError(
      `${INVALID}Type mismatch for Index Key ${attribute.name} Expected: ${attribute.type} Actual: ${typeOf(given)} IndexName: ${index.name}`,
    );
  }
  if (value === '') {
    throw validationError(
      `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ` +
        `The AttributeValue for a key attribute cannot contain an empty ${kindOf(attribute.type)} value. ` +
        `IndexName: ${index.name}, IndexKey: ${attribute.name}`,
    );
  }
  checkKeyBytes(value, attribute, attribute === index.hash);
}

/** A key is never empty, neither where it is stored nor where it is asked for. */
export function checkNotEmpty(value: string, { name, type }: KeyAttribute): void {
  if (value !== '') return;
  throw validationError(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kindOf(type)} value. Key: ${name}`,
  );
}

function kindOf(type: ScalarType): string {
  return type === 'B' ? 'binary' : 'string';
}

function checkKeyBytes(value: string, { type }: KeyAttribute, isHash: boolean): void {
  if (type === 'N') return;
  const bytes = Buffer.byteLength(value, type === 'B' ? 'base64' : 'utf8');
  if (isHash && bytes > MAX_HASH_BYTES) {
    throw validationError(`${INVALID}Size of hashkey has exceeded the maximum size limit of2048 bytes`);
  }
  if (!isHash && bytes > MAX_RANGE_BYTES) {
    throw validationError(`${INVALID}Aggregated size of all range keys has exceeded the size limit of 1024 bytes`);
  }
}

/** Whether an item has a place in an index: it does when it has the index's keys, of their types and not empty. */
export function isIndexed(item: Item, index: IndexSchema): boolean {
  return keyAttributes(index).every(({ name, type }) => Boolean(attributeOf(item, name)?.[type]));
}

export function pick(item: Item, names: readonly KeyAttribute[]): Item {
  const picked: Item = {};
  for (const { name } of names) {
    const value: AttributeValue | undefined = attributeOf(item, name);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
