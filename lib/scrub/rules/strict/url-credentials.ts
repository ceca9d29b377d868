import { TRAIT } from '../../trait.ts';
import type { Pattern } from '../rule.ts';
import { matchesWhere } from './matches-where.ts';

/** In characters; bounds also what is read again from each `://`. */
const MAX_PASSWORD = 256;
const CREDENTIALS = new RegExp(`://[^\\s/:@\\0"'<>]{0,128}:([^\\s/@\\0"'<>]{1,${MAX_PASSWORD}})(?=@[\\w[])`, 'g');

/** The password in `scheme://user:password@host`, of any characters but `/` and `@`. */
export const urlCredentials: Pattern = { needs: TRAIT.at, find: text => matchesWhere(CREDENTIALS, text, () => true) };
