import { TRAIT } from '../../trait.ts';
import type { Pattern } from '../rule.ts';
import { before } from './context.ts';
import { matchesWhere } from './matches-where.ts';
import { NOT_AFTER, NOT_BEFORE } from './number-borders.ts';

/** Where it was issued: a number from 11 to 28, in older ones the name. */
const REGION = '(?:1[1-9]|2[0-8])';
const REGION_NAME = '(?:서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산)';

const FORMS = [`${REGION}-\\d{2}-\\d{6}-\\d{2}`, `${REGION_NAME}[ -]?\\d{2}-\\d{6}-\\d{2}`, `${REGION}\\d{10}`];
const NUMBER = new RegExp(`${NOT_AFTER}(?:${FORMS.join('|')})${NOT_BEFORE}`, 'g');
const NAMED = /면허|licen[cs]e/i;
const REACH = 24;

/** Korean driver's licence numbers (운전면허번호); twelve digits in one run need their name before them. */
export const driversLicence: Pattern = {
  needs: TRAIT.phoneDigits,
  find: text =>
    matchesWhere(NUMBER, text, (value, start) => value.includes('-') || NAMED.test(before(text, start, REACH))),
};

const KEY = /^(?:drivers?_?licen[cs]e(?:_?(?:no|num|number))?|licen[cs]e_?(?:no|num|number)|(?:운전)?면허번호)$/i;
export const isLicenceKey = (key: string): boolean => KEY.test(key);
