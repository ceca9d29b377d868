import { groupEvent } from '../../lib/grouping/group-event.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';

/** As the digest joins them: by any hash in common. */
export function sameIssue(a: SentryEvent, b: SentryEvent): boolean {
  const hashes = new Set(groupEvent(a).hashes);
  return groupEvent(b).hashes.some(hash => hashes.has(hash));
}
