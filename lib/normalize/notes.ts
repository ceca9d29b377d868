import type { EventError } from '../protocol/event.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { fits } from './fits.ts';

export type ErrorKind =
  | 'invalid_data'
  | 'missing_attribute'
  | 'invalid_attribute'
  | 'value_too_long'
  | 'past_timestamp'
  | 'future_timestamp'
  | 'clock_drift';

/** An original value is kept beside its error only below this estimated size in bytes (Sentry's limit). */
export const MAX_ORIGINAL_VALUE_BYTES = 500;
/** An original value nested deeper than this is not kept: what reads `_meta` recurses. */
export const MAX_ORIGINAL_VALUE_DEPTH = 6;
/** Errors and remarks kept of one event; a payload of nothing but faults must not come out longer than it came in. */
export const MAX_NOTES = 200;
/** The SDK's own `_meta` is kept up to this many bytes and levels; it mirrors the payload, which is about ten levels deep. */
export const MAX_SDK_META_BYTES = 1_048_576;
export const MAX_SDK_META_DEPTH = 40;
/** Sentry's longest key (a tag's); only what is dropped has longer ones. */
export const MAX_KEY_CHARS = 200;

/**
 * What normalization had to change or refuse, while it walks. `path` is where the walk stands: whoever enters a member
 * pushes its key and pops it on leaving, so that a clean event (the usual one) pays for no path, no tree and no closure.
 */
export class Notes {
  readonly path: (string | number)[] = [];
  readonly errors: EventError[] = [];
  tree: JsonObject | undefined;
  #left = MAX_NOTES;

  constructor(sdkMeta?: Json) {
    if (isObject(sdkMeta) && fits(sdkMeta, MAX_SDK_META_DEPTH, MAX_SDK_META_BYTES)) this.tree = sdkMeta;
  }

  /** The value at `key` is not what it should be; the caller leaves it out. */
  refuse(key: string | number, reason: string, value: Json): void {
    this.error(key, 'invalid_data', { reason }, value);
  }

  /** Nothing is said of a field that was refused, now or in a former run: it is missing for that. */
  missing(key: string | number): void {
    if (this.#entry([...this.path, key], 'err') !== undefined) return;
    this.error(key, 'missing_attribute', { reason: 'missing attribute' });
  }

  error(key: string | number, kind: ErrorKind, details?: Record<string, string>, value?: Json): void {
    this.#note([...this.path, key], undefined, kind, details, value);
  }

  /**
   * The member of a list at which the path stands is refused and leaves the list. The error names its place; the tree
   * notes it at the list, as the place now belongs to the next member. `within` is the part of the member at fault.
   */
  refuseMember(kind: ErrorKind, reason?: string, value?: Json, within?: string): void {
    const place = this.path.at(-1) ?? '';
    const details = reason === undefined ? undefined : { reason };
    this.#note(this.path.slice(0, -1), within === undefined ? `${place}` : `${place}.${within}`, kind, details, value);
  }

  /** A string was cut to `end` bytes of UTF-8, dots included; `length` is what it had, in characters. */
  cut(key: string | number, end: number, length: number): void {
    this.remark(key, ['!limit', 's', end - 3, end], length);
  }

  /** Members of a container were left out; `length` is how many there were. */
  shortened(key: string | number | undefined, length: number): void {
    if (this.#left <= 0) return;
    this.#left--;
    this.#node(key === undefined ? this.path : [...this.path, key]).len = length;
  }

  remark(key: string | number, remark: Json[], length?: number): void {
    if (this.#left <= 0) return;
    this.#left--;
    const node = this.#node([...this.path, key]);
    node.rem = withMember(node.rem, remark);
    if (length !== undefined) node.len = length;
  }

  /** Whether the SDK or a former station remarked on the member (scrubbed it, say). */
  hasRemark(path: readonly string[]): boolean {
    return this.#entry(path, 'rem') !== undefined;
  }

  /** The errors or remarks that the tree has of a path. */
  #entry(path: readonly (string | number)[], kind: 'err' | 'rem'): Json[] | undefined {
    let node: Json | undefined = this.tree;
    for (const key of [...path.map(shortKey), '']) {
      if (!isObject(node) || !Object.hasOwn(node, key)) return undefined;
      node = node[key];
    }
    const entry = isObject(node) ? node[kind] : undefined;
    return Array.isArray(entry) ? entry : undefined;
  }

  /** The tree's own node of a path, made when missing. */
  #node(path: readonly (string | number)[]): JsonObject {
    this.tree ??= {};
    let node = this.tree;
    for (const key of path) node = childOf(node, shortKey(key));
    return childOf(node, '');
  }

  /** An error in the tree and in the flat list; one that is in the tree already was told in a former run. */
  #note(
    path: readonly (string | number)[],
    member: string | undefined,
    kind: ErrorKind,
    details: Record<string, string> | undefined,
    value: Json | undefined,
  ): void {
    if (this.#left <= 0) return;
    this.#left--;
    const node = this.#node(path);
    const kept = value === undefined ? undefined : keepable(value);
    const error: Json = details === undefined ? kind : [kind, details];
    if (member === undefined && hasMember(node.err, error)) return;
    node.err = withMember(node.err, error);
    if (kept !== undefined && member === undefined) node.val = kept;
    const name = [...path, ...(member === undefined ? [] : [member])].map(shortKey).join('.');
    this.errors.push({ type: kind, name, ...details, ...(kept === undefined ? {} : { value: kept }) });
  }
}

/** Keys come from outside: in a note a long one is told by its start, and `__proto__` is no name for a node. */
const shortKey = (key: string | number): string =>
  key === '__proto__' ? 'proto' : String(key).slice(0, MAX_KEY_CHARS);

const withMember = (list: Json | undefined, member: Json): Json[] =>
  Array.isArray(list) ? [...list, member] : [member];

const hasMember = (list: Json | undefined, member: Json): boolean =>
  Array.isArray(list) && list.some(known => JSON.stringify(known) === JSON.stringify(member));

const childOf = (node: JsonObject, key: string): JsonObject => {
  const child = Object.hasOwn(node, key) ? node[key] : undefined;
  if (isObject(child)) return child;
  const made: JsonObject = {};
  node[key] = made;
  return made;
};

const keepable = (value: Json): Json | undefined =>
  value !== null && fits(value, MAX_ORIGINAL_VALUE_DEPTH, MAX_ORIGINAL_VALUE_BYTES) ? value : undefined;
