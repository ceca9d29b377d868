import { groupingConfig } from './config.ts';
import { BUILT_IN_FINGERPRINT_RULES } from './fingerprint-rules/built-in-rules.ts';
import type { FingerprintRule } from './fingerprint-rules/fingerprint-rule.ts';
import { parseFingerprintRules } from './fingerprint-rules/parse-fingerprint-rules.ts';
import type { GroupingRules } from './grouping-rules.ts';
import { STACKTRACE_RULES } from './stacktrace-rules/base/stacktrace-rules.ts';
import { parseStacktraceRules } from './stacktrace-rules/parse-stacktrace-rules.ts';
import { combineRules, NO_STACKTRACE_RULES, type StacktraceRules } from './stacktrace-rules/stacktrace-rules.ts';

/** What people have said of a project. */
export interface RuleTexts {
  readonly groupingConfig?: string;
  readonly groupingEnhancements: string;
  readonly fingerprintingRules: string;
}

/** Rules made ready to group by. A text that is no rules any more, after an update of Allim, says nothing. */
export const rulesOf = ({
  groupingConfig: id,
  groupingEnhancements,
  fingerprintingRules,
}: RuleTexts): GroupingRules => {
  const config = groupingConfig(id);
  return {
    config,
    stacktrace: config.hasStacktraceRules ? stacktraceRulesOf(groupingEnhancements) : NO_STACKTRACE_RULES,
    fingerprint: fingerprintRulesOf(fingerprintingRules),
  };
};

const stacktraceRulesOf = (text: string): StacktraceRules => {
  const parsed = parseStacktraceRules(text);
  return parsed.rules ? combineRules(STACKTRACE_RULES, parsed.rules) : STACKTRACE_RULES;
};

const fingerprintRulesOf = (text: string): readonly FingerprintRule[] => {
  const parsed = parseFingerprintRules(text);
  return 'rules' in parsed ? [...parsed.rules, ...BUILT_IN_FINGERPRINT_RULES] : BUILT_IN_FINGERPRINT_RULES;
};
