import type { Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { readObject } from './read.ts';
import { setOwn } from './set-own.ts';
import { trimBag } from './trim-bag.ts';
import { unlessEmpty } from './unless-empty.ts';

const LIMIT = { bytes: 8192, depth: 2 };

/** Installed packages and their versions; anything else than text is no version. */
export const normalizeModules = (value: Json | undefined, notes: Notes): Record<string, string> | undefined => {
  const raw = readObject(value, 'modules', notes);
  if (raw === undefined) return undefined;
  const modules: Record<string, string> = {};
  notes.path.push('modules');
  for (const name of Object.keys(raw)) {
    const version = raw[name];
    if (typeof version === 'string') setOwn(modules, name, version);
    else if (version !== undefined && version !== null) notes.refuse(name, 'expected a string', version);
  }
  notes.path.pop();
  return unlessEmpty(trimBag(modules, 'modules', LIMIT, notes));
};
