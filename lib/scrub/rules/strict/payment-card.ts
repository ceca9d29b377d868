import { TRAIT } from '../../trait.ts';
import type { Pattern } from '../rule.ts';
import { before } from './context.ts';
import { NOT_AFTER, NOT_BEFORE } from './number-borders.ts';

/** In one run, in fours, or as American Express and Diners Club group theirs. A blank and digits may follow: the expiry. */
const FORMS = [
  '\\d{4}([ -])\\d{4}\\1\\d{4}\\1(?:\\d{4}\\1\\d{3}|\\d{4})',
  '\\d{4}([ -])\\d{6}\\2\\d{4,5}',
  '\\d{13,19}',
];
const NUMBER = new RegExp(`${NOT_AFTER}(?:${FORMS.join('|')})${NOT_BEFORE}`, 'g');

/** Visa, Mastercard, American Express, Discover, JCB, UnionPay, Diners Club, each with its lengths. */
const ISSUED =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d{2}|2(?:22[1-9]|2[3-9]\d|[3-6]\d{2}|7[01]\d|720))\d{12}|3[47]\d{13}|(?:6011|64[4-9]\d|65\d{2})\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17}|3(?:0[0-5]|[68]\d)\d{11})$/;
/** After such a word even a mistyped number is a card's. */
const NAMED = /(?:카드|\bcard|\bcc|visa|master\s?card|amex)[^\d\0]{0,16}$/i;
const REACH = 32;

/** Payment card numbers by their check digit, so that order numbers of as many digits stay. */
export const paymentCard: Pattern = {
  needs: TRAIT.registrationDigits,
  find: text => {
    const ranges: number[] = [];
    NUMBER.lastIndex = 0;
    for (let match = NUMBER.exec(text); match !== null; match = NUMBER.exec(text)) {
      const digits = match[0].replace(/\D/g, '');
      if (!ISSUED.test(digits)) continue;
      if (isLuhn(digits) || NAMED.test(before(text, match.index, REACH))) ranges.push(match.index, NUMBER.lastIndex);
    }
    return ranges;
  },
};

function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits.charAt(digits.length - 1 - i));
    const doubled = i % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const KEY = /^(?:(?:credit|debit)?[_-]?card[_-]?(?:no|num|number)|카드번호)$/i;
export const isCardKey = (key: string): boolean => KEY.test(key);
