import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { type Field, partOf } from './field.ts';
import type { Scrub } from './scrub.ts';
import { MAX_DEPTH, scrubValue } from './walk.ts';

/** The key under which `_meta` keeps what concerns a value itself. */
const OWN = '';
/** A pair takes two levels of `_meta` for one of the walk. */
const MAX_META_DEPTH = 2 * MAX_DEPTH;

/**
 * Normalization keeps copies of values it refused: `val` in `_meta`, and `value` in `errors`. Each is scrubbed as the
 * value would have been in its own place.
 */
export function scrubCopies(scrub: Scrub): void {
  scrub.remarks = false;
  const { _meta: meta, errors } = scrub.event;
  if (isObject(meta)) scrubMeta(scrub, meta, scrub.profile.event, OWN, scrub.event);
  if (Array.isArray(errors)) for (const error of errors) scrubError(scrub, error);
  scrub.remarks = true;
}

/** `value` is what the payload holds at the node's path; it tells a context's type and a pair's key. */
function scrubMeta(scrub: Scrub, node: JsonObject, field: Field, name: string, value: Json | undefined): void {
  for (const key of Object.keys(node)) {
    const child = node[key];
    if (!isObject(child) || scrub.names.length > MAX_META_DEPTH) delete node[key];
    else if (key === OWN) scrubOriginal(scrub, child, name, field);
    else descend(scrub, child, key, field, value);
  }
}

function descend(scrub: Scrub, node: JsonObject, key: string, field: Field, value: Json | undefined): void {
  const below = memberOf(value, key);
  const name = field.kind === 'pairs' ? pairKey(below) : key;
  const part = partOf(field, name, isObject(below) ? below.type : undefined);
  scrub.names.push(name);
  if (field.kind === 'pairs') scrubPairMeta(scrub, node, part, name);
  else scrubMeta(scrub, node, part, name, below);
  scrub.names.pop();
}

/** Below a pair's place, the copies of its value belong to the pair's key. */
function scrubPairMeta(scrub: Scrub, node: JsonObject, field: Field, name: string): void {
  for (const key of Object.keys(node)) {
    const child = node[key];
    if (!isObject(child)) delete node[key];
    else if (key === OWN) scrubOriginal(scrub, child, name, field);
    else scrubMeta(scrub, child, field, name, undefined);
  }
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
  return Array.isArray(value) ? value[Number(key)] : value[key];
}

const pairKey = (pair: Json | undefined): string =>
  Array.isArray(pair) && typeof pair[0] === 'string' ? pair[0] : OWN;

function scrubOriginal(scrub: Scrub, own: JsonObject, name: string, field: Field): void {
  if (own.val === undefined) return;
  const last = scrub.names.pop(); // the value's own name: its parents are what is before it
  scrubCopy(scrub, own, 'val', name, field);
  if (last !== undefined) scrub.names.push(last);
  if (own.val === null) delete own.val;
}

function scrubError(scrub: Scrub, error: Json): void {
  if (!isObject(error) || error.value === undefined) return;
  const path = typeof error.name === 'string' ? error.name.split('.', MAX_DEPTH) : [];
  let field = scrub.profile.event;
  for (const key of path) field = partOf(field, key);
  scrub.names.push(...path.slice(0, -1));
  scrubCopy(scrub, error, 'value', path.at(-1) ?? OWN, field);
  scrub.names.length = 0;
}

function scrubCopy(scrub: Scrub, holder: JsonObject, slot: string, name: string, field: Field): void {
  scrubValue(scrub, holder, slot, name, scrub.profile.keys.judge(name), field);
}
