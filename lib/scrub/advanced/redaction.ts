import { createHmac } from 'node:crypto';
import { countCharacters } from '../count-characters.ts';
import type { Mark } from '../remarks.ts';
import { FILTERED } from '../rules/built-in.ts';

/** What is done with what a rule matched. */
export interface Redaction {
  readonly method: Method;
  /** What `replace` writes. */
  readonly text: string;
}

export type Method = 'replace' | 'mask' | 'hash' | 'remove';

/** The reference's letters for `_meta`. */
const MARK_TYPES: Readonly<Record<Method, Mark['type']>> = { replace: 's', mask: 'm', hash: 'p', remove: 'x' };
const MASK = '*';
const ONLY_MASK = /^\*+$/;
const HASH = /^[0-9A-F]{40}$/;
/** As in the reference: equal values stay equal, also between projects. It keeps nothing secret that can be guessed. */
const HASH_KEY = '';

export const REMOVE: Redaction = { method: 'remove', text: '' };
export const replaceBy = (text: string = FILTERED): Redaction => ({ method: 'replace', text });

export const markType = ({ method }: Redaction): Mark['type'] => MARK_TYPES[method];

/** What stands in the place of `taken`. */
export function redact({ method, text }: Redaction, taken: string): string {
  switch (method) {
    case 'replace':
      return text;
    case 'mask':
      return MASK.repeat(countCharacters(taken));
    case 'hash':
      return createHmac('sha1', HASH_KEY).update(taken).digest('hex').toUpperCase();
    case 'remove':
      return '';
  }
}

/** Whether the redaction may have written this. */
export function mayWrite({ method, text }: Redaction, written: string): boolean {
  switch (method) {
    case 'replace':
      return written === text;
    case 'mask':
      return ONLY_MASK.test(written);
    case 'hash':
      return HASH.test(written);
    case 'remove':
      return written === '';
  }
}
