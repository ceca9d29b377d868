import type { Pii } from '../field.ts';
import type { Step } from '../safe-fields.ts';
import type { Selector, SelectorItem } from './selector.ts';
import { BASIC_TYPES, TYPE } from './value-type.ts';

/** A step of the way from the payload's root to a value. The root itself is the first one, and has no name. */
export interface PathStep {
  readonly name: Step | undefined;
  /** Bits of `TYPE`. */
  readonly types: number;
}

export type Path = readonly PathStep[];

const MEMORY = TYPE.heapMemory | TYPE.stackMemory;

/**
 * Whether a selector is for the value at the end of `path`. A field that is flagged `maybe` must be named by one of the
 * selector's paths: being none of those which the selector excludes is not enough.
 */
export function selects(selector: Selector, path: Path, pii: Pii): boolean {
  if (pii === 'false' || !matches(selector, path, pii)) return false;
  return pii === 'true' || names(selector, path);
}

function matches(selector: Selector, path: Path, pii: Pii): boolean {
  switch (selector.kind) {
    case 'or':
      return selector.parts.some(part => matches(part, path, pii));
    case 'and':
      return selector.parts.every(part => matches(part, path, pii));
    case 'not':
      return !matches(selector.part, path, pii);
    case 'path':
      return matchesItems(selector.items, path, pii);
  }
}

/** Whether a path of the selector that excludes nothing names the value. */
function names(selector: Selector, path: Path): boolean {
  if (selector.kind === 'not') return false;
  if (selector.kind === 'path') return matchesItems(selector.items, path, 'maybe');
  return selector.parts.some(part => names(part, path));
}

/** From the leaf upwards: `foo` is any field of that name, `extra.foo` any path that ends so. */
function matchesItems(items: readonly SelectorItem[], path: Path, pii: Pii): boolean {
  let up = path.length - 1;
  for (let i = items.length - 1; i >= 0; i--, up--) {
    const item = items[i];
    const step = path[up];
    if (item === undefined || step === undefined || !matchesStep(item, i, step, pii)) return false;
    if (item.kind === 'deep') return stands(items.slice(0, i), path.slice(0, up), pii);
  }
  return true;
}

/** Whether the items before a `**` stand one after the other anywhere above it. */
function stands(items: readonly SelectorItem[], path: Path, pii: Pii): boolean {
  for (let start = 0; start + items.length <= path.length; start++) {
    if (items.every((item, i) => matchesStep(item, i, path[start + i]!, pii))) return true; // within the path
  }
  return false;
}

function matchesStep(item: SelectorItem, place: number, { name, types }: PathStep, pii: Pii): boolean {
  switch (item.kind) {
    case 'any':
      return true;
    case 'deep':
      return pii === 'true';
    case 'index':
      return name === item.index;
    case 'key':
      return typeof name === 'string' && name.toLowerCase() === item.key;
    case 'type':
      return (types & item.types) !== 0 && (pii === 'true' || isSpecific(item.types, place));
  }
}

/** Types that say what a thing is name a path only where the path begins; a minidump's memory is like no other. */
const isSpecific = (types: number, place: number): boolean =>
  (types & BASIC_TYPES) === 0 && (place === 0 || (types & MEMORY) !== 0);
