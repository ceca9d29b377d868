import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { bytesAt, unitsAt } from './byte-places.ts';
import type { Ranges } from './rules/rule.ts';
import type { Step } from './safe-fields.ts';

/** A redaction in a text: `start` and `end` index the text as it is now, in UTF-16 units. */
export interface Mark {
  readonly rule: string;
  /** The reference's letter for what was done: s substituted, x removed … */
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The event's `_meta` mirrors its payload; what concerns a value itself is kept under this key. */
const OWN = '';

/** What stations and SDKs write in the place of what they took. Other text is no redaction, whatever a remark says. */
const REPLACEMENT = /^(?:\[[\w -]{1,32}\]|Bearer \[token\]|\.\.\.|\*+|[0-9A-F]{40})$/i;

/** Tells whether a rule of that id may have written this text, where rules write what they like. */
export type Wrote = (rule: string, written: string) => boolean;

const NOTHING_ELSE: Wrote = () => false;

/** The redactions that `_meta` knows of in a text, ascending. There they are in bytes of UTF-8. */
export function marksIn(text: string, meta: JsonObject | undefined, wrote: Wrote = NOTHING_ELSE): Mark[] {
  const marks: Mark[] = [];
  const units = unitsAt(text);
  const length = Buffer.byteLength(text);
  let last = 0;
  for (const remark of remarksOf(meta)) {
    const inBytes = readMark(remark);
    if (inBytes === undefined || inBytes.start < last || inBytes.end > length) continue;
    last = inBytes.end;
    const mark = { ...inBytes, start: units(inBytes.start), end: units(inBytes.end) };
    const written = text.slice(mark.start, mark.end);
    if (REPLACEMENT.test(written) || wrote(mark.rule, written)) marks.push(mark);
  }
  return marks;
}

/** Marks of redactions nobody remarked on. */
export function marksAt(ranges: Ranges): Mark[] {
  const marks: Mark[] = [];
  for (let i = 0; i + 1 < ranges.length; i += 2)
    marks.push({ rule: '', type: 's', start: ranges[i]!, end: ranges[i + 1]! }); // below the length
  return marks;
}

function remarksOf(meta: JsonObject | undefined): readonly Json[] {
  return Array.isArray(meta?.rem) ? meta.rem : [];
}

function readMark(remark: Json): Mark | undefined {
  if (!Array.isArray(remark)) return undefined;
  const [rule, type, start, end] = remark;
  if (typeof rule !== 'string' || typeof type !== 'string') return undefined;
  if (typeof start !== 'number' || typeof end !== 'number' || !(start >= 0 && start <= end)) return undefined;
  return Number.isInteger(start) && Number.isInteger(end) ? { rule, type, start, end } : undefined;
}

/** Notes what was taken: `text` has the marks. `was` is its length before, in characters (code points), as the reference counts. */
export function noteRedactions(meta: JsonObject, text: string, marks: readonly Mark[], was: number): void {
  const bytes = bytesAt(text);
  const rangeless = remarksOf(meta).filter(remark => Array.isArray(remark) && remark.length < 4);
  meta.rem = [...rangeless, ...marks.map(({ rule, type, start, end }) => [rule, type, bytes(start), bytes(end)])];
  meta.len ??= was;
}

export function noteRemoval(meta: JsonObject, rule: string): void {
  meta.rem = [...remarksOf(meta), [rule, 'x']];
}

export function hasRemark(event: JsonObject, path: readonly Step[], slot: Step): boolean {
  return event._meta !== undefined && remarksOf(metaAt(event, path, slot)).length > 0;
}

/** The value's own meta, if there is one. */
export function metaAt(event: JsonObject, path: readonly Step[], slot: Step): JsonObject | undefined {
  let node = ownObject(event, '_meta');
  for (let i = 0; i <= path.length && node !== undefined; i++) node = ownObject(node, String(path[i] ?? slot));
  return node === undefined ? undefined : ownObject(node, OWN);
}

/** The value's own meta, made if there is none. */
export function makeMetaAt(event: JsonObject, path: readonly Step[], slot: Step): JsonObject {
  let node = makeOwnObject(event, '_meta');
  for (const step of path) node = makeOwnObject(node, String(step));
  return makeOwnObject(makeOwnObject(node, String(slot)), OWN);
}

/** Only own properties count: keys come from outside, and `constructor` or `__proto__` lead out of the tree. */
function ownObject(node: JsonObject, key: string): JsonObject | undefined {
  const child = Object.hasOwn(node, key) ? node[key] : undefined;
  return isObject(child) ? child : undefined;
}

function makeOwnObject(node: JsonObject, key: string): JsonObject {
  const known = ownObject(node, key);
  if (known !== undefined) return known;
  const value: JsonObject = {};
  if (key === '__proto__') {
    // a plain assignment would change the prototype
    Object.defineProperty(node, key, { value, writable: true, enumerable: true, configurable: true });
  } else node[key] = value;
  return value;
}
