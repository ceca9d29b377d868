import { type Path, selects } from './advanced/match-selector.ts';
import { isFault, parseSelector } from './advanced/parse-selector.ts';
import type { Selector } from './advanced/selector.ts';
import { TYPE } from './advanced/value-type.ts';
import { type Field, partOf } from './field.ts';

/** A step of a path through the payload: a key, or a place in a list. */
export type Step = string | number;

/** A project's safe fields. */
export type SafeFields = readonly Selector[];

/** What a payload is, for selectors that speak of types. */
export interface Root {
  readonly field: Field;
  /** Bits of `TYPE`. */
  readonly types: number;
}

/**
 * Reads safe fields: selectors as in advanced rules, such as `key`, `parent.key`, `$frame.vars`, `extra.**`. What is none
 * is taken for one key, letter by letter, as in the reference.
 */
export function readSafeFields(fields: readonly string[]): SafeFields {
  return fields
    .map(field => field.trim())
    .filter(field => field !== '')
    .map(readSafeField);
}

function readSafeField(field: string): Selector {
  const selector = parseSelector(field);
  return isFault(selector) ? { kind: 'path', items: [{ kind: 'key', key: field.toLowerCase() }] } : selector;
}

/** Whether the value `leaf` below `parents` is safe. `types` are those of the value itself. */
export function isSafe(safe: SafeFields, root: Root, parents: readonly Step[], leaf: Step, types: number): boolean {
  if (safe.length === 0) return false;
  const path = pathTo(root, parents, leaf, types);
  return safe.some(selector => selects(selector, path, 'true'));
}

/** The path as selectors see it. Only a value that a rule would take has one made: most have none. */
function pathTo(root: Root, parents: readonly Step[], leaf: Step, types: number): Path {
  const path = [{ name: undefined as Step | undefined, types: root.types }];
  let { field } = root;
  for (const [i, name] of parents.entries()) {
    field = partOf(field, String(name));
    path.push({ name, types: field.types || containerTypes(parents[i + 1] ?? leaf) });
  }
  path.push({ name: leaf, types: types | partOf(field, String(leaf)).types });
  return path;
}

/** By the name of what it holds; a list of pairs goes by their keys. */
const containerTypes = (name: Step): number => (typeof name === 'number' ? TYPE.array : TYPE.object | TYPE.array);
