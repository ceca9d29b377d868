import { NOWHERE, type Pattern, type Ranges } from '../rules/rule.ts';
import { TRAIT } from '../trait.ts';

const AUTHORITY = '//';
const CREDENTIALS = /[\w%.~!$&'()*+,;=-]*(?::[\w%.~!$&'()*+,;=:-]*)?@/y;

/** `user:password` or `user` in `scheme://user:password@host`. */
export const urlCredentials: Pattern = { needs: TRAIT.at, find: findCredentials };

function findCredentials(text: string): Ranges {
  let ranges: number[] | undefined;
  for (let at = text.indexOf(AUTHORITY); at >= 0; at = text.indexOf(AUTHORITY, at)) {
    at += AUTHORITY.length;
    CREDENTIALS.lastIndex = at;
    if (!CREDENTIALS.test(text)) continue;
    const end = CREDENTIALS.lastIndex - 1;
    if (end === at) continue;
    ranges ??= [];
    ranges.push(at, end);
    at = end;
  }
  return ranges ?? NOWHERE;
}
