import { type Issue, ownOf } from '../ports/issue-store.ts';
import type { IssueChange, IssueShare, SeenTags, TagCount } from '../ports/tally-store.ts';
import type { LifeChange } from '../protocol/issue-life.ts';
import { afterChange, shownAfter } from './after-share.ts';
import { chooseKept, type SamplingPolicy } from './choose-kept.ts';
import { countTags } from './count-tags.ts';
import type { Part } from './cut-slot.ts';
import type { DigestEvent } from './digest-event.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The issue's own row is charged for with each event: what is larger goes into rows beside it. */
const MAX_BIRTH_TAG_CHARS = 600;
const MAX_BIRTH_USERS = 4;
const MAX_BIRTH_HOURS = 4;
/** Titles of events that have none of their own. */
const PLACEHOLDERS = new Set(['<unknown>', '<unlabeled event>', '<untitled>', '']);

/** What the project says about all its shares. */
export interface ShareRules {
  policy: SamplingPolicy;
  /** How long after its last event an issue is shown. */
  retentionMs: number;
  /** Milliseconds since 1970. */
  now: number;
}

/** What was found out about a known issue. */
export interface KnownFacts {
  seen: SeenTags;
  users?: number;
  life?: LifeChange;
}

/** A share, and what the issue's next one in the same batch goes on with. */
export interface Planned {
  share: IssueShare;
  after: Issue;
  /** The issue that shows it: itself, unless it was merged. */
  shown: Issue;
  seen: SeenTags;
}

/** The first share of an issue that nobody has seen before; it is announced as new. @param opened with nothing counted yet */
export const newIssueShare = (rules: ShareRules, opened: Issue, part: Part): Planned => {
  const { counts, unseen, seen } = countTags(new Map(), part.events);
  const { kept, keptSlot } = chooseKept(rules.policy, { isNew: true, count: 0, keptSlot: 0 }, part.events, unseen);
  const hours = hoursOf(part.events);
  const users = usersOf(part.events);
  const bornTags = birthTags(counts);
  const issue: Issue = {
    ...opened,
    count: part.events.length,
    users: users.length,
    keptSlot,
    birth: {
      hours: hours.size <= MAX_BIRTH_HOURS ? [...hours] : [],
      tags: bornTags ?? [],
      users: users.length <= MAX_BIRTH_USERS ? users : [],
    },
    expires: opened.lastSeen + rules.retentionMs,
  };
  const [first] = part.events;
  const share: IssueShare = {
    issue: { kind: 'new', issue },
    ...countedIn(part, kept),
    hours: hours.size <= MAX_BIRTH_HOURS ? new Map() : hours,
    tags: bornTags ? [] : counts,
    ...(first && { announcement: { kind: 'new', issueId: issue.id, eventId: first.eventId } }),
  };
  return { share, after: issue, shown: issue, seen };
};

/** A share of a known issue: counts, the newest face, and what the events make of its life. */
export const knownIssueShare = (rules: ShareRules, issue: Issue, part: Part, facts: KnownFacts): Planned => {
  const { counted, seen } = countShare(rules, issue, part, facts.seen);
  const change: IssueChange = {
    ...counted.change,
    ...shownChange(rules, issue, part, facts),
    ...(issue.merged && { own: timesOf(ownOf(issue), part.events) }),
  };
  const share: IssueShare = {
    issue: { kind: 'known', issue, change },
    ...counted.share,
    ...livedIn(issue, facts.life),
  };
  const after = afterChange(issue, change, part);
  return { share, after, shown: after, seen };
};

/** What was found out about an issue that was merged, and the one that shows it. */
export interface MergedFacts {
  seen: SeenTags;
  users?: number | undefined;
  /** Users and life are the primary's. */
  shown: Omit<KnownFacts, 'seen'>;
}

/**
 * A share of an issue that was merged into another: it counts what its hashes bring, and the other shows it, as if it
 * were its own, but for its name. All that is decided is decided about the other.
 */
export const mergedIssueShare = (
  rules: ShareRules,
  { issue, primary }: { issue: Issue; primary: Issue },
  part: Part,
  { users, ...facts }: MergedFacts,
): Planned => {
  const { counted, seen } = countShare(rules, issue, part, facts.seen);
  const change = {
    ...counted.change,
    ...timesOf(issue, part.events),
    ...(users !== undefined && users > issue.users && { users }),
  };
  const shown = shownChange(rules, primary, part, facts.shown);
  const share: IssueShare = {
    issue: { kind: 'known', issue, change, primary: { issue: primary, change: shown } },
    ...counted.share,
    ...livedIn(primary, facts.shown.life),
  };
  const after = afterChange(issue, change, part);
  return { share, after, shown: shownAfter(primary, shown, part.events.length), seen };
};

