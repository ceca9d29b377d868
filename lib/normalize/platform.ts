import type { Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { readText } from './read.ts';

const PLATFORMS = new Set(
  'as3 c cfml cocoa csharp elixir go groovy haskell java javascript native node objc other perl php python ruby'.split(
    ' ',
  ),
);
const MAX_CHARS = 64;

/** The language of the event; what Sentry does not know is `other`. */
export const normalizePlatform = (value: Json | undefined, notes: Notes): string => {
  const platform = readText(value, 'platform', MAX_CHARS, 0, notes);
  return platform !== undefined && PLATFORMS.has(platform) ? platform : 'other';
};
