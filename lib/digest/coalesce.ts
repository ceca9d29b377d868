import type { Issue } from '../ports/issue-store.ts';
import type { DigestEvent } from './digest-event.ts';

/** The events of a batch that belong together, with the issue that is theirs already. */
export interface Slot {
  issue: Issue | undefined;
  events: DigestEvent[];
  /** Hashes that are to lead to the issue and do not yet. */
  newHashes: string[];
}

/**
 * Sorts a batch by issue. An event belongs to the issue that any of its hashes leads to; events that share an unknown
 * hash become one new issue together.
 */
export const coalesce = (events: readonly DigestEvent[], known: ReadonlyMap<string, Issue>): Slot[] => {
  const byIssue = new Map<string, Slot>();
  const byHash = new Map<string, Slot>();
  for (const event of events) {
    const issue = event.hashes.map(hash => known.get(hash)).find(found => found !== undefined);
    const slot = (issue
      ? byIssue.get(issue.id)
      : event.hashes.map(hash => byHash.get(hash)).find(found => found !== undefined)) ?? {
      issue,
      events: [],
      newHashes: [],
    };
    if (issue) byIssue.set(issue.id, slot);
    slot.events.push(event);
    for (const hash of event.hashes) {
      if (known.has(hash) || byHash.has(hash)) continue;
      byHash.set(hash, slot);
      slot.newHashes.push(hash);
    }
  }
  return [...new Set([...byIssue.values(), ...byHash.values()])];
};
