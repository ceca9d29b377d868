import { NOWHERE, type Ranges, type Rule } from './rule.ts';

const BRACKETS = /[[\]]/g;

/** Finds where a text shows what `rules` write in the place of what they took. */
export function writtenBy(rules: readonly Pick<Rule, 'replacement'>[]): (text: string) => Ranges {
  const replacements = new Set(rules.map(rule => rule.replacement.replace(BRACKETS, '\\$&')));
  const written = new RegExp([...replacements].join('|'), 'g');
  return text => {
    if (!text.includes('[')) return NOWHERE;
    const ranges = [...text.matchAll(written)].flatMap(match => [match.index, match.index + match[0].length]);
    return ranges.length === 0 ? NOWHERE : ranges;
  };
}
