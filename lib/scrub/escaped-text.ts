import type { RuleSet } from './profile.ts';
import type { RedactedText } from './redacted-text.ts';
import { NOWHERE, type Ranges, type Rule } from './rules/rule.ts';
import { type Unescaped, unescapeText } from './unescape.ts';

/** What a text spells with escapes in escapes, such as an address in the query of an address. */
const MAX_ESCAPE_LEVELS = 2;

/** Takes out what shows only when escapes are read: the rules look at that, and what they find is taken where it is spelled. */
export function redactEscaped(redacted: RedactedText, rules: readonly Rule[], set: RuleSet): void {
  let levels = levelsOf(redacted.masked, set);
  for (const rule of rules)
    for (let round = 0; round < MAX_ESCAPE_LEVELS; round++) {
      const ranges = levels.map(level => findEscaped(level, rule)).find(found => found.length > 0);
      if (ranges === undefined) break;
      redacted.replace(ranges, rule);
      levels = levelsOf(redacted.masked, set);
    }
}

/** Whether any rule finds something in what a text's escapes spell. */
export const anyMatchesEscaped = (set: RuleSet, text: string): boolean =>
  levelsOf(text, set).some(level => set.rules.some(rule => findEscaped(level, rule).length > 0));

/** Where a rule finds something in what escapes spell, as places in the text that has them. */
function findEscaped({ text, starts, traits }: Level, { pattern }: Rule): Ranges {
  return (traits & pattern.needs) === 0 ? NOWHERE : pattern.find(text).map(at => starts[at] ?? 0);
}

interface Level extends Unescaped {
  readonly traits: number;
}

/** A text without its escapes, and without those that show then; places are those of the text itself. */
function levelsOf(text: string, set: RuleSet): Level[] {
  const levels: Level[] = [];
  for (let level = 0; level < MAX_ESCAPE_LEVELS; level++) {
    const last = levels.at(-1);
    const next = unescapeText(last?.text ?? text);
    if (next === undefined) break;
    const starts = last === undefined ? next.starts : next.starts.map(at => last.starts[at] ?? 0);
    levels.push({ text: next.text, starts, traits: set.look(next.text) });
  }
  return levels;
}
