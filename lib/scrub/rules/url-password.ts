import { TRAIT } from '../trait.ts';
import { NOWHERE, type Pattern, type Ranges } from './rule.ts';

const CREDENTIALS = /\b((?:[a-z0-9]+:)?\/\/[\w%.-]+:)([\w%.-]+)@/g;

/** The password, and only it, in `scheme://user:password@host`. */
export const urlPassword: Pattern = { needs: TRAIT.at, find: findPasswords };

function findPasswords(text: string): Ranges {
  CREDENTIALS.lastIndex = 0;
  let ranges: number[] | undefined;
  for (let match = CREDENTIALS.exec(text); match !== null; match = CREDENTIALS.exec(text)) {
    const [, before = '', password = ''] = match;
    const start = match.index + before.length;
    ranges ??= [];
    ranges.push(start, start + password.length);
  }
  return ranges ?? NOWHERE;
}
