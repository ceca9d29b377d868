import type { Json, JsonObject } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { put } from './put.ts';
import { readObject, readText, readUnsigned } from './read.ts';
import { trimBag } from './trim-bag.ts';

const CSP = { bytes: 65_536, depth: 5 };
const TEXTS = [
  'effective_directive',
  'blocked_uri',
  'document_uri',
  'original_policy',
  'referrer',
  'violated_directive',
  'source_file',
  'script_sample',
  'disposition',
];
const NUMBERS = ['status_code', 'line_number', 'column_number'];

/** What a browser's security policy stopped; the fields may be spelled with hyphens, as in the browser's own report. */
export const normalizeCsp = (value: Json | undefined, notes: Notes): JsonObject | undefined => {
  const raw = readObject(value, 'csp', notes);
  if (raw === undefined) return undefined;
  const csp: JsonObject = {};
  notes.path.push('csp');
  for (const key of TEXTS) put(csp, key, readText(fieldOf(raw, key), key, Infinity, 0, notes));
  for (const key of NUMBERS) put(csp, key, readUnsigned(fieldOf(raw, key), key, notes));
  notes.path.pop();
  return trimBag(csp, 'csp', CSP, notes);
};

const fieldOf = (raw: JsonObject, key: string): Json | undefined => raw[key] ?? raw[key.replaceAll('_', '-')];