/** What is counted by an issue's own hashes, whoever shows it. */
const countShare = ({ policy }: ShareRules, issue: Issue, part: Part, before: SeenTags) => {
  const own = ownOf(issue);
  const { counts, unseen, seen } = countTags(before, part.events);
  const { kept, keptSlot } = chooseKept(policy, { isNew: false, ...own }, part.events, unseen);
  const change: IssueChange = {
    ...latestChange(own, part.events),
    ...(keptSlot > own.keptSlot && { keptSlot }),
  };
  return { counted: { change, share: { ...countedIn(part, kept), hours: hoursOf(part.events), tags: counts } }, seen };
};

/** What events change of the issue that shows them. */
const shownChange = (
  rules: ShareRules,
  issue: Issue,
  { events }: Part,
  { users, life }: Omit<KnownFacts, 'seen'>,
): IssueChange => {
  const times = timesOf(issue, events);
  const expires = (times.lastSeen ?? issue.lastSeen) + rules.retentionMs;
  return {
    ...times,
    ...(users !== undefined && users > issue.users && { users }),
    ...lifeChange(issue, life, rules.now),
    // A day is little beside what an issue is kept for: most shares have nothing to write here.
    ...(expires > issue.expires + DAY_MS && { expires }),
  };
};

const livedIn = ({ id }: Issue, life: LifeChange | undefined): Pick<IssueShare, 'announcement' | 'activity'> => ({
  ...(life?.announce && { announcement: { ...life.announce, issueId: id } }),
  ...(life?.activity && { activity: life.activity }),
});

/** 8-byte hashes of the users of events, each once. */
export const usersOf = (events: readonly DigestEvent[]): string[] => [
  ...new Set(events.flatMap(({ user }) => (user === undefined ? [] : [user]))),
];

const countedIn = ({ events, newHashes }: Part, kept: ReadonlySet<string>) => ({ events, newHashes, kept });

const birthTags = (counts: readonly TagCount[]): [string, string, number][] | undefined => {
  const tags = counts.flatMap(({ key, value, count }): [string, string, number][] =>
    value === undefined ? [] : [[key, value, count]],
  );
  return tags.length === counts.length && JSON.stringify(tags).length <= MAX_BIRTH_TAG_CHARS ? tags : undefined;
};

const hoursOf = (events: readonly DigestEvent[]): Map<number, number> => {
  const hours = new Map<number, number>();
  for (const { timestamp } of events) {
    const hour = timestamp - (timestamp % HOUR_MS);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  return hours;
};

/** A change of its life alone, such as an assignment, leaves the status as old as it is. */
const lifeChange = (issue: Issue, life: LifeChange | undefined, now: number): Pick<IssueChange, 'life'> => {
  if (!life) return {};
  const isOther = life.status !== issue.status || life.substatus !== issue.substatus;
  const statusChanged = isOther ? now : issue.statusChanged;
  return { life: { status: life.status, substatus: life.substatus, life: life.life, statusChanged } };
};

const timesOf = (
  { firstSeen, lastSeen }: Issue,
  events: readonly DigestEvent[],
): Pick<IssueChange, 'lastSeen' | 'firstSeen'> => {
  const newest = events.reduce((last, { timestamp }) => Math.max(last, timestamp), Number.NEGATIVE_INFINITY);
  const oldest = events.reduce((first, { timestamp }) => Math.min(first, timestamp), Number.POSITIVE_INFINITY);
  return { ...(newest > lastSeen && { lastSeen: newest }), ...(oldest < firstSeen && { firstSeen: oldest }) };
};

const latestChange = (issue: Issue, events: readonly DigestEvent[]): Pick<IssueChange, 'latest'> => {
  const newest = events.reduce((latest, event) => (event.timestamp >= latest.timestamp ? event : latest));
  return newest.timestamp >= issue.lastSeen ? faceChange(issue, newest) : {};
};

/** The latest event names the issue, unless it has no name of its own. */
const faceChange = (issue: Issue, { face }: DigestEvent): Pick<IssueChange, 'latest'> => {
  const named = PLACEHOLDERS.has(face.title) ? issue : face;
  const latest = {
    title: named.title,
    metadata: named.metadata,
    culprit: face.culprit || issue.culprit,
    level: face.level,
  };
  const isSame =
    latest.title === issue.title &&
    latest.culprit === issue.culprit &&
    latest.level === issue.level &&
    JSON.stringify(latest.metadata) === JSON.stringify(issue.metadata);
  return isSame ? {} : { latest };
};
