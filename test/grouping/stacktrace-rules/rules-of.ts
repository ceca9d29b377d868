import { parseStacktraceRules } from '../../../lib/grouping/stacktrace-rules/parse-stacktrace-rules.ts';
import type { StacktraceRules } from '../../../lib/grouping/stacktrace-rules/stacktrace-rules.ts';

/** Rules that are known to be well written. */
export function rulesOf(...lines: string[]): StacktraceRules {
  const { rules, fault } = parseStacktraceRules(lines.join('\n'));
  if (fault !== undefined) throw new Error(`${fault.line}:${fault.column} ${fault.reason}`);
  return rules;
}
