import { type AttributeValue, attributeOf, type Item } from './attribute-value.ts';

/** `a.b[2]` is `['a', 'b', 2]`: names of attributes and indices of lists. */
export type DocumentPath = readonly (string | number)[];

export function valueAt(item: Item, path: DocumentPath): AttributeValue | undefined {
  // A path begins with a name: the grammar has it so.
  let value = attributeOf(item, path[0] as string);
  for (let depth = 1; depth < path.length && value !== undefined; depth++) value = childOf(value, path[depth]);
  return value;
}

function childOf(value: AttributeValue, step: string | number | undefined): AttributeValue | undefined {
  if (typeof step === 'number') return value.L?.[step];
  return value.M === undefined || step === undefined ? undefined : attributeOf(value.M, step);
}
