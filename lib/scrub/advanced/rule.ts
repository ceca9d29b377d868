import type { Redaction } from './redaction.ts';
import type { RuleType } from './rule-type.ts';

/** A rule with all that its name stands for. */
export interface AdvancedRule {
  /** What remarks in `_meta` call it: its name in the config, or that of the rule which hides it. */
  readonly id: string;
  /** Its own name: the rules of one application run in the order of these, as in the reference. */
  readonly name: string;
  readonly type: RuleType;
  readonly redaction: Redaction;
}
