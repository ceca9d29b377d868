import type { Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { readLenient, readText } from './read.ts';
import { countChars } from './trim-text.ts';

export const MAX_RELEASE_CHARS = 200;
export const MAX_DIST_CHARS = 64;
export const MAX_ENVIRONMENT_CHARS = 64;

const UNUSABLE_IN_A_PATH = /[/\\\p{Cc}]/u;

/** A release names builds and is used in paths: what would break there is refused, not repaired. */
export const normalizeRelease = (value: Json | undefined, notes: Notes): string | undefined =>
  readName(value, readLenient(value, 'release', notes), 'release', isRelease, notes);

export const normalizeDist = (value: Json | undefined, notes: Notes): string | undefined =>
  readName(value, readText(value, 'dist', Infinity, 0, notes), 'dist', isDist, notes);

export const normalizeEnvironment = (value: Json | undefined, notes: Notes): string | undefined =>
  readName(value, readText(value, 'environment', Infinity, 0, notes), 'environment', isEnvironment, notes);

export const isRelease = (name: string): boolean =>
  name.length > 0 &&
  countChars(name) <= MAX_RELEASE_CHARS &&
  !UNUSABLE_IN_A_PATH.test(name) &&
  name !== '.' &&
  name !== '..' &&
  name.toLowerCase() !== 'latest';

const isDist = (name: string): boolean => name.length <= MAX_DIST_CHARS && /^[\w.-]+$/.test(name);

export const isEnvironment = (name: string): boolean =>
  name.length > 0 &&
  countChars(name) <= MAX_ENVIRONMENT_CHARS &&
  !UNUSABLE_IN_A_PATH.test(name) &&
  name.toLowerCase() !== 'none';

type Field = 'release' | 'dist' | 'environment';

const readName = (
  value: Json | undefined,
  text: string | undefined,
  field: Field,
  isValid: (name: string) => boolean,
  notes: Notes,
): string | undefined => {
  const name = text?.trim();
  if (name === undefined || isValid(name)) return name;
  notes.refuse(field, `invalid ${field}`, value ?? null);
  return undefined;
};
