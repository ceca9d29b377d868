import { applyRules } from '../../lib/grouping/apply-rules.ts';
import { DEFAULT_RULES } from '../../lib/grouping/default-rules.ts';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import type { GroupingRules } from '../../lib/grouping/grouping-rules.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';

/** As the digest has them. */
export const hashesOf = (event: SentryEvent, rules: GroupingRules = DEFAULT_RULES): string[] =>
  groupEvent(applyRules(event, rules), rules).hashes;

/** As the digest joins them: by any hash in common. */
export function sameIssue(a: SentryEvent, b: SentryEvent, rules: GroupingRules = DEFAULT_RULES): boolean {
  const hashes = new Set(hashesOf(a, rules));
  return hashesOf(b, rules).some(hash => hashes.has(hash));
}
