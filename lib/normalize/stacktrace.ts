import type { Frame, Stacktrace } from '../protocol/event.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { normalizeFrame } from './frame.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readAddress, readBoolean, readList, readObject, readText } from './read.ts';
import { slimFrames } from './slim-frames.ts';

/** Of a longer stack the frames in the middle leave: recursion is seen as well at both ends (Sentry's numbers). */
export const MAX_FRAMES = 250;
const OLDEST_KEPT = 50;
const NEWEST_KEPT = 200;

const LANG_CHARS = 128;
/** Ours: the widest processor has far fewer. */
const MAX_REGISTERS = 512;

/** A stack with at least one frame, oldest first, at `key` of where the notes stand. */
export const normalizeStacktrace = (
  value: Json | undefined,
  key: 'stacktrace' | 'raw_stacktrace',
  notes: Notes,
): Stacktrace | undefined => {
  const raw = readObject(value, key, notes);
  if (raw === undefined) return undefined;
  notes.path.push(key);
  const frames = normalizeFrames(raw.frames, notes);
  const stacktrace = frames === undefined ? undefined : withDetails(raw, frames, notes);
  notes.path.pop();
  return stacktrace;
};

const withDetails = (raw: JsonObject, frames: Frame[], notes: Notes): Stacktrace => {
  const stacktrace: Stacktrace = { frames };
  if (raw.registers !== undefined) put(stacktrace, 'registers', readRegisters(raw.registers, notes));
  if (raw.lang !== undefined) put(stacktrace, 'lang', readText(raw.lang, 'lang', LANG_CHARS, 0, notes));
  if (raw.snapshot !== undefined) put(stacktrace, 'snapshot', readBoolean(raw.snapshot, 'snapshot', notes));
  if (raw.instruction_addr_adjustment !== undefined) {
    const adjustment = readText(raw.instruction_addr_adjustment, 'instruction_addr_adjustment', LANG_CHARS, 0, notes);
    put(stacktrace, 'instruction_addr_adjustment', adjustment);
  }
  return stacktrace;
};

const normalizeFrames = (value: Json | undefined, notes: Notes): Frame[] | undefined => {
  const list = readList(value, 'frames', notes);
  if (list === undefined || list.length === 0) return undefined;
  const frames: Frame[] = [];
  const kept = withinLimit(list, notes);
  notes.path.push('frames', 0);
  for (const raw of kept) {
    notes.path[notes.path.length - 1] = frames.length;
    if (isObject(raw)) frames.push(normalizeFrame(raw, notes));
    else if (raw !== null) notes.refuseMember('invalid_data', 'expected a frame', raw);
  }
  notes.path.length -= 2;
  slimFrames(frames);
  return frames.length > 0 ? frames : undefined;
};

const withinLimit = (list: Json[], notes: Notes): Json[] => {
  if (list.length <= MAX_FRAMES) return list;
  notes.shortened('frames', list.length);
  return [...list.slice(0, OLDEST_KEPT), ...list.slice(-NEWEST_KEPT)];
};

const readRegisters = (value: Json | undefined, notes: Notes): JsonObject | undefined => {
  const raw = readObject(value, 'registers', notes);
  if (raw === undefined) return undefined;
  const registers: JsonObject = {};
  notes.path.push('registers');
  for (const name of Object.keys(raw).slice(0, MAX_REGISTERS)) {
    const address = readAddress(raw[name], name, notes);
    if (address !== undefined && name !== '__proto__') registers[name] = address;
  }
  notes.path.pop();
  return registers;
};
