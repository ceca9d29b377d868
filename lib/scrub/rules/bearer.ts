import { TRAIT } from '../trait.ts';
import { allMatches } from './all-matches.ts';
import type { Pattern } from './rule.ts';

const BEARER = /\bbearer\s+[^\s\0]+/gi;

/** `Bearer <token>`, as in an Authorization header. */
export const bearer: Pattern = { needs: TRAIT.bearer, find: text => allMatches(BEARER, text) };
