import type { Breadcrumb, Values } from '../protocol/event.ts';
import { parseEventId } from '../protocol/event-id.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { normalizeLevel } from './level.ts';
import type { Notes } from './notes.ts';
import { toMicros } from './parse-timestamp.ts';
import { put } from './put.ts';
import { readBag, readText, readValues } from './read.ts';
import { readTimestamp } from './timestamps.ts';

const TYPE_CHARS = 128;
const CATEGORY_CHARS = 128;
/** Ours: it is a word of the SDK's. */
const ORIGIN_CHARS = 256;
const MESSAGE_CHARS = 8192;
const MESSAGE_ALLOWANCE = 200;
const DATA = { bytes: 2048, depth: 5 };

const KNOWN = new Set(['timestamp', 'type', 'category', 'level', 'message', 'data', 'event_id', 'origin']);

/** What happened before, oldest first; crumbs from before 1970 leave the list. Hot: no closures, fresh objects of one shape. */
export const normalizeBreadcrumbs = (
  value: Json | undefined,
  shift: number,
  notes: Notes,
): Values<Breadcrumb> | undefined => {
  const list = readValues(value, 'breadcrumbs', notes);
  if (list === undefined) return undefined;
  const values: Breadcrumb[] = [];
  notes.path.push('breadcrumbs', 'values', 0);
  for (const raw of list) {
    notes.path[notes.path.length - 1] = values.length;
    if (isObject(raw)) addBreadcrumb(values, raw, shift, notes);
    else if (raw !== null) notes.refuseMember('invalid_data', 'expected breadcrumb', raw);
  }
  notes.path.length -= 3;
  return values.length > 0 ? { values } : undefined;
};

const addBreadcrumb = (values: Breadcrumb[], raw: JsonObject, shift: number, notes: Notes): void => {
  const timestamp = readTimestamp(raw.timestamp, 'timestamp', notes);
  if (timestamp !== undefined && timestamp + shift < 0) return;
  for (const key in raw) if (!KNOWN.has(key)) notes.error(key, 'invalid_attribute');
  const crumb: Breadcrumb = {
    type: readText(raw.type, 'type', TYPE_CHARS, 0, notes) || 'default',
    level: raw.level === 'info' ? 'info' : normalizeLevel(raw.level, 'info', notes),
  };
  if (timestamp !== undefined) crumb.timestamp = shift === 0 ? timestamp : toMicros(timestamp + shift);
  const category = readText(raw.category, 'category', CATEGORY_CHARS, 0, notes);
  if (category !== undefined) crumb.category = category;
  const message = readText(raw.message, 'message', MESSAGE_CHARS, MESSAGE_ALLOWANCE, notes);
  if (message !== undefined) crumb.message = message;
  const data = readBag(raw.data, 'data', DATA, notes);
  if (data !== undefined) crumb.data = data;
  if (raw.event_id !== undefined) put(crumb, 'event_id', readEventId(raw.event_id, notes));
  if (raw.origin !== undefined) put(crumb, 'origin', readText(raw.origin, 'origin', ORIGIN_CHARS, 0, notes));
  values.push(crumb);
};

/** Of an event that this breadcrumb tells of. */
const readEventId = (value: Json, notes: Notes): string | undefined => {
  const id = parseEventId(value);
  if (id === undefined && value !== null) notes.refuse('event_id', 'expected an event id', value);
  return id;
};
