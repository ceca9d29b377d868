import { isObject, type JsonObject } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { readList } from './read.ts';

export const MAX_FLAG_CHARS = 200;

/** The feature flags that were evaluated, in order; an entry without a flag's name leaves the list. */
export const normalizeFlags = (context: JsonObject, key: string, notes: Notes): JsonObject | undefined => {
  notes.path.push(key);
  const list = readList(context.values, 'values', notes);
  notes.path.pop();
  if (list === undefined) return undefined;
  const values: JsonObject[] = [];
  for (const item of list) {
    if (isObject(item) && typeof item.flag === 'string') values.push(readFlag(item, item.flag));
  }
  return { ...context, values };
};

const readFlag = ({ result }: JsonObject, flag: string): JsonObject => ({
  flag: flag.slice(0, MAX_FLAG_CHARS),
  ...(result === undefined ? {} : { result: typeof result === 'string' ? result.slice(0, MAX_FLAG_CHARS) : result }),
});
