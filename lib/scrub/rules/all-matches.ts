import { NOWHERE, type Ranges } from './rule.ts';

/** Every match of a global regex, as ranges. */
export function allMatches(regex: RegExp, text: string): Ranges {
  regex.lastIndex = 0;
  let ranges: number[] | undefined;
  for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
    ranges ??= [];
    ranges.push(match.index, match.index + match[0].length);
  }
  return ranges ?? NOWHERE;
}
