import { TRAIT } from '../../trait.ts';
import type { Pattern } from '../rule.ts';
import { before } from './context.ts';
import { matchesWhere } from './matches-where.ts';
import { NOT_AFTER, NOT_BEFORE } from './number-borders.ts';

const NUMBER = new RegExp(`${NOT_AFTER}[1-9]\\d{2}(?:-\\d{2}-|\\d{2})\\d{5}${NOT_BEFORE}`, 'g');
const WEIGHTS = [1, 3, 7, 1, 3, 7, 1, 3, 5];
/** The ninth digit's product counts by its tens, too. */
const CARRIED = 8;
const NAMED = /사업자|등록\s?번호|business|\bbrn\b|biz/i;
const REACH = 32;

/** Business registration numbers (사업자등록번호), by their check digit; ten digits in one run need their name before them. */
export const businessNumber: Pattern = {
  needs: TRAIT.phoneDigits,
  find: text =>
    matchesWhere(
      NUMBER,
      text,
      (value, start) => hasCheckDigit(value) && (value.includes('-') || NAMED.test(before(text, start, REACH))),
    ),
};

function hasCheckDigit(value: string): boolean {
  const digits = value.replaceAll('-', '');
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  const carry = Math.floor((Number(digits[CARRIED]) * 5) / 10);
  return (10 - ((sum + carry) % 10)) % 10 === Number(digits.at(-1));
}
