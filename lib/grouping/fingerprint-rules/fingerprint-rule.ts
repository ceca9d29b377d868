/** What a matcher looks at, by the kind of thing that it is a part of. */
export type MatcherField =
  | 'app'
  | 'family'
  | 'function'
  | 'level'
  | 'logger'
  | 'message'
  | 'module'
  | 'package'
  | 'path'
  | 'release'
  | 'sdk'
  | 'tag'
  | 'type'
  | 'value';

/** `type:"Key*"`: one condition of a rule. */
export interface FingerprintMatcher {
  readonly field: MatcherField;
  /** Of a tag. */
  readonly tag?: string;
  readonly negated: boolean;
  /** As a person wrote it. */
  readonly key: string;
  readonly pattern: string;
  /** Whether a text is what the pattern says, before it is negated. */
  readonly matches: (text: string) => boolean;
}

/** What the conditions of a rule are about. */
export type MatchedKind = 'event' | 'exceptions' | 'frames' | 'messages' | 'tags';

/** Conditions that must hold for one and the same exception, frame or message. */
export interface JoinedMatchers {
  readonly kind: MatchedKind;
  readonly matchers: readonly FingerprintMatcher[];
}

/** One line of the rules. */
export interface FingerprintRule {
  readonly matchers: readonly FingerprintMatcher[];
  /** The same, sorted by what they are about. */
  readonly joined: readonly JoinedMatchers[];
  /** Values and variables, as in an event's own fingerprint. */
  readonly fingerprint: readonly string[];
  /** Of the issue, with variables. */
  readonly title?: string;
  readonly isBuiltIn: boolean;
  /** The rule as a person would write it, for the explanation of a grouping. */
  readonly text: string;
}
