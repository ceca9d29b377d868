import { NEWEST_CONFIG } from './config.ts';
import { BUILT_IN_FINGERPRINT_RULES } from './fingerprint-rules/built-in-rules.ts';
import type { GroupingRules } from './grouping-rules.ts';
import { STACKTRACE_RULES } from './stacktrace-rules/base/stacktrace-rules.ts';

/** What a project is grouped by of which nobody has said anything. */
export const DEFAULT_RULES: GroupingRules = {
  config: NEWEST_CONFIG,
  stacktrace: STACKTRACE_RULES,
  fingerprint: BUILT_IN_FINGERPRINT_RULES,
};
