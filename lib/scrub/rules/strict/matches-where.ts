import { NOWHERE, type Ranges } from '../rule.ts';

/**
 * Every match of a global regex that `accepts` agrees to. Of a regex with a group the last group is the range, and it
 * ends the match: what is before it is context.
 */
export function matchesWhere(
  regex: RegExp,
  text: string,
  accepts: (value: string, start: number, end: number) => boolean,
): Ranges {
  regex.lastIndex = 0;
  let ranges: number[] | undefined;
  for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
    const value = match.length > 1 ? (match.at(-1) ?? match[0]) : match[0];
    const end = match.index + match[0].length;
    const start = end - value.length;
    if (!accepts(value, start, end)) continue;
    ranges ??= [];
    ranges.push(start, end);
  }
  return ranges ?? NOWHERE;
}
