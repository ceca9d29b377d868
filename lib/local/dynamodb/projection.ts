import { type AttributeValue, attributeOf, type Item } from './attribute-value.ts';
import { type DocumentPath, valueAt } from './document-path.ts';

/** The parts of an item that paths lead to, in the shape they have in the item; elements of lists close ranks. */
export function project(item: Item, paths: readonly DocumentPath[]): Item {
  const result: Item = {};
  const nested: DocumentPath[] = [];
  for (const path of paths) {
    if (path.length > 1) nested.push(path);
    else copyAttribute(item, path[0] as string, result); // a path begins with a name
  }
  return nested.length === 0 ? result : Object.assign(result, projectNested(item, nested));
}

export function projectAttributes(item: Item, names: Iterable<string>): Item {
  const result: Item = {};
  for (const name of names) copyAttribute(item, name, result);
  return result;
}

function copyAttribute(item: Item, name: string, result: Item): void {
  const value = attributeOf(item, name);
  if (value !== undefined) result[name] = value;
}

/** What is chosen below one value: everything, or by name or index. */
interface Choice {
  children: Map<string | number, Choice>;
}

function projectNested(item: Item, paths: readonly DocumentPath[]): Item {
  const root: Choice = { children: new Map() };
  for (const path of paths) if (valueAt(item, path) !== undefined) choose(root, path);
  return chosenMap(item, root);
}

function choose(root: Choice, path: DocumentPath): void {
  let choice = root;
  for (const step of path) {
    const next = choice.children.get(step) ?? { children: new Map() };
    choice.children.set(step, next);
    choice = next;
  }
}

function chosenMap(map: Item, { children }: Choice): Item {
  const result: Item = {};
  for (const [name, choice] of children) {
    const value = attributeOf(map, String(name));
    if (value !== undefined) result[name] = chosen(value, choice);
  }
  return result;
}

function chosen(value: AttributeValue, choice: Choice): AttributeValue {
  if (choice.children.size === 0) return value;
  if (value.M !== undefined) return { M: chosenMap(value.M, choice) };
  const indices = [...choice.children].sort(([a], [b]) => Number(a) - Number(b));
  return {
    L: indices.flatMap(
      ([index, inner]) => value.L?.slice(Number(index), Number(index) + 1).map(each => chosen(each, inner)) ?? [],
    ),
  };
}
