import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { TYPE } from './advanced/value-type.ts';
import { type Field, FREE, partOf, READABLE } from './field.ts';
import { isStrict } from './is-strict.ts';
import { KEY } from './key-decisions.ts';
import { hasRemark, makeMetaAt, noteRemoval } from './remarks.ts';
import { ANYTHING_FILTER, FILTERED } from './rules/built-in.ts';
import { isSafe, type Step } from './safe-fields.ts';
import type { Scrub } from './scrub.ts';
import { scrubText, takesCookie } from './scrub-text.ts';

/** Containers nested deeper than this go: no SDK sends them, and recursion must end. Normalization allows about ten. */
export const MAX_DEPTH = 64;
export const TOO_DEEP = '!limit';

/** An object or a list, whose values are reached by key or index alike. */
export type Container = Record<Step, Json | undefined>;

export const asContainer = (value: Json[] | JsonObject): Container => value as Container; // indexing is the same for both

/** Scrubs the value at `slot` of its container, in place. `name` and `key`: see Place in scrub-text.ts. */
export function scrubValue(scrub: Scrub, holder: Container, slot: Step, name: Step, key: number, field: Field): void {
  if (field.kind !== 'untouched') scrubKnownValue(scrub, holder, slot, holder[slot], name, key, field);
}

/** The same for a value that is at hand: reading it again from objects of every shape would cost as much as a look. */
function scrubKnownValue(
  scrub: Scrub,
  holder: Container,
  slot: Step,
  value: Json | undefined,
  name: Step,
  key: number,
  field: Field,
): void {
  if (typeof value === 'string') {
    const scrubbed = scrubText(scrub, value, slot, name, key, field);
    if (scrubbed !== value) holder[slot] = scrubbed;
  } else if (typeof value === 'number') {
    const rule = removingRule(scrub, name, key, TYPE.number);
    if (rule !== undefined) remove(scrub, holder, slot, rule);
  } else if (typeof value === 'object' && value !== null) {
    scrubContainer(scrub, holder, slot, name, key, field, value);
  }
}

/** What cannot be replaced by a text is removed, and only because of its key. */
function removingRule(scrub: Scrub, name: Step, key: number, types: number): string | undefined {
  if (key === 0) return undefined;
  const { keys, safe } = scrub.profile;
  if ((key & KEY.falls) !== 0 && !isSafe(safe, scrub.root, scrub.names, name, types))
    return keys.fallingRule(String(name))?.id;
  return takesCookie(scrub, key) ? ANYTHING_FILTER.id : undefined;
}

function remove(scrub: Scrub, holder: Container, slot: Step, rule: string): void {
  holder[slot] = null;
  if (scrub.remarks) noteRemoval(makeMetaAt(scrub.event, scrub.at, slot), rule);
  scrub.redactions++;
}

const containerType = (value: Json[] | JsonObject): number => (Array.isArray(value) ? TYPE.array : TYPE.object);

function scrubContainer(
  scrub: Scrub,
  holder: Container,
  slot: Step,
  name: Step,
  key: number,
  field: Field,
  value: Json[] | JsonObject,
): void {
  const byKey = field.pii === 'true' ? removingRule(scrub, name, key, containerType(value)) : undefined;
  const rule = byKey ?? (scrub.at.length >= MAX_DEPTH ? TOO_DEEP : undefined);
  if (rule !== undefined) {
    remove(scrub, holder, slot, rule);
    return;
  }
  scrub.at.push(slot);
  scrub.names.push(name);
  if ((key & KEY.cookieLine) !== 0 && !holdsOther(value)) scrubCookieLines(scrub, value);
  else if (Array.isArray(value)) scrubList(scrub, value, field);
  else scrubObject(scrub, value, field);
  scrub.names.pop();
  scrub.at.pop();
}

const holdsOther = (lines: Json[] | JsonObject): boolean =>
  Array.isArray(lines) && !lines.every(line => typeof line === 'string');

/** A header that came several times: each of its values is a whole line. */
function scrubCookieLines(scrub: Scrub, lines: Json[] | JsonObject): void {
  const holder = asContainer(lines);
  for (const slot of Object.keys(lines)) {
    const name = Array.isArray(lines) ? Number(slot) : slot;
    const key = typeof name === 'string' ? scrub.profile.keys.of(name) : 0;
    scrubValue(scrub, holder, name, name, key | KEY.cookieLine, FREE);
  }
}

