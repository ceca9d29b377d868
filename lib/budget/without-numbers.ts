/** Longer texts are taken as they are: grouping looks at a part of them only, and numbers would move its end. */
const MAX_CHARS = 1_000;
/** Digits that stand alone, as grouping takes them for numbers and for nothing else. */
const LONE_NUMBER = /(?<=^|[ (#[])\d{1,7}(?=$|[ )\],])/g;
/** With any of these a number may be part of a date, a time or something else that grouping knows. */
const MAY_BE_MORE =
  /Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|GMT|UTC|[=@]|:\/\/|datetime|\d{4}-?[01]\d-?[0-3]\d |(?:[\dA-Fa-f]{2} ){5}/;

/**
 * `order 17 failed` → `order 0 failed`, where it is certain that grouping does not tell the two apart; any other text as
 * it is.
 */
export const withoutNumbers = (text: string | undefined): string | undefined => {
  if (text === undefined || text.length > MAX_CHARS || MAY_BE_MORE.test(text)) return text;
  return text.replace(LONE_NUMBER, '0');
};
