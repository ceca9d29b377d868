import type { Json, JsonObject } from '../protocol/json.ts';
import { readLines } from './frame.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readObject, readText, readUnsigned } from './read.ts';
import { unlessEmpty } from './unless-empty.ts';

const FILENAME_CHARS = 128;
const FILENAME_ALLOWANCE = 20;
const PATH_CHARS = 256;
const PATH_ALLOWANCE = 40;
const LINE_CHARS = 8192;

/** Where a template (Django's, say) failed. */
export const normalizeTemplate = (value: Json | undefined, notes: Notes): JsonObject | undefined => {
  const raw = readObject(value, 'template', notes);
  if (raw === undefined) return undefined;
  const template: JsonObject = {};
  notes.path.push('template');
  put(template, 'filename', readText(raw.filename, 'filename', FILENAME_CHARS, FILENAME_ALLOWANCE, notes));
  put(template, 'abs_path', readText(raw.abs_path, 'abs_path', PATH_CHARS, PATH_ALLOWANCE, notes));
  put(template, 'lineno', readUnsigned(raw.lineno, 'lineno', notes));
  put(template, 'colno', readUnsigned(raw.colno, 'colno', notes));
  put(template, 'context_line', readText(raw.context_line, 'context_line', LINE_CHARS, 0, notes));
  put(template, 'pre_context', readLines(raw.pre_context, 'pre_context', notes));
  put(template, 'post_context', readLines(raw.post_context, 'post_context', notes));
  notes.path.pop();
  return unlessEmpty(template);
};