/** A container that is not of its field's kind is treated as free: nothing slips through by its shape. */
function scrubObject(scrub: Scrub, value: JsonObject, field: Field): void {
  if (field.kind === 'contexts') scrubContexts(scrub, value, field);
  else if (field.kind !== 'object') scrubParts(scrub, value, FREE);
  else if (field.other.kind === 'untouched') scrubKnownParts(scrub, value, field);
  else scrubParts(scrub, value, field);
}

function scrubList(scrub: Scrub, value: Json[], field: Field): void {
  if (field.kind === 'list') scrubItems(scrub, value, field.other);
  else if (field.kind === 'pairs') scrubPairs(scrub, value, field);
  else if (isStrict(scrub.profile)) scrubLooseList(scrub, value);
  else if (isListOfPairs(value)) scrubPairs(scrub, value, FREE);
  else scrubItems(scrub, value, FREE);
}

/** As in the reference, which takes no single pair for one. */
export const isListOfPairs = (items: readonly Json[]): boolean => items.length > 0 && items.every(isPair);
const isPair = (item: Json): boolean => Array.isArray(item) && item.length === 2 && typeof item[0] === 'string';

/** The strict profile does. */
function scrubLooseList(scrub: Scrub, value: Json[]): void {
  if (value.length === 2 && typeof value[0] === 'string') scrubPossiblePair(scrub, value, value[0]);
  else scrubItems(scrub, value, FREE);
}

export function scrubParts(scrub: Scrub, value: JsonObject, { parts, other }: Field): void {
  for (const key in value) {
    const part = parts.get(key) ?? other;
    if (part.kind !== 'untouched') scrubValue(scrub, value, key, key, scrub.profile.keys.of(key), part);
  }
}

function scrubKnownParts(scrub: Scrub, value: JsonObject, { visited }: Field): void {
  for (const [key, part] of visited) {
    const known = value[key];
    if (known !== undefined) scrubKnownValue(scrub, value, key, known, key, scrub.profile.keys.of(key), part);
  }
}

function scrubContexts(scrub: Scrub, contexts: JsonObject, field: Field): void {
  for (const key in contexts) {
    const context = contexts[key];
    const part = partOf(field, key, isObject(context) ? context.type : undefined);
    scrubValue(scrub, contexts, key, key, scrub.profile.keys.of(key), part);
  }
}

function scrubItems(scrub: Scrub, items: Json[], item: Field): void {
  const holder = asContainer(items);
  for (let i = 0; i < items.length; i++) scrubValue(scrub, holder, i, i, 0, item);
}

/** Headers and the like: a pair's key is no value, and decides about the value. */
function scrubPairs(scrub: Scrub, list: Json[], { parts, other }: Field): void {
  for (let i = 0; i < list.length; i++) {
    const pair = list[i];
    if (!Array.isArray(pair) || typeof pair[0] !== 'string') {
      scrubValue(scrub, asContainer(list), i, i, 0, FREE);
      continue;
    }
    const name = pair[0];
    scrub.at.push(i);
    const field = parts.size === 0 ? other : (parts.get(name.toLowerCase()) ?? other);
    for (let part = 1; part < pair.length; part++) {
      scrubValue(scrub, asContainer(pair), part, name, scrub.profile.keys.judge(name), field);
    }
    scrub.at.pop();
  }
}

/**
 * Any two values of which the first is a text may be a pair. Where its key takes nothing, both are ordinary values; and
 * a text with a redaction was found to be one.
 */
function scrubPossiblePair(scrub: Scrub, pair: Json[], name: string): void {
  if (isRedactedPair(scrub, pair)) return;
  if (scrub.profile.findWritten(name).length > 0) {
    scrubItems(scrub, pair, FREE);
    return;
  }
  const holder = asContainer(pair);
  const value = pair[1];
  const key = scrub.profile.keys.judge(name);
  scrubValue(scrub, holder, 1, name, key, FREE);
  if (pair[1] !== value && key !== 0) {
    // The key took it, so it is one; but a sentence may be taken for a key, and hold something itself.
    scrubValue(scrub, holder, 0, 0, 0, READABLE);
    return;
  }
  if (typeof value === 'string' && key !== 0) scrubValue(scrub, holder, 1, 1, 0, FREE);
  scrubValue(scrub, holder, 0, 0, 0, FREE);
}

/** A pair that has lost its value before keeps its key, so that scrubbing again changes nothing. */
function isRedactedPair(scrub: Scrub, pair: Json[]): boolean {
  if (scrub.remarks) return hasRemark(scrub.event, scrub.at, 1);
  return pair[1] === null || pair[1] === FILTERED;
}
