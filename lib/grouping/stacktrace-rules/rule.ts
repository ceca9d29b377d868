/** What of a frame a pattern is held against. */
export type PatternField = 'function' | 'module' | 'package' | 'path';
/** What of the exception that a stack belongs to. */
export type ErrorField = 'mechanism' | 'type' | 'value';

/** Which frames a rule is about. */
export interface RuleMatcher {
  readonly kind: PatternField | ErrorField | 'app' | 'category' | 'family';
  readonly argument: string;
  readonly negated: boolean;
}

/** `frame`: the one that matched; `newer`: those it led to, towards the crash (`^`); `older`: those that led to it (`v`). */
export type Reach = 'frame' | 'newer' | 'older';

export type RuleAction =
  | { readonly kind: 'app' | 'group'; readonly reach: Reach; readonly value: boolean }
  | { readonly kind: 'category'; readonly value: string }
  | { readonly kind: 'max-frames' | 'min-frames'; readonly value: number }
  | { readonly kind: 'invert-stacktrace'; readonly value: boolean };

/** One line of the rules. */
export interface StacktraceRule {
  /** Of the exception. */
  readonly errors: readonly RuleMatcher[];
  readonly frame: readonly RuleMatcher[];
  /** Of the frame before, the older one. */
  readonly caller?: RuleMatcher;
  /** Of the frame behind, the newer one. */
  readonly callee?: RuleMatcher;
  readonly actions: readonly RuleAction[];
}

const ERROR_FIELDS: ReadonlySet<string> = new Set<ErrorField>(['mechanism', 'type', 'value']);
const PATTERN_FIELDS: ReadonlySet<string> = new Set<PatternField>(['function', 'module', 'package', 'path']);

export const isErrorField = (kind: RuleMatcher['kind']): kind is ErrorField => ERROR_FIELDS.has(kind);
export const isPatternField = (kind: RuleMatcher['kind']): kind is PatternField => PATTERN_FIELDS.has(kind);
