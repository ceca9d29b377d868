import { TRAIT } from '../trait.ts';
import { allMatches } from './all-matches.ts';
import type { Pattern } from './rule.ts';

/** Countries that issue IBANs, by first letter. */
const COUNTRIES = [
  'A[DELOTZ]',
  'B[AEFGHIJRY]',
  'C[FGHIMRVYZ]',
  'D[EJKOZ]',
  'E[EGS]',
  'F[IOR]',
  'G[ABEILQRTW]',
  'H[NRU]',
  'I[ELQRST]',
  'JO',
  'K[MWZ]',
  'L[BCITUVY]',
  'M[ACDEGKLRTUZ]',
  'N[EILO]',
  'P[KLST]',
  'QA',
  'R[OSU]',
  'S[ACEIKMNTV]',
  'T[DGLNR]',
  'UA',
  'V[AG]',
  'XK',
];

const IBAN = new RegExp(`\\b(?:${COUNTRIES.join('|')})\\d{2}[a-zA-Z0-9]{11,29}\\b`, 'g');

/** International bank account numbers, written without spaces. */
export const iban: Pattern = { needs: TRAIT.ibanHead, find: text => allMatches(IBAN, text) };
