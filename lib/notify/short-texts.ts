import { oneLine } from './one-line.ts';

/** SNS takes no longer subject. */
const MAX_SUBJECT_LENGTH = 100;
/** One SMS of GSM characters is 160, of Korean ones 70; longer ones are sent in parts, each at its price. */
export const MAX_SMS_LENGTH = 140;

/** Characters of the column of names. */
const NAMES_WIDTH = 13;

/**
 * SNS takes printable ASCII without line breaks, beginning with a letter, digit or punctuation mark.
 * @param plain said instead of a subject that would not be readable in ASCII
 */
export const subjectLine = (subject: string, plain: string): string => {
  const line = oneLine(subject, MAX_SUBJECT_LENGTH);
  const readable = /^[\x20-\x7e]*$/.test(line) ? line : oneLine(plain, MAX_SUBJECT_LENGTH);
  return readable.replace(/[^\x20-\x7e]/g, '?');
};

/** One line for each that is known, its names in a column. */
export const factLines = (rows: readonly (readonly [name: string, value: string | undefined])[]): string[] =>
  rows.flatMap(([name, value]) => (value ? [`${`${name}:`.padEnd(NAMES_WIDTH)}${oneLine(value)}`] : []));
