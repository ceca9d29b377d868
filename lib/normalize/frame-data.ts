import type { Json, JsonObject } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readBoolean, readObject, readText, readUnsigned } from './read.ts';
import { unlessEmpty } from './unless-empty.ts';

/** Ours: addresses of source maps, as long as a path may be. */
const TEXT_CHARS = 4096;

/** What source maps said of the frame; SDKs that apply them themselves send it. */
export const readFrameData = (value: Json, notes: Notes): JsonObject | undefined => {
  const raw = readObject(value, 'data', notes);
  if (raw === undefined) return undefined;
  const data: JsonObject = {};
  notes.path.push('data');
  for (const key of ['sourcemap', 'orig_function', 'orig_filename'])
    put(data, key, readText(raw[key], key, TEXT_CHARS, 0, notes));
  for (const key of ['orig_lineno', 'orig_colno']) put(data, key, readUnsigned(raw[key], key, notes));
  put(data, 'orig_in_app', readInApp(raw.orig_in_app, notes));
  notes.path.pop();
  return unlessEmpty(data);
};

/** Whether the frame was of the application before; -1 when nobody knew. */
const readInApp = (value: Json | undefined, notes: Notes): Json | undefined =>
  typeof value === 'number' ? Math.trunc(value) + 0 : readBoolean(value, 'orig_in_app', notes);
