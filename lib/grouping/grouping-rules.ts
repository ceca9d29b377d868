import type { GroupingConfig } from './config.ts';
import type { FingerprintRule } from './fingerprint-rules/fingerprint-rule.ts';
import type { StacktraceRules } from './stacktrace-rules/stacktrace-rules.ts';

/** The rules that an event is grouped by: Allim's own, and what people have said of its project. */
export interface GroupingRules {
  readonly config: GroupingConfig;
  readonly stacktrace: StacktraceRules;
  /** The first that matches decides. */
  readonly fingerprint: readonly FingerprintRule[];
}

/** By what rules, and for whom. */
export interface GroupingTask extends GroupingRules {
  /** For people: with what did not count, and why. The hashes are the same, and come later. */
  readonly explain?: boolean;
}
