import { TRAIT } from '../trait.ts';
import { allMatches } from './all-matches.ts';
import type { Pattern } from './rule.ts';

const SSN = /\b\d{3}-\d{2}-\d{4}\b/g;

/** Social security numbers of the United States. */
export const usSsn: Pattern = { needs: TRAIT.ssnMiddle, find: text => allMatches(SSN, text) };
