import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { type Field, partOf } from './field.ts';
import type { Step } from './safe-fields.ts';
import type { Scrub } from './scrub.ts';
import { type Container, MAX_DEPTH, scrubValue } from './walk.ts';

/** The key under which `_meta` keeps what concerns a value itself. */
const OWN = '';
/** A pair takes two levels of `_meta` for one of the walk. */
const MAX_META_DEPTH = 2 * MAX_DEPTH;

/** What to do at a copy of a value; on the way there each step is entered and left again. */
export interface CopyVisitor {
  readonly enter: (name: Step, field: Field) => void;
  readonly leave: () => void;
  /** The last step entered is the value's own. */
  readonly visit: (holder: Container, slot: string, name: string, field: Field) => void;
}

/**
 * Normalization keeps copies of values it refused: `val` in `_meta`, and `value` in `errors`. Each is scrubbed as the
 * value would have been in its own place.
 */
export function scrubCopies(scrub: Scrub): void {
  const { names } = scrub;
  scrub.remarks = false;
  visitCopies(scrub.event, scrub.profile.event, {
    enter: name => names.push(name),
    leave: () => names.pop(),
    visit: (holder, slot, name, field) => {
      const last = names.pop(); // its parents are what is before it
      scrubValue(scrub, holder, slot, name, scrub.profile.keys.judge(name), field);
      if (last !== undefined) names.push(last);
    },
  });
  scrub.remarks = true;
}

/** Visits each copy in an event. */
export function visitCopies(event: JsonObject, field: Field, visitor: CopyVisitor): void {
  const { _meta: meta, errors } = event;
  if (isObject(meta)) visitMeta({ visitor, depth: 0 }, meta, field, OWN, event);
  if (Array.isArray(errors)) for (const error of errors) visitError(visitor, error, field);
}

interface Visit {
  readonly visitor: CopyVisitor;
  readonly depth: number;
}

/** `value` is what the payload holds at the node's path; it tells a context's type and a pair's key. */
function visitMeta(visit: Visit, node: JsonObject, field: Field, name: string, value: Json | undefined): void {
  for (const key of Object.keys(node)) {
    const child = node[key];
    if (!isObject(child) || visit.depth > MAX_META_DEPTH) delete node[key];
    else if (key === OWN) visitOriginal(visit, child, name, field);
    else descend(visit, child, key, field, value);
  }
}

function descend(
  { visitor, depth }: Visit,
  node: JsonObject,
  key: string,
  field: Field,
  value: Json | undefined,
): void {
  const below = memberOf(value, key);
  const name = field.kind === 'pairs' ? pairKey(below) : key;
  const part = partOf(field, name, isObject(below) ? below.type : undefined);
  const deeper = { visitor, depth: depth + 1 };
  visitor.enter(name, part);
  if (field.kind === 'pairs') visitPairMeta(deeper, node, part, name);
  else visitMeta(deeper, node, part, name, below);
  visitor.leave();
}

/** Below a pair's place, the copies of its value belong to the pair's key. */
function visitPairMeta(visit: Visit, node: JsonObject, field: Field, name: string): void {
  for (const key of Object.keys(node)) {
    const child = node[key];
    if (!isObject(child)) delete node[key];
    else if (key === OWN) visitOriginal(visit, child, name, field);
    else visitMeta(visit, child, field, name, undefined);
  }
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
  return Array.isArray(value) ? value[Number(key)] : value[key];
}

const pairKey = (pair: Json | undefined): string =>
  Array.isArray(pair) && typeof pair[0] === 'string' ? pair[0] : OWN;

function visitOriginal({ visitor }: Visit, own: JsonObject, name: string, field: Field): void {
  if (own.val === undefined) return;
  visitor.visit(own, 'val', name, field);
  if (own.val === null) delete own.val;
}

function visitError({ enter, leave, visit }: CopyVisitor, error: Json, root: Field): void {
  if (!isObject(error) || error.value === undefined) return;
  const path = typeof error.name === 'string' ? error.name.split('.', MAX_DEPTH) : [];
  let field = root;
  for (const key of path) {
    field = partOf(field, key);
    enter(key, field);
  }
  visit(error, 'value', path.at(-1) ?? OWN, field);
  for (let i = 0; i < path.length; i++) leave();
}
