import type { Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { readLenient } from './read.ts';

export const MAX_RELEASE_CHARS = 200;
export const MAX_DIST_CHARS = 64;
export const MAX_ENVIRONMENT_CHARS = 64;

const UNUSABLE_IN_A_PATH = /[/\\\n\r\t\f]/;

/** A release names builds and is used in paths: what would break there is refused, not repaired. */
export const normalizeRelease = (value: Json | undefined, notes: Notes): string | undefined =>
  readName(value, 'release', isRelease, notes);

export const normalizeDist = (value: Json | undefined, notes: Notes): string | undefined =>
  readName(value, 'dist', isDist, notes);

export const normalizeEnvironment = (value: Json | undefined, notes: Notes): string | undefined =>
  readName(value, 'environment', isEnvironment, notes);

export const isRelease = (name: string): boolean =>
  name.length > 0 &&
  name.length <= MAX_RELEASE_CHARS &&
  !UNUSABLE_IN_A_PATH.test(name) &&
  name !== '.' &&
  name !== '..' &&
  name.toLowerCase() !== 'latest';

const isDist = (name: string): boolean => name.length <= MAX_DIST_CHARS && /^[\w.-]+$/.test(name);

export const isEnvironment = (name: string): boolean =>
  name.length > 0 &&
  name.length <= MAX_ENVIRONMENT_CHARS &&
  !UNUSABLE_IN_A_PATH.test(name) &&
  name.toLowerCase() !== 'none';

type Field = 'release' | 'dist' | 'environment';

const readName = (
  value: Json | undefined,
  field: Field,
  isValid: (name: string) => boolean,
  notes: Notes,
): string | undefined => {
  const name = readLenient(value, field, notes)?.trim();
  if (name === undefined || isValid(name)) return name;
  notes.refuse(field, `invalid ${field}`, value ?? null);
  return undefined;
};
