import type { AttributeValue, Item, ScalarType } from './attribute-value.ts';
import { decimalBytes } from './decimal.ts';
import type { KeyAttribute, KeySchema } from './table-schema.ts';

/** Where an item lies: its keys as bytes that sort as the service sorts them. */
export interface KeyBytes {
  hash: Buffer;
  range: Buffer;
}

/** The range of items without sort key. Never empty: an empty blob would be bound as NULL. */
const NO_RANGE = Buffer.of(0);

export function keyBytes(item: Item, schema: KeySchema): KeyBytes {
  return {
    hash: attributeBytes(item, schema.hash),
    range: schema.range ? attributeBytes(item, schema.range) : NO_RANGE,
  };
}

export function valueBytes(value: AttributeValue, type: ScalarType): Buffer {
  // The type was checked against the table's schema before.
  const text = value[type]!;
  switch (type) {
    case 'S':
      return Buffer.from(text);
    case 'B':
      return Buffer.from(text, 'base64');
    case 'N':
      return decimalBytes(text);
  }
}

function attributeBytes(item: Item, { name, type }: KeyAttribute): Buffer {
  // That the item has its key, and of the right type, was checked before.
  return valueBytes(item[name]!, type);
}
