import { TRAIT } from '../../trait.ts';
import type { Pattern } from '../rule.ts';
import { before } from './context.ts';
import { matchesWhere } from './matches-where.ts';
import { NOT_AFTER, NOT_BEFORE } from './number-borders.ts';

/** Korea's area codes, internet telephony and numbers for life; without the leading zero. */
const AREA = '(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50\\d?)';
const MOBILE = '1[016789]';
const GAP = '(?: ?[-–] ?|[. )])';
const END = '\\d{3,4}(?: ?[-–] ?|[. ])?\\d{4}';
const SEPARATED_END = '\\d{3,4}(?: ?[-–] ?|[. ])\\d{4}';

const FORMS = [
  // 010-1234-5678, 010 1234 5678, 01012345678
  `010${GAP}?\\d{4}(?: ?[-–] ?|[. ])?\\d{4}`,
  // 011-234-5678: numbers of the second generation, which still stand in old data
  `${'0'}${MOBILE}${GAP}${SEPARATED_END}`,
  // 02-123-4567, (031) 123-4567
  `\\(0${AREA}\\)[ -]?${SEPARATED_END}`,
  `0${AREA}${GAP}${SEPARATED_END}`,
  // +82-10-1234-5678, +82 (0)10 1234 5678, (82)10-1234-5678
  `(?:\\(?\\+\\s?82\\)?|0082|\\(82\\)|82(?=-))[-. ]{0,2}(?:\\(0\\)|0)?(?:${MOBILE}|${AREA})[-. )]?${END}`,
  // +14155552671, +1 (415) 555-2671
  '\\+(?!82)[1-9]\\d{0,2}(?:[-. ()]{0,2}\\d){8,12}',
];
/** Landline numbers without their separators look like any other number: they need their name before them. */
const BARE = `0${AREA}[- ]?\\d{7,8}`;
const IS_BARE = new RegExp(`^${BARE}$`);
const NUMBER = new RegExp(`(?<![+])${NOT_AFTER}(?:${FORMS.join('|')}|${BARE})${NOT_BEFORE}`, 'g');
const NAMED = /전화|연락처|휴대폰|핸드폰|팩스|tel|phone|fax|mobile|contact/i;
const REACH = 24;

/** Telephone numbers: Korea's mobile and landline ones, and others that begin with a country code. */
export const phone: Pattern = {
  needs: TRAIT.phoneDigits,
  find: text =>
    matchesWhere(NUMBER, text, (value, start) => !IS_BARE.test(value) || NAMED.test(before(text, start, REACH))),
};
