import { TRAIT } from '../../trait.ts';
import type { Pattern, Ranges } from '../rule.ts';
import { before } from './context.ts';
import { matchesWhere } from './matches-where.ts';
import { mergeRanges } from './merge-ranges.ts';
import { NOT_AFTER, NOT_BEFORE } from './number-borders.ts';

/** Korea's banks, as people and programs write them. */
const KOREAN =
  '(?:대구|부산|경남|광주|전북|제주|제일|씨티)(?=\\s?은행)|국민|신한|우리|하나|농협|기업|산업|수협|신협|카카오|토스|케이|새마을금고|우체국|저축|아이엠|iM|KB|NH|IBK|KDB|SC|KEB|K';
const ENGLISH =
  'kookmin|shinhan|woori|hana|nonghyup|industrial|kakao|toss|k-?bank|citi|standard chartered|suhyup|shinhyup|saemaul|korea post|busan|daegu|kwangju|jeonbuk|jeju|kyongnam|kb star|kb|nh|ibk';
/** What may stand between a bank's name and the number: nothing that says the number is something else. */
const BETWEEN =
  '(?:[\\s:(),#·"\'=_[\\]-]|은행|뱅크|중앙회|예금주\\s?[가-힣]{2,4}|bank|계좌|번호|입금|출금|이체|송금|환불|가상|account|acct|a\\/c|number|no\\.?){0,12}';
const NUMBER = '(\\d{2,6}(?:-\\d{1,8}){1,4}|\\d{10,14})';

const AFTER_NAME = new RegExp(
  `(?:(?<![A-Za-z가-힣0-9])(?:(?:KB|NH|IBK|SC|KDB|KEB)?\\s?(?:${KOREAN})|${ENGLISH})|계좌|예금)${BETWEEN}(?<!\\d|\\d-)${NUMBER}${NOT_BEFORE}`,
  'gi',
);
/** `110-123-456789 (신한)` */
const BEFORE_NAME = new RegExp(
  `${NOT_AFTER}\\d{2,6}(?:-\\d{1,8}){1,4}(?=\\s{0,2}[([,/]?\\s?(?:(?:${KOREAN})\\s?(?:은행|뱅크)|농협|신한|국민|카카오|토스|수협|새마을금고|우체국|(?:${ENGLISH})\\s?bank))`,
  'gi',
);

const MIN_DIGITS = 10;
const MAX_DIGITS = 16;
/** A date, or a clock in one run. */
const DATED = /^(?:19|20)\d{2}-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?:-|\d{0,6}$)/;

/** Bank account numbers next to a bank's name, or after the word 계좌. There is no check digit: only the name tells. */
export const bankAccount: Pattern = { needs: TRAIT.phoneDigits, find: findAccounts };

function findAccounts(text: string): Ranges {
  const after = matchesWhere(AFTER_NAME, text, isAccount);
  const ahead = matchesWhere(
    BEFORE_NAME,
    text,
    (value, start) => isAccount(value) && !/\d{2}[-:.]$/.test(before(text, start, 4)),
  );
  return mergeRanges(after, ahead);
}

function isAccount(value: string): boolean {
  const digits = value.replaceAll('-', '').length;
  return digits >= MIN_DIGITS && digits <= MAX_DIGITS && !DATED.test(value);
}

const KEY = /^(?:bank_?account(?:_?(?:no|num|number))?|account_?(?:no|num|number)|계좌(?:번호)?)$/i;
export const isAccountKey = (key: string): boolean => KEY.test(key);
