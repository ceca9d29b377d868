import { COMMON_FILTER, COOKIES_FILTER, IP_REPLACE, REPLACE_ONLY } from './built-in.ts';
import { NOWHERE, type Ranges } from './rule.ts';

const RULES = [...COMMON_FILTER, ...REPLACE_ONLY, ...IP_REPLACE, COOKIES_FILTER];
const BRACKETS = /[[\]]/g;
const REPLACEMENTS = [...new Set(RULES.map(rule => rule.replacement.replace(BRACKETS, '\\$&')))];
const WRITTEN = new RegExp(REPLACEMENTS.join('|'), 'g');

/** Where a text shows what rules write in the place of what they took. */
export function findWritten(text: string): Ranges {
  if (!text.includes('[')) return NOWHERE;
  const ranges = [...text.matchAll(WRITTEN)].flatMap(match => [match.index, match.index + match[0].length]);
  return ranges.length === 0 ? NOWHERE : ranges;
}
