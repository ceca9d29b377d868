import type { Exception, Values } from '../protocol/event.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { normalizeMechanism } from './mechanism.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readJsonText, readText, readThreadId, readValues } from './read.ts';
import { normalizeStacktrace } from './stacktrace.ts';
import { trimText } from './trim-text.ts';

const TYPE_CHARS = 256;
const TYPE_ALLOWANCE = 20;
const VALUE_CHARS = 8192;
const VALUE_ALLOWANCE = 200;
const ID_CHARS = 256;

/** `TypeError: boom` of SDKs that send no type; the word may be of any script. */
const TYPE_AND_VALUE = /^([\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]+):([^\n]*)$/u;

/** Exceptions oldest first; one with neither type nor value says nothing and leaves the list. */
export const normalizeExceptions = (
  value: Json | undefined,
  osName: string | undefined,
  notes: Notes,
): Values<Exception> | undefined => {
  const list = readValues(value, 'exception', notes);
  if (list === undefined) return undefined;
  const values: Exception[] = [];
  notes.path.push('exception', 'values', 0);
  for (const raw of list) {
    notes.path[2] = values.length;
    const exception = isObject(raw) ? normalizeException(raw, osName, notes) : undefined;
    if (exception !== undefined) values.push(exception);
    else if (raw !== null) refuseException(raw, notes);
  }
  notes.path.length = 0;
  return values.length > 0 ? { values } : undefined;
};

const refuseException = (raw: Json, notes: Notes): void => {
  if (isObject(raw)) notes.refuseMember('missing_attribute', 'expected type or value');
  else notes.refuseMember('invalid_data', 'expected exception', raw);
};

const normalizeException = (raw: JsonObject, osName: string | undefined, notes: Notes): Exception | undefined => {
  const exception: Exception = {};
  readTypeAndValue(raw, exception, notes);
  if (exception.type === undefined && exception.value === undefined) return undefined;
  put(exception, 'module', readText(raw.module, 'module', TYPE_CHARS, TYPE_ALLOWANCE, notes));
  put(exception, 'stacktrace', normalizeStacktrace(raw.stacktrace, 'stacktrace', notes));
  put(exception, 'raw_stacktrace', normalizeStacktrace(raw.raw_stacktrace, 'raw_stacktrace', notes));
  put(exception, 'thread_id', readThreadId(raw.thread_id, 'thread_id', ID_CHARS, notes));
  put(exception, 'mechanism', normalizeMechanism(raw.mechanism, osName, notes));
  return exception;
};

const readTypeAndValue = (raw: JsonObject, exception: Exception, notes: Notes): void => {
  let type = readText(raw.type, 'type', TYPE_CHARS, TYPE_ALLOWANCE, notes) || undefined;
  let value = readJsonText(raw.value, 'value', notes) || undefined;
  const split = type === undefined && value !== undefined ? TYPE_AND_VALUE.exec(value) : null;
  if (split !== null) {
    type = trimText(split[1] ?? '', 'type', TYPE_CHARS, TYPE_ALLOWANCE, notes);
    value = split[2]?.trim() || undefined;
  }
  put(exception, 'type', type);
  if (value !== undefined) exception.value = trimText(value, 'value', VALUE_CHARS, VALUE_ALLOWANCE, notes);
};
