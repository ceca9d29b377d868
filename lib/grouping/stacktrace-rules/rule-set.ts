import { describeRule } from './describe-rule.ts';
import { type NameIndex, nameIndex } from './name-index.ts';
import {
  type ErrorField,
  isErrorField,
  isPatternField,
  type PatternField,
  type RuleAction,
  type RuleMatcher,
  type StacktraceRule,
} from './rule.ts';
import { compileRuleGlob, type RuleGlob } from './rule-glob.ts';
import type { Family } from './stack.ts';

export const PATTERN_FIELDS: readonly PatternField[] = ['function', 'module', 'package', 'path'];

/** A question to a frame. `index`: the place of the pattern among those of its field. */
export type FrameQuestion = { readonly negated: boolean } & (
  | { readonly kind: 'pattern'; readonly field: PatternField; readonly index: number }
  | { readonly kind: 'family'; readonly families: ReadonlySet<string> }
  | { readonly kind: 'app'; readonly inApp: boolean | undefined }
  | { readonly kind: 'category'; readonly category: string }
);

type FamilyQuestion = Extract<FrameQuestion, { kind: 'family' }>;

export interface ErrorQuestion {
  readonly field: ErrorField;
  readonly glob: RuleGlob;
  readonly negated: boolean;
}

export interface CompiledRule {
  readonly errors: readonly ErrorQuestion[];
  readonly frame: readonly FrameQuestion[];
  readonly caller?: FrameQuestion;
  readonly callee?: FrameQuestion;
  /** Only frames of this category can be meant. */
  readonly category?: string;
  readonly actions: readonly RuleAction[];
  /** Whether it says what a frame is (`app`, `category`); what a frame is worth is said by the other actions. */
  readonly classifies: boolean;
  readonly text: string;
}

/** Rules made ready to be asked which of them are about the frames of a stack. */
export interface RuleSet {
  readonly rules: readonly CompiledRule[];
  /** By family of frames: a rule that is not about a family need not have its patterns tried there. */
  readonly names: Readonly<Record<Family, Readonly<Record<PatternField, NameIndex>>>>;
  /** By field and place of pattern: the rules that can only be about frames with a name that it matches. */
  readonly anchored: Readonly<Record<PatternField, readonly (readonly number[])[]>>;
  /** The rules that ask for no name. */
  readonly unanchored: readonly number[];
}

export function compileRuleSet(rules: readonly StacktraceRule[]): RuleSet {
  const patterns = perField<string[]>(() => []);
  const compiled = rules.map(rule => compileRule(rule, patterns));
  const anchored = perField<number[][]>(field => patterns[field].map(() => []));
  const unanchored: number[] = [];
  for (const [number, rule] of compiled.entries()) (anchorOf(rule, anchored) ?? unanchored).push(number);
  const namesFor = (family: Family): Record<PatternField, NameIndex> => {
    const wanted = new Set(compiled.flatMap(rule => patternsOf(rule, family)));
    return perField(field => indexOf(field, patterns[field], wanted));
  };
  const names = { javascript: namesFor('javascript'), native: namesFor('native'), other: namesFor('other') };
  return { rules: compiled, names, anchored, unanchored };
}

const perField = <T>(make: (field: PatternField) => T): Record<PatternField, T> => ({
  function: make('function'),
  module: make('module'),
  package: make('package'),
  path: make('path'),
});

const indexOf = (field: PatternField, patterns: readonly string[], wanted: ReadonlySet<string>): NameIndex =>
  nameIndex(
    patterns.map((pattern, index) => (wanted.has(`${field} ${index}`) ? pattern : undefined)),
    { pathLike: field === 'path' || field === 'package' },
  );

/** The patterns that frames of a family are held against, as field and place. */
function patternsOf({ frame, caller, callee }: CompiledRule, family: Family): string[] {
  const isAboutFamily = frame.every(question => question.kind !== 'family' || isOfFamily(question, family));
  const beside = [caller, callee].filter(question => question !== undefined);
  return [...beside, ...(isAboutFamily ? frame : [])].flatMap(question =>
    question.kind === 'pattern' ? `${question.field} ${question.index}` : [],
  );
}

export const isOfFamily = ({ families, negated }: FamilyQuestion, family: Family): boolean =>
  (families.has(family) || families.has('all')) !== negated;

type Anchors = Readonly<Record<PatternField, readonly number[][]>>;

function anchorOf(rule: CompiledRule, anchored: Anchors): number[] | undefined {
  for (const question of rule.frame)
    if (question.kind === 'pattern' && !question.negated) return anchored[question.field][question.index];
  return undefined;
}

type Patterns = Record<PatternField, string[]>;

function compileRule(rule: StacktraceRule, patterns: Patterns): CompiledRule {
  const category = rule.frame.find(({ kind, negated }) => kind === 'category' && !negated)?.argument;
  return {
    errors: rule.errors.map(errorQuestion),
    frame: rule.frame.map(matcher => frameQuestion(matcher, patterns)),
    ...(rule.caller && { caller: frameQuestion(rule.caller, patterns) }),
    ...(rule.callee && { callee: frameQuestion(rule.callee, patterns) }),
    ...(category !== undefined && { category }),
    actions: rule.actions,
    classifies: rule.actions.some(({ kind }) => kind === 'app' || kind === 'category'),
    text: describeRule(rule),
  };
}

const errorQuestion = ({ kind, argument, negated }: RuleMatcher): ErrorQuestion => ({
  // Only matchers of the exception are kept in `errors`.
  field: kind as ErrorField,
  glob: compileRuleGlob(argument),
  negated,
});

const YES: ReadonlySet<string> = new Set(['1', 'yes', 'true']);
const NO: ReadonlySet<string> = new Set(['0', 'no', 'false']);

function frameQuestion({ kind, argument, negated }: RuleMatcher, patterns: Patterns): FrameQuestion {
  if (isPatternField(kind)) return { kind: 'pattern', negated, field: kind, index: numberOf(argument, patterns[kind]) };
  if (kind === 'family') return { kind, negated, families: new Set(argument.split(',')) };
  if (kind === 'app') return { kind, negated, inApp: YES.has(argument) || (NO.has(argument) ? false : undefined) };
  if (isErrorField(kind)) throw new TypeError(`${kind} is asked of the exception, not of a frame`);
  return { kind, negated, category: argument };
}

function numberOf(pattern: string, patterns: string[]): number {
  const known = patterns.indexOf(pattern);
  return known === -1 ? patterns.push(pattern) - 1 : known;
}
