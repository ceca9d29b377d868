import type { PatternField } from './rule.ts';
import { matchWithin } from './rule-glob.ts';
import {
  type CompiledRule,
  type ErrorQuestion,
  type FrameQuestion,
  isOfFamily,
  PATTERN_FIELDS,
  type RuleSet,
} from './rule-set.ts';
import type { RuleFrame, RuleStack } from './stack.ts';

const UNKNOWN = '<unknown>';

/** By field: the places of the patterns that match the name of a frame. */
type FoundPatterns = Readonly<Record<PatternField, readonly number[]>>;

/**
 * Calls `apply` for each rule that is about a frame of the stack, in the order of the rules, with the places of those
 * frames. A rule sees what the rules before it have made of the frames, and all its frames before it changes any.
 */
export function forMatchingRules(
  set: RuleSet,
  stack: RuleStack,
  wanted: (rule: CompiledRule) => boolean,
  apply: (rule: CompiledRule, places: readonly number[]) => void,
): void {
  const found = findPatterns(set, stack);
  const candidates = candidatesOf(set, found);
  for (const number of [...candidates.keys()].sort((a, b) => a - b)) {
    const rule = set.rules[number];
    if (rule === undefined || !wanted(rule) || !hasCategory(rule, stack) || !isAboutError(rule, stack)) continue;
    const places = (candidates.get(number) ?? []).filter(place => isAbout(rule, place, stack.frames, found));
    if (places.length > 0) apply(rule, places);
  }
}

const NONE: readonly number[] = [];

function findPatterns(set: RuleSet, { frames, budget }: RuleStack): FoundPatterns[] {
  const find = (frame: RuleFrame, field: PatternField): readonly number[] => {
    const name = frame.names[field];
    if (name === undefined) return NONE;
    const answer = set.names[frame.family][field].find(name, { plain: budget.steps < 0 });
    budget.steps -= answer.steps;
    return answer.patterns;
  };
  return frames.map(frame => ({
    function: find(frame, 'function'),
    module: find(frame, 'module'),
    package: find(frame, 'package'),
    path: find(frame, 'path'),
  }));
}

/** The frames that a rule may be about, by its number: those with a name that it asks for, or all. Hot: plain loops. */
function candidatesOf(set: RuleSet, found: readonly FoundPatterns[]): Map<number, number[]> {
  const everywhere = found.map((_, place) => place);
  const candidates = new Map<number, number[]>();
  for (const number of set.unanchored) candidates.set(number, everywhere);
  found.forEach((patterns, place) => {
    for (const field of PATTERN_FIELDS) {
      for (const pattern of patterns[field]) {
        for (const number of set.anchored[field][pattern] ?? []) {
          const places = candidates.get(number);
          if (places === undefined) candidates.set(number, [place]);
          else places.push(place);
        }
      }
    }
  });
  return candidates;
}

/** Most stacks have no frame of most categories. */
const hasCategory = ({ category }: CompiledRule, { frames }: RuleStack): boolean =>
  category === undefined || frames.some(frame => frame.category === category);

const isAboutError = ({ errors }: CompiledRule, { error, budget }: RuleStack): boolean =>
  errors.every(({ field, glob, negated }: ErrorQuestion) => {
    const { matched, steps } = matchWithin(glob, error[field] ?? UNKNOWN, budget.steps);
    budget.steps -= steps;
    return matched !== negated;
  });

function isAbout(
  rule: CompiledRule,
  place: number,
  frames: readonly RuleFrame[],
  found: readonly FoundPatterns[],
): boolean {
  const answers = (question: FrameQuestion, at: number): boolean => {
    const [frame, patterns] = [frames[at], found[at]];
    return frame !== undefined && patterns !== undefined && holds(question, frame, patterns);
  };
  return (
    rule.frame.every(question => answers(question, place)) &&
    (rule.caller === undefined || answers(rule.caller, place - 1)) &&
    (rule.callee === undefined || answers(rule.callee, place + 1))
  );
}

function holds(question: FrameQuestion, frame: RuleFrame, patterns: FoundPatterns): boolean {
  switch (question.kind) {
    case 'pattern':
      return patterns[question.field].includes(question.index) !== question.negated;
    case 'family':
      return isOfFamily(question, frame.family);
    case 'app':
      return (question.inApp === (frame.inApp ?? false)) !== question.negated;
    case 'category':
      return (question.category === frame.category) !== question.negated;
  }
}
