import { type Issue, MAX_ISSUE_HASHES } from '../ports/issue-store.ts';
import type { HashOwner } from '../ports/tally-store.ts';
import type { DigestEvent } from './digest-event.ts';

/** The events of a batch that belong together, with the issue that is theirs already. */
export interface Slot {
  issue: Issue | undefined;
  /** The one that shows it, where it was merged. */
  primary?: Issue | undefined;
  events: DigestEvent[];
  /** Hashes that are to lead to the issue and do not yet, with the dead issues that some of them led to. */
  newHashes: Map<string, string | undefined>;
}

export interface Coalesced {
  slots: Slot[];
  /** Of issues that people have deleted with all that is to come. */
  discarded: DigestEvent[];
}

/**
 * Sorts a batch by issue. An event belongs to the issue that any of its hashes leads to; events that share an unknown
 * hash become one new issue together.
 */
export const coalesce = (events: readonly DigestEvent[], owners: ReadonlyMap<string, HashOwner>): Coalesced => {
  const byIssue = new Map<string, Slot>();
  const byHash = new Map<string, Slot>();
  const discarded: DigestEvent[] = [];
  for (const event of events) {
    const { issue, primary } = ownerOf(event, owners);
    if (!issue && isDiscarded(event, owners)) {
      discarded.push(event);
      continue;
    }
    const found = issue
      ? byIssue.get(issue.id)
      : event.hashes.map(hash => byHash.get(hash)).find(slot => slot !== undefined);
    const slot: Slot = found ?? { issue, primary, events: [], newHashes: new Map() };
    if (issue) byIssue.set(issue.id, slot);
    slot.events.push(event);
    for (const hash of event.hashes) claim(slot, hash, owners.get(hash), byHash);
  }
  return { slots: [...new Set([...byIssue.values(), ...byHash.values()])], discarded };
};

/** The living issue that an event belongs to, and the one that shows it where it was merged. */
export const ownerOf = (
  { hashes }: Pick<DigestEvent, 'hashes'>,
  owners: ReadonlyMap<string, HashOwner>,
): { issue?: Issue; primary?: Issue | undefined } => {
  for (const hash of hashes) {
    const owner = owners.get(hash);
    if (owner?.kind === 'issue') return owner;
  }
  return {};
};

const isDiscarded = ({ hashes }: DigestEvent, owners: ReadonlyMap<string, HashOwner>): boolean =>
  hashes.some(hash => owners.get(hash)?.kind === 'discarded');

const claim = (slot: Slot, hash: string, owner: HashOwner | undefined, byHash: Map<string, Slot>): void => {
  if (byHash.has(hash) || owner?.kind === 'issue' || owner?.kind === 'discarded') return;
  // An event with a further one belongs to the issue by its others.
  if ((slot.issue?.hashes.length ?? 0) + slot.newHashes.size >= MAX_ISSUE_HASHES) return;
  byHash.set(hash, slot);
  slot.newHashes.set(hash, owner?.issueId);
};
