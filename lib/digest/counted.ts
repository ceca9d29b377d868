import type { Issue } from '../ports/issue-store.ts';
import type { OutboxEntry } from '../ports/outbox.ts';
import type { HashOwner, IssueShare, Tally, TallyStore } from '../ports/tally-store.ts';
import { underSlug } from '../protocol/short-id.ts';
import { afterShare } from './after-share.ts';
import { ownerOf } from './coalesce.ts';
import type { DigestEvent } from './digest-event.ts';
import type { Origin } from './origin.ts';
import { usersOf } from './share.ts';

/** An event with the issue that its hashes lead to, and whether its payload is to be kept. */
export interface CountedIn {
  event: DigestEvent;
  /** Of one that was merged the status is that of the issue that shows it. */
  issue: Issue;
  kept: boolean;
}

/** What became of each event. */
export interface Counted {
  /** Counted just now. */
  fresh: CountedIn[];
  /** Counted by an earlier delivery of the same message, which may have died before it stored anything. */
  again: CountedIn[];
  /** Counted by this delivery or an earlier one of the same message: its issue is discarded, nothing of it is kept. */
  discarded: DigestEvent[];
  /** Another message had brought the event already. */
  duplicates: DigestEvent[];
  /** What was recorded just now, to be published by whoever recorded it. */
  announced: { entry: OutboxEntry; issues: ReadonlyMap<string, Issue> }[];
  /** Could not be counted: their records have to come again. */
  failed: DigestEvent[];
}

export const nothingCounted = (): Counted => ({
  fresh: [],
  again: [],
  discarded: [],
  duplicates: [],
  announced: [],
  failed: [],
});

/** What a tally that was recorded has done with its events. */
export const settle = ({ shares, outbox }: Tally, { projectSlug }: Origin, counted: Counted): void => {
  const issues = new Map<string, Issue>();
  for (const share of shares) {
    const [own, primary] = afterShare(share).map(one => underSlug(one, projectSlug));
    if (!own) continue;
    const issue = livedBy(own, primary);
    const shown = primary ?? issue;
    issues.set(shown.id, shown);
    for (const event of eventsOf(share)) counted.fresh.push({ event, issue, kept: share.kept.has(event.eventId) });
  }
  if (outbox) counted.announced.push({ entry: outbox, issues });
};

/** Events that an earlier delivery counted, and what of them is to be kept. */
export type Again = { event: DigestEvent; kept: boolean }[];

/** What is made up for: users are no part of a tally, payloads follow. */
export const settleAgain = async (
  tally: TallyStore,
  owners: ReadonlyMap<string, HashOwner>,
  again: Again,
  counted: Counted,
): Promise<void> => {
  const found = again.flatMap(({ event, kept }) => {
    const { issue, primary } = ownerOf(event, owners);
    if (!issue) counted.discarded.push(event);
    return issue ? [{ event, issue: livedBy(issue, primary), primary, kept }] : [];
  });
  counted.again.push(...found);
  const byIssue = Map.groupBy(found, ({ issue }) => issue.id);
  await tally.addUsers(
    [...byIssue.values()].flatMap(group => {
      const [first] = group;
      const hashes = usersOf(group.map(({ event }) => event));
      return first ? [{ issue: first.issue, primary: first.primary, hashes }] : [];
    }),
  );
};

/** One that was merged has no life of its own. */
const livedBy = (issue: Issue, primary: Issue | undefined): Issue =>
  primary ? { ...issue, status: primary.status, substatus: primary.substatus } : issue;

// Shares are made of digest events here; the port knows only the part that it needs.
export const eventsOf = (share: IssueShare): DigestEvent[] => share.events as DigestEvent[];
