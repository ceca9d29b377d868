/** One value in DynamoDB's JSON: exactly one member is set. Binary is base64, numbers are text without exponent. */
export interface AttributeValue {
  S?: string;
  N?: string;
  B?: string;
  BOOL?: boolean;
  NULL?: boolean;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  L?: AttributeValue[];
  M?: Item;
}

export type Item = Record<string, AttributeValue>;
export type AttributeType = keyof AttributeValue;
export type ScalarType = 'S' | 'N' | 'B';
export type SetType = 'SS' | 'NS' | 'BS';

export function typeOf(value: AttributeValue): AttributeType {
  // Checked at the door: a value has exactly one member, and it is one of the known types.
  for (const type in value) return type as AttributeType;
  throw new Error('an attribute value without a type got past the door');
}

/** The members of a set, whichever of the three types it is. */
export function setMembers(value: AttributeValue): string[] | undefined {
  return value.SS ?? value.NS ?? value.BS;
}

/** Own attributes only: an item may well lack `constructor`. */
export function attributeOf(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

export function equals(a: AttributeValue, b: AttributeValue): boolean {
  if (a === b) return true;
  if (typeOf(a) !== typeOf(b)) return false;
  if (a.L !== undefined && b.L !== undefined) return equalLists(a.L, b.L);
  if (a.M !== undefined && b.M !== undefined) return equalItems(a.M, b.M);
  const [left, right] = [setMembers(a), setMembers(b)];
  if (left !== undefined && right !== undefined) return equalSets(left, right);
  return a.S === b.S && a.N === b.N && a.B === b.B && a.BOOL === b.BOOL && a.NULL === b.NULL;
}

export function equalItems(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every(name => {
    const [left, right] = [attributeOf(a, name), attributeOf(b, name)];
    return left !== undefined && right !== undefined && equals(left, right);
  });
}

function equalLists(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((left, index) => {
    const right = b[index];
    return right !== undefined && equals(left, right);
  });
}

function equalSets(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const members = new Set(b);
  return a.every(member => members.has(member));
}
