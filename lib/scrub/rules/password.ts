import { TRAIT } from '../trait.ts';
import { bearer } from './bearer.ts';
import type { Pattern } from './rule.ts';

const WORD = /password|secret|passwd|api[-_]?key|auth|credentials|mysql_pwd|private[-_]?key|^(?:otp|two[-_]factor)$/i;
const TOKEN = 'token';

/** `token` and what follows up to the first blank, `:` or `=`. It always matches a whole run, so runs are read once. */
const TOKEN_RUN = /token[^\s:=]*([:=]?)/gi;

/** Texts that speak of a secret fall as a whole: where in them the secret stands cannot be known. */
export const password: Pattern = {
  needs: TRAIT.keyword | TRAIT.bearer,
  find: text => (WORD.test(text) || assignsToken(text) ? [0, text.length] : bearer.find(text)),
};

export function isPasswordKey(key: string): boolean {
  return WORD.test(key) || key.toLowerCase().includes(TOKEN);
}

function assignsToken(text: string): boolean {
  TOKEN_RUN.lastIndex = 0;
  for (let match = TOKEN_RUN.exec(text); match !== null; match = TOKEN_RUN.exec(text)) {
    if (match[1] !== '') return true;
  }
  return false;
}
