import { TRAIT } from '../../trait.ts';
import type { Pattern } from '../rule.ts';
import { before } from './context.ts';
import { matchesWhere } from './matches-where.ts';

const NUMBER = /(?<![\w.\0#]|[\w\0]-)(?:[A-Z]{1,2}\d{7,8}|[A-Z]\d{3}[A-Z]\d{4})(?![\w\0]|-[\w\0])/g;
/** An ordinary Korean passport, before and since December 2021, but not `M` and a date. */
const ORDINARY = /^M(?:(?!(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))\d{8}|\d{3}[A-Z]\d{4})$/;
const NAMED = /여권|passport/i;
const REACH = 32;
const OTHERWISE =
  /(?:주문|상품|모델|부품|품번|코드|order|sku|model|part|item|code|batch|lot|serial|build)[^\d\0]{0,12}$/i;

/** Passport numbers: any after the word, Korea's ordinary ones by their form alone. */
export const passport: Pattern = {
  needs: TRAIT.ibanHead,
  find: text => matchesWhere(NUMBER, text, (value, start) => isPassport(value, before(text, start, REACH))),
};

const isPassport = (value: string, context: string): boolean =>
  NAMED.test(context) || (ORDINARY.test(value) && !OTHERWISE.test(context));

const KEY = /^(?:passport(?:_?(?:no|num|number))?|여권번호)$/i;
export const isPassportKey = (key: string): boolean => KEY.test(key);
