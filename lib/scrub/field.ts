import type { Identity } from './pseudonym.ts';

/**
 * Whether a field may be scrubbed: `true` by any rule, `maybe` only by a rule that names its path, `false` never.
 * The settings' rules name no path, so they touch `true` fields alone.
 */
export type Pii = 'true' | 'maybe' | 'false';

/**
 * How the settings' rules treat a field and what is in it. `free` is any JSON; `object`, `list`, `pairs` and `contexts`
 * have parts with fields of their own; `replace-only` texts must stay readable; `ip` texts go with the addresses.
 */
export type FieldKind = 'untouched' | 'free' | 'replace-only' | 'ip' | 'object' | 'list' | 'pairs' | 'contexts';

/** What the event's schema knows about one of its fields. */
export interface Field {
  readonly kind: FieldKind;
  readonly pii: Pii;
  /** Parts by key; the keys of `pairs` are in lower case. */
  readonly parts: ReadonlyMap<string, Field>;
  /** Every part that `parts` does not name, and every item of a list. */
  readonly other: Field;
  /** What of a user it holds, for the profile that replaces that by a pseudonym. */
  readonly identity: Identity | undefined;
  /** The parts worth a visit. */
  readonly visited: readonly (readonly [string, Field])[];
  /** What selectors of advanced rules call it beside what it is made of: bits of `TYPE`. */
  readonly types: number;
  /** A path whose last part advanced rules leave: without it no source map is found. */
  readonly keepsBasename: boolean;
}

type Parts = Readonly<Record<string, Field>>;

/** A field whose other parts are of its own kind. */
export function simple(kind: FieldKind, pii: Pii, identity?: Identity): Field {
  const parts = new Map<string, Field>();
  // in the order of `composite`, so that all fields are of one shape
  const field = {
    kind,
    pii,
    parts,
    other: undefined as unknown as Field,
    identity,
    visited: [],
    types: 0,
    keepsBasename: false,
  };
  field.other = field; // the one cycle: closed before anyone sees the field
  return field;
}

export function composite(kind: FieldKind, pii: Pii, parts: Parts, other: Field): Field {
  const entries = Object.entries(parts);
  return {
    kind,
    pii,
    parts: new Map(entries),
    other,
    identity: undefined,
    visited: entries.filter(([, part]) => part.kind !== 'untouched'),
    types: 0,
    keepsBasename: false,
  };
}

/** The same field under a name that selectors know. */
export const typed = (types: number, field: Field): Field => ({ ...field, types });

/** The same field with some of its parts known better. */
export const refine = (field: Field, parts: Parts): Field =>
  typed(field.types, composite(field.kind, field.pii, { ...Object.fromEntries(field.parts), ...parts }, field.other));

export const NEVER = simple('untouched', 'false');
export const MAYBE = simple('untouched', 'maybe');
/** Where a file lies. */
export const FILE_PATH: Field = { ...MAYBE, keepsBasename: true };
export const FREE = simple('free', 'true');
/** Loses what rules match, and nothing else: its text must stay readable. */
export const READABLE = simple('replace-only', 'true');

/** The same where advanced rules must name the path. */
export const READABLE_MAYBE = simple('replace-only', 'maybe');
export const READABLE_PATH: Field = { ...READABLE_MAYBE, keepsBasename: true };

export const object = (parts: Parts, other: Field = NEVER, pii: Pii = 'false'): Field =>
  composite('object', pii, parts, other);
/** A field that was not worth a visit, and is for the sake of its parts. */
export const asObject = (field: Field): Field => ({ ...field, kind: 'object' });
export const list = (item: Field): Field => composite('list', 'false', {}, item);
export const values = (item: Field): Field => object({ values: list(item) });
export const pairs = (parts: Parts = {}, other: Field = FREE): Field => composite('pairs', 'true', parts, other);

/** The field below `field` at `key`; a context's type is its own word, else its key. */
export function partOf(field: Field, key: string, type?: unknown): Field {
  return field.parts.get(partName(field, key, type)) ?? field.other;
}

function partName({ kind }: Field, key: string, type: unknown): string {
  if (kind === 'contexts') return typeof type === 'string' && type !== '' ? type : key;
  return kind === 'pairs' ? key.toLowerCase() : key;
}
