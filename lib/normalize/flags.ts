import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { readList } from './read.ts';
import { trimText } from './trim-text.ts';

export const MAX_FLAG_CHARS = 200;
const FLAG = /^[A-Za-z0-9_.:-]+$/;

/** The feature flags that were evaluated, in order; an entry without a flag's name leaves the list. */
export const normalizeFlags = (context: JsonObject, notes: Notes): void => {
  const list = readList(context.values, 'values', notes);
  if (list === undefined) delete context.values;
  else context.values = list.flatMap((item, place) => readFlag(item, place, notes));
};

const readFlag = (item: Json, place: number, notes: Notes): Json[] => {
  if (!isObject(item) || typeof item.flag !== 'string') return [];
  const { flag, result } = item;
  if (!FLAG.test(flag)) return refuseFlag(flag, place, notes);
  if (flag.length > MAX_FLAG_CHARS || (typeof result === 'string' && result.length > MAX_FLAG_CHARS))
    cutFlag(item, place, notes);
  return [item];
};

const refuseFlag = (flag: string, place: number, notes: Notes): [] => {
  notes.path.push('values', place);
  notes.refuseMember('invalid_data', 'invalid characters in string', flag, 'flag');
  notes.path.length -= 2;
  return [];
};

const cutFlag = (item: JsonObject, place: number, notes: Notes): void => {
  notes.path.push('values', place);
  for (const key of ['flag', 'result']) {
    const text = item[key];
    if (typeof text === 'string') item[key] = trimText(text, key, MAX_FLAG_CHARS, 0, notes);
  }
  notes.path.length -= 2;
};
