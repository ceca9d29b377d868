import type { Issue } from '../ports/issue-store.ts';
import type { Announcement } from '../ports/outbox.ts';
import type { IssueShare, KnownIssue } from '../ports/tally-store.ts';
import type { DigestEvent } from './digest-event.ts';

const HOUR_MS = 3_600_000;

/** Events of one issue: those to count now, and those that come as duplicates. */
export interface ShareInput {
  events: DigestEvent[];
  duplicates: DigestEvent[];
  newHashes: string[];
}

/** The first share of an issue that nobody has seen before; it is announced as new. */
export const newIssueShare = (issue: Issue, input: ShareInput, now: number): IssueShare => {
  const [first] = input.events;
  return {
    issue: { kind: 'new', issue },
    ...counted(input),
    ...(first && {
      announcement: { kind: 'new', issueId: issue.id, eventId: first.eventId, since: now } satisfies Announcement,
    }),
  };
};

/** A share of a known issue: counts, the newest face, and a regression where it was resolved. */
export const knownIssueShare = (issue: Issue, input: ShareInput, now: number): IssueShare => {
  const change = changeOf(issue, input.events, now);
  const announcement = change.reopened && regression(issue, input.events, now);
  return { issue: { kind: 'known', issue, change }, ...counted(input), ...(announcement && { announcement }) };
};

/** The issue as it will be once the share is recorded. */
export const afterShare = ({ issue: { issue, ...part }, events }: IssueShare): Issue => {
  if (part.kind === 'new') return issue;
  const { reopened, latest, ...seen } = (part as Omit<KnownIssue, 'issue'>).change;
  return {
    ...issue,
    ...seen,
    ...latest,
    count: issue.count + events.length,
    ...(reopened && { status: 'unresolved', substatus: reopened.substatus, statusChanged: reopened.at }),
  };
};

const counted = ({ events, duplicates, newHashes }: ShareInput) => {
  const hours = new Map<number, number>();
  for (const { timestamp } of events) {
    const hour = timestamp - (timestamp % HOUR_MS);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  return { events, duplicates, newHashes, hours };
};

const changeOf = (issue: Issue, events: readonly DigestEvent[], now: number): KnownIssue['change'] => {
  const newest = newestOf(events);
  if (!newest) return {};
  const oldest = Math.min(...events.map(event => event.timestamp));
  return {
    ...(newest.timestamp > issue.lastSeen && { lastSeen: newest.timestamp }),
    ...(oldest < issue.firstSeen && { firstSeen: oldest }),
    ...(newest.timestamp >= issue.lastSeen && { latest: faceOf(issue, newest) }),
    ...(regressed(issue, events) && { reopened: { substatus: 'regressed' as const, at: now } }),
  };
};

const newestOf = (events: readonly DigestEvent[]): DigestEvent | undefined =>
  events.reduce<DigestEvent | undefined>(
    (newest, event) => (newest && newest.timestamp > event.timestamp ? newest : event),
    undefined,
  );

const PLACEHOLDERS = new Set(['<unknown>', '<unlabeled event>', '<untitled>', '']);

/** The latest event names the issue, unless it has no name of its own. */
const faceOf = (issue: Issue, { face }: DigestEvent) => {
  const named = PLACEHOLDERS.has(face.title) ? issue : face;
  return { title: named.title, metadata: named.metadata, culprit: face.culprit || issue.culprit, level: face.level };
};

/** Resolved, but seen again: what was already on its way when somebody resolved it does not count. */
const regressed = (issue: Issue, events: readonly DigestEvent[]): boolean =>
  issue.status === 'resolved' && events.some(event => event.received > issue.statusChanged);

const regression = (issue: Issue, events: readonly DigestEvent[], now: number): Announcement | undefined => {
  const cause = newestOf(events.filter(event => event.received > issue.statusChanged));
  return cause && { kind: 'regressed', issueId: issue.id, eventId: cause.eventId, since: now };
};
