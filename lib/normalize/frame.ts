import type { Frame } from '../protocol/event.ts';
import type { Json, JsonObject } from '../protocol/json.ts';
import { readFrameData } from './frame-data.ts';
import type { Notes } from './notes.ts';
import {
  readAddress,
  readBag,
  readBoolean,
  readInteger,
  readList,
  readObject,
  readText,
  readThreadId,
  readUnsigned,
} from './read.ts';
import { trimText } from './trim-text.ts';
import { urlPath } from './url-path.ts';

const NAME_CHARS = 512;
const NAME_ALLOWANCE = 20;
/** Ours, for paths and the names of modules and packages: a cut one would find no source map. File systems take as much. */
const PATH_CHARS = 4096;
const SHORT_CHARS = 128;
/** Ours: a line longer than this is minified or generated code, of which SDKs send no more either. */
const LINE_CHARS = 8192;
const VARS = { bytes: 2048, depth: 5 };

/**
 * One frame, as a fresh object. Hot (thirty and more of each event): plain reads in a row, so that the engine sees one
 * shape, and the fields that only native SDKs send are looked for only when there is a sign of them.
 */
export const normalizeFrame = (raw: JsonObject, notes: Notes): Frame => {
  const frame: Frame = {};
  const name = readText(raw.function, 'function', NAME_CHARS, NAME_ALLOWANCE, notes);
  if (name !== undefined && name !== '?') frame.function = name;
  const module = readText(raw.module, 'module', PATH_CHARS, 0, notes);
  if (module !== undefined) frame.module = module;
  readPaths(raw, frame, notes);
  const lineno = readUnsigned(raw.lineno, 'lineno', notes);
  if (lineno !== undefined) frame.lineno = lineno;
  const colno = readUnsigned(raw.colno, 'colno', notes);
  if (colno !== undefined) frame.colno = colno;
  const inApp = readBoolean(raw.in_app, 'in_app', notes);
  if (inApp !== undefined) frame.in_app = inApp;
  readContext(raw, frame, notes);
  if (raw.vars !== undefined) readVars(raw.vars, frame, notes);
  if (hasRareField(raw)) readRareFields(raw, frame, notes);
  return frame;
};

/** A lone filename is a path; what people read as the filename is derived from it. */
const readPaths = (raw: JsonObject, frame: Frame, notes: Notes): void => {
  const filename = readText(raw.filename, 'filename', Infinity, 0, notes);
  const absPath = readText(raw.abs_path, 'abs_path', Infinity, 0, notes);
  const path = absPath || filename;
  if (!path) return;
  const shown = absPath && filename ? filename : urlPath(path);
  frame.filename = trimText(shown, 'filename', PATH_CHARS, 0, notes);
  frame.abs_path = trimText(path, 'abs_path', PATH_CHARS, 0, notes);
};

const readContext = (raw: JsonObject, frame: Frame, notes: Notes): void => {
  const line = readText(raw.context_line, 'context_line', LINE_CHARS, 0, notes);
  if (line !== undefined) frame.context_line = line;
  const before = readLines(raw.pre_context, 'pre_context', notes);
  if (before !== undefined) frame.pre_context = before;
  const after = readLines(raw.post_context, 'post_context', notes);
  if (after !== undefined) frame.post_context = after;
};

/** A missing line is an empty one: lines are counted from the frame's own. */
export const readLines = (value: Json | undefined, key: string, notes: Notes): string[] | undefined => {
  const lines = readList(value, key, notes);
  if (lines === undefined || lines.length === 0) return undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (typeof line !== 'string' || line.length > LINE_CHARS) lines[i] = readLine(line, key, i, notes);
  }
  // Every line was just made text.
  return lines as string[];
};

const readLine = (line: Json | undefined, key: string, place: number, notes: Notes): string => {
  notes.path.push(key);
  const text = readText(line, place, LINE_CHARS, 0, notes) ?? '';
  notes.path.pop();
  return text;
};

const readVars = (value: Json, frame: Frame, notes: Notes): void => {
  const vars = Array.isArray(value)
    ? readBag(fromList(value), 'vars', VARS, notes)
    : readBag(value, 'vars', VARS, notes);
  if (vars !== undefined) frame.vars = vars;
};

/** Some SDKs send variables as a list: their places are their names. */
const fromList = (list: Json[]): JsonObject => Object.fromEntries(list.entries());

/** Fields that browser and most server SDKs never send: one look-up each would cost more than all the others. */
const hasRareField = (raw: JsonObject): boolean => {
  for (const key in raw) if (!COMMON.has(key)) return true;
  return false;
};

const COMMON = new Set([
  'function',
  'module',
  'filename',
  'abs_path',
  'lineno',
  'colno',
  'in_app',
  'context_line',
  'pre_context',
  'post_context',
  'vars',
]);

const readRareFields = (raw: JsonObject, frame: Frame, notes: Notes): void => {
  const set = (key: string, value: Frame[string]): void => {
    if (value !== undefined) frame[key] = value;
  };
  for (const key of ['image_addr', 'instruction_addr', 'symbol_addr', 'function_id'])
    set(key, readAddress(raw[key], key, notes));
  set('raw_function', readText(raw.raw_function, 'raw_function', NAME_CHARS, NAME_ALLOWANCE, notes));
  const symbol = readText(raw.symbol, 'symbol', NAME_CHARS, 0, notes);
  if (symbol !== '?') set('symbol', symbol);
  set('package', readText(raw.package, 'package', PATH_CHARS, 0, notes));
  set('platform', readText(raw.platform, 'platform', SHORT_CHARS, 0, notes));
  set('file_revision', readText(raw.file_revision, 'file_revision', SHORT_CHARS, 0, notes));
  set('addr_mode', readText(raw.addr_mode, 'addr_mode', SHORT_CHARS, 0, notes));
  set('trust', readText(raw.trust, 'trust', SHORT_CHARS, 0, notes));
  set('lang', readText(raw.lang, 'lang', SHORT_CHARS, 0, notes));
  set('stack_start', readBoolean(raw.stack_start, 'stack_start', notes));
  set('parent_index', readInteger(raw.parent_index, 'parent_index', notes));
  set('sample_count', readUnsigned(raw.sample_count, 'sample_count', notes));
  if (raw.data !== undefined) set('data', readFrameData(raw.data, notes));
  set('lock', readLock(raw.lock, 'lock', notes));
};

/** Locked, waiting, sleeping, blocked. */
const LOCK_TYPES = new Set([1, 2, 4, 8]);

/** What a thread waits for. */
export const readLock = (value: Json | undefined, key: string, notes: Notes): JsonObject | undefined => {
  const raw = readObject(value, key, notes);
  if (raw === undefined) return undefined;
  const lock: JsonObject = {};
  notes.path.push(key);
  if (typeof raw.type === 'number' && LOCK_TYPES.has(raw.type)) lock.type = raw.type;
  else notes.refuse('type', 'expected a lock type', raw.type ?? null);
  for (const name of ['address', 'package_name', 'class_name']) {
    const text = readText(raw[name], name, PATH_CHARS, 0, notes);
    if (text !== undefined) lock[name] = text;
  }
  const thread = readThreadId(raw.thread_id, 'thread_id', SHORT_CHARS, notes);
  if (thread !== undefined) lock.thread_id = thread;
  notes.path.pop();
  return lock;
};
