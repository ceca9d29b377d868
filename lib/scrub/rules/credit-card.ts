import { TRAIT } from '../trait.ts';
import { allMatches } from './all-matches.ts';
import type { Pattern } from './rule.ts';

/** American Express, Visa, Mastercard, Discover by their first digits; no check digit, as a mistyped number is still one. */
const CARD = /\b(?:3[47]\d|4\d{3}|5[1-5]\d{2}|65\d{2}|6011)(?:[-\s]?\d){12}\b/g;

/** Payment card numbers, with or without separators. */
export const creditCard: Pattern = { needs: TRAIT.cardDigits, find: text => allMatches(CARD, text) };
