import type { Thread, Values } from '../protocol/event.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { readLock } from './frame.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readBoolean, readObject, readText, readThreadId, readValues } from './read.ts';
import { normalizeStacktrace } from './stacktrace.ts';
import { unlessEmpty } from './unless-empty.ts';

const ID_CHARS = 256;
const NAME_CHARS = 1024;
const NAME_ALLOWANCE = 100;
const STATE_CHARS = 128;
/** Ours: a thread that holds more locks has another problem. */
const MAX_HELD_LOCKS = 200;

export const normalizeThreads = (value: Json | undefined, notes: Notes): Values<Thread> | undefined => {
  const list = readValues(value, 'threads', notes);
  if (list === undefined) return undefined;
  const values: Thread[] = [];
  notes.path.push('threads', 'values', 0);
  for (const raw of list) {
    notes.path[2] = values.length;
    const thread = isObject(raw) ? unlessEmpty(normalizeThread(raw, notes)) : undefined;
    if (thread !== undefined) values.push(thread);
    else if (raw !== null && !isObject(raw)) notes.refuseMember('invalid_data', 'expected thread', raw);
  }
  notes.path.length = 0;
  return values.length > 0 ? { values } : undefined;
};

const normalizeThread = (raw: JsonObject, notes: Notes): Thread => {
  const thread: Thread = {};
  put(thread, 'id', readThreadId(raw.id, 'id', ID_CHARS, notes));
  put(thread, 'name', readText(raw.name, 'name', NAME_CHARS, NAME_ALLOWANCE, notes));
  put(thread, 'crashed', readBoolean(raw.crashed, 'crashed', notes));
  put(thread, 'current', readBoolean(raw.current, 'current', notes));
  put(thread, 'main', readBoolean(raw.main, 'main', notes));
  put(thread, 'state', readText(raw.state, 'state', STATE_CHARS, 0, notes));
  put(thread, 'stacktrace', normalizeStacktrace(raw.stacktrace, 'stacktrace', notes));
  put(thread, 'raw_stacktrace', normalizeStacktrace(raw.raw_stacktrace, 'raw_stacktrace', notes));
  if (raw.held_locks !== undefined) put(thread, 'held_locks', readHeldLocks(raw.held_locks, notes));
  return thread;
};

const readHeldLocks = (value: Json, notes: Notes): JsonObject | undefined => {
  const raw = readObject(value, 'held_locks', notes);
  if (raw === undefined) return undefined;
  const locks: JsonObject = {};
  notes.path.push('held_locks');
  for (const address of Object.keys(raw).slice(0, MAX_HELD_LOCKS)) {
    const lock = readLock(raw[address], address, notes);
    if (lock !== undefined && address !== '__proto__') locks[address] = lock;
  }
  notes.path.pop();
  return locks;
};
