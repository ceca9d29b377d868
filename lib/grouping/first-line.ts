import { truncate } from './truncate.ts';

/** Characters of a message that fit into a title. */
const TITLE_CHARS = 100;
/** Enough to find a line that is not blank; the rest of a huge message is not looked at. */
const SEARCHED_CHARS = 8192;

/** The first line with something on it, short enough for a title. */
export function firstLine(text: string, max = TITLE_CHARS): string {
  const head = text.slice(0, SEARCHED_CHARS).trimStart();
  const end = head.search(/[\r\n]/);
  return truncate((end === -1 ? head : head.slice(0, end)).trimEnd(), max);
}
