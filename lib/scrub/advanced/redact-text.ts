import { look } from '../look.ts';
import { RedactedText, type Writer } from '../redacted-text.ts';
import type { Mark } from '../remarks.ts';
import type { Ranges } from '../rules/rule.ts';
import type { Step } from '../safe-fields.ts';
import { TRAIT } from '../trait.ts';
import { markType, redact } from './redaction.ts';
import type { AdvancedRule } from './rule.ts';

const NUL = '\0';
/** Of rules over one text. Ours: nearly always the second one finds nothing. */
const MAX_PASSES = 8;
const ONLY_NULS = /^\0*$/;

/** What rules make of a text: another text, or nothing at all because of one of them. */
export type Redacted = { readonly text: string; readonly marks: readonly Mark[] } | { readonly removedBy: string };

/**
 * A plain text after rules, for what is no event. `key` is the key it stands under. What had to go is the empty text.
 * A hash or a replacement may be longer or shorter than what it stands for.
 */
export function redactText(text: string, rules: readonly AdvancedRule[], key?: Step): string {
  const redacted = applyRules(text, [], rules, key);
  return 'removedBy' in redacted ? '' : redacted.text;
}

/**
 * Runs the rules over a text that has `marks` of earlier redactions. A redaction makes new borders, at which a rule may
 * find what it did not see before: rules that took nothing look again until nothing changes. One that took something
 * does not, nor one that did so in an earlier run: it would take what it was made to leave.
 */
export function applyRules(
  text: string,
  marks: readonly Mark[],
  rules: readonly AdvancedRule[],
  key: Step | undefined,
): Redacted {
  const redacted = new RedactedText(text, marks);
  const before = new Set(marks.map(({ rule }) => rule));
  let waiting = rules.filter(({ id }) => !before.has(id));
  for (let pass = 0; pass < MAX_PASSES && waiting.length > 0; pass++) {
    const remover = waiting.find(rule => rule.redaction.method === 'remove' && takesWhole(rule, key));
    if (remover !== undefined) return { removedBy: remover.id };
    const { masked } = redacted;
    const traits = look(masked); // what a rule takes away gives the next ones no trait
    waiting = waiting.filter(rule => !applyRule(redacted, rule, key, traits));
    if (redacted.masked === masked) break;
  }
  return redacted.join();
}

/** Whether it took anything. */
function applyRule(redacted: RedactedText, rule: AdvancedRule, key: Step | undefined, traits: number): boolean {
  const { masked } = redacted;
  if (takesWhole(rule, key)) redacted.replaceWhole(writerOf(rule));
  else replaceMatches(redacted, rule, traits);
  return redacted.masked !== masked;
}

/** Whether any rule has work: for most texts none has, so that it copies and allocates nothing. */
export function anyTakes(rules: readonly AdvancedRule[], text: string, key: Step | undefined): boolean {
  const traits = look(text);
  if ((traits & TRAIT.nul) !== 0) return true; // a text's own NULs are no redactions: the rules run without them
  return rules.some(rule => takesWhole(rule, key) || matchesText(rule, text, traits));
}

const matchesText = ({ type }: AdvancedRule, text: string, traits: number): boolean =>
  type.patterns.some(({ needs, find }) => (traits & needs) !== 0 && find(text).length > 0);

/** Whether a rule takes a value whatever it holds: all that can be done with a number, a list or an object. */
export const takesWhole = ({ type }: AdvancedRule, key: Step | undefined): boolean =>
  type.anything || (key !== undefined && type.matchesKey?.(String(key)) === true);

function replaceMatches(redacted: RedactedText, rule: AdvancedRule, traits: number): void {
  for (const pattern of rule.type.patterns) {
    if ((traits & pattern.needs) === 0) continue;
    redacted.replace(withText(pattern.find(redacted.masked), redacted.masked), writerOf(rule));
  }
}

/** A pattern of a project's own may match what is a redaction already, and nothing else. */
function withText(ranges: Ranges, masked: string): Ranges {
  if (!masked.includes(NUL)) return ranges;
  const kept: number[] = [];
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const [start, end] = [ranges[i]!, ranges[i + 1]!]; // below the length
    if (!ONLY_NULS.test(masked.slice(start, end))) kept.push(start, end);
  }
  return kept;
}

const writerOf = ({ id, redaction }: AdvancedRule): Writer => ({
  id,
  replacement: redaction.text,
  type: markType(redaction),
  ...((redaction.method === 'mask' || redaction.method === 'hash') && {
    rewrite: (taken: string) => redact(redaction, taken),
  }),
});
