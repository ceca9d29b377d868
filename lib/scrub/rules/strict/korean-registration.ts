import { TRAIT } from '../../trait.ts';
import type { Pattern } from '../rule.ts';
import { before } from './context.ts';
import { matchesWhere } from './matches-where.ts';
import { NOT_AFTER, NOT_BEFORE } from './number-borders.ts';

const DATE = '\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const DASH = '[ ]?[-–][ ]?|[ ]|';
const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
const MODULUS = 11;
/** What the check digit of foreigners is ahead of that of residents. */
const FOREIGN_SHIFT = 2;
/** Digit of sex and century: 1, 2, 5 and 6 were born in the twentieth, 3, 4, 7 and 8 in this one. */
const TWENTIETH = '1256';
/** Nobody who has a number was born later. */
const LAST_YEAR = 2049;

/** Words that say what the digits are, and words that say they are something else. */
const NAMED = /주민|외국인|등록\s?번호|거소|생년|rrn|frn|arc|jumin|resident|foreigner|alien/i;
const NAMED_REACH = 32;
const OTHER = '(?:주문|접수|예약|송장|거래|상품|문의|관리|사건|order|invoice|ticket|tracking|booking)';
const OTHERWISE = new RegExp(`${OTHER}\\s?(?:번호|코드|no\\.?|num(?:ber)?|id|s)?[\\s:=#("'_-]{0,4}$`, 'i');
/** As in `/orders/…`: less sure, so that the check digit outweighs it. */
const MAYBE_OTHERWISE = new RegExp(`${OTHER}[^\\d\\0]{0,12}$`, 'i');
const OTHERWISE_REACH = 32;
/** Milliseconds since 1970 from 2017 to 2033, when read as a date of birth. */
const LOOKS_LIKE_CLOCK = /^(?:1[5-9])\d{11}$/;

/**
 * Numbers of thirteen digits: date of birth, digit of sex and century, six more. Since October 2020 the six are random:
 * a new number has no valid check digit. Therefore, when the two halves stand apart (`900101-1234567`), a real date and a
 * century digit that fits it decide alone, unless a word before says that it is an order and the like. Thirteen digits in
 * one run are also bar codes (Korea's begin with 880) and clocks in milliseconds: there the check digit or a word like
 * `주민등록번호` must confirm, and for what could be a clock of today the word.
 */
export function registrationPattern(options: { centuryDigits: string; isForeign: boolean }): Pattern {
  const shift = options.isForeign ? FOREIGN_SHIFT : 0;
  const regex = new RegExp(`${NOT_AFTER}${DATE}(?:${DASH})[${options.centuryDigits}]\\d{6}${NOT_BEFORE}`, 'g');
  const isOtherwise = (context: string, digits: string): boolean =>
    OTHERWISE.test(context) || (MAYBE_OTHERWISE.test(context) && !hasCheckDigit(digits, shift));
  const accepts = (text: string, value: string, start: number): boolean => {
    const digits = value.replace(/\D/g, '');
    if (!isBirthDate(digits)) return false;
    if (digits.length < value.length) return !isOtherwise(before(text, start, OTHERWISE_REACH), digits);
    if (NAMED.test(before(text, start, NAMED_REACH))) return true;
    return !LOOKS_LIKE_CLOCK.test(digits) && hasCheckDigit(digits, shift);
  };
  return {
    needs: TRAIT.registrationDigits,
    find: text => matchesWhere(regex, text, (value, start) => accepts(text, value, start)),
  };
}

function isBirthDate(digits: string): boolean {
  const year = Number(digits.slice(0, 2)) + (TWENTIETH.includes(digits.charAt(6)) ? 1900 : 2000);
  const month = Number(digits.slice(2, 4));
  const day = Number(digits.slice(4, 6));
  return year <= LAST_YEAR && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function hasCheckDigit(digits: string, shift: number): boolean {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return (MODULUS - (sum % MODULUS) + shift) % 10 === Number(digits.at(-1));
}

/** Resident registration numbers (주민등록번호). */
export const residentNumber = registrationPattern({ centuryDigits: '1-4', isForeign: false });
/** Foreigner registration numbers (외국인등록번호). */
export const foreignerNumber = registrationPattern({ centuryDigits: '5-8', isForeign: true });
