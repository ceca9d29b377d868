import type { LogEntry } from '../protocol/event.ts';
import { isObject, type Json } from '../protocol/json.ts';
import { formatMessage } from './format-message.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readJsonText, readText } from './read.ts';
import { trimBag } from './trim-bag.ts';

export const MAX_MESSAGE_CHARS = 8192;
const MESSAGE_ALLOWANCE = 200;
const PARAMS = { bytes: 2048, depth: 5 };

/** A message as people read it in `formatted`; `message` stays only as the template that several messages share. */
export const normalizeLogEntry = (value: Json | undefined, notes: Notes): LogEntry | undefined => {
  if (value === undefined || value === null) return undefined;
  const raw = isObject(value) ? value : { message: readJsonText(value, 'logentry', notes) };
  notes.path.push('logentry');
  const message = readMessage(raw.message, 'message', notes);
  const params = readParams(raw.params, notes);
  const formatted = readMessage(raw.formatted, 'formatted', notes) ?? interpolate(message, params, notes) ?? message;
  notes.path.pop();
  if (formatted === undefined) return undefined;
  const entry: LogEntry = {};
  put(entry, 'formatted', formatted);
  if (message !== formatted) put(entry, 'message', message);
  put(entry, 'params', params);
  return entry;
};

const readMessage = (value: Json | undefined, key: string, notes: Notes): string | undefined =>
  readText(value, key, MAX_MESSAGE_CHARS, MESSAGE_ALLOWANCE, notes) || undefined;

const readParams = (value: Json | undefined, notes: Notes): Json | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') return trimBag(value, 'params', PARAMS, notes);
  notes.refuse('params', 'message parameters must be an array or object', value);
  return undefined;
};

const interpolate = (message: string | undefined, params: Json | undefined, notes: Notes): string | undefined => {
  if (message === undefined || params === undefined) return undefined;
  return readMessage(formatMessage(message, params), 'formatted', notes);
};
