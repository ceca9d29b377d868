import type { Json, JsonObject } from '../protocol/json.ts';
import { put } from './put.ts';

/**
 * An event's `csp` interface by the names that reports give its fields, without case, dashes and underscores:
 * `report-uri` writes `blocked-uri`, the Reporting API `blockedURL`.
 */
const TEXTS = new Map([
  ['effectivedirective', 'effective_directive'],
  ['violateddirective', 'violated_directive'],
  ['blockeduri', 'blocked_uri'],
  ['blockedurl', 'blocked_uri'],
  ['documenturi', 'document_uri'],
  ['documenturl', 'document_uri'],
  ['originalpolicy', 'original_policy'],
  ['referrer', 'referrer'],
  ['sourcefile', 'source_file'],
  ['scriptsample', 'script_sample'],
  ['sample', 'script_sample'],
  ['disposition', 'disposition'],
]);
const NUMBERS = new Map([
  ['statuscode', 'status_code'],
  ['linenumber', 'line_number'],
  ['columnnumber', 'column_number'],
]);

/** `script-src`, `require-trusted-types-for` …; a word of another form is no directive. */
const DIRECTIVE = /^[a-z][a-z-]{1,63}$/;

/** What a browser's report says, under the names of an event; `undefined` when it names no directive. */
export const readCspFields = (body: JsonObject): JsonObject | undefined => {
  const csp: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    const plain = name.replace(/[-_]/g, '').toLowerCase();
    const text = TEXTS.get(plain);
    const number = NUMBERS.get(plain);
    if (text !== undefined) put(csp, text, textOf(value));
    else if (number !== undefined) put(csp, number, numberOf(value));
  }
  return withDirectives(csp);
};

/** Old browsers name the violated directive only, with its sources; those of today the effective one, or both. */
const withDirectives = (csp: JsonObject): JsonObject | undefined => {
  const violated = csp.violated_directive ?? csp.effective_directive;
  if (typeof violated !== 'string') return undefined;
  const directive = csp.effective_directive ?? violated.trim().split(/\s/, 1)[0];
  if (typeof directive !== 'string' || !DIRECTIVE.test(directive)) return undefined;
  return { ...csp, effective_directive: directive, violated_directive: violated };
};

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Some browsers write their numbers as text. */
const numberOf = (value: Json | undefined): number | undefined => {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
};
