import type { Redaction } from './redaction.ts';
import type { RuleType } from './rule-type.ts';

/** What a name in a config stands for: one thing to look for, or other rules. */
export type RuleSpec = OneRule | ManyRules;

export interface OneRule {
  readonly kind: 'one';
  readonly type: RuleType;
  /** `undefined`: nothing was said, so that a rule which hides this one may say it. */
  readonly redaction: Redaction | undefined;
}

export interface ManyRules {
  readonly kind: 'many';
  readonly names: readonly string[];
  /** The rules are reported, and redact, as this one says. */
  readonly hideInner: boolean;
  readonly redaction: Redaction | undefined;
}
