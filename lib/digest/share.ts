import type { Issue } from '../ports/issue-store.ts';
import { hashesAfter, type IssueChange, type IssueShare, type SeenTags, type TagCount } from '../ports/tally-store.ts';
import type { LifeChange } from '../protocol/issue-life.ts';
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
  return { share, after: issue, seen };
};

/** A share of a known issue: counts, the newest face, and what the events make of its life. */
export const knownIssueShare = (rules: ShareRules, issue: Issue, part: Part, facts: KnownFacts): Planned => {
  const { counts, unseen, seen } = countTags(facts.seen, part.events);
  const { kept, keptSlot } = chooseKept(rules.policy, { isNew: false, ...issue }, part.events, unseen);
  const change: IssueChange = {
    ...seenChange(issue, part.events),
    ...(keptSlot > issue.keptSlot && { keptSlot }),
    ...(facts.users !== undefined && facts.users > issue.users && { users: facts.users }),
    ...lifeChange(issue, facts.life, rules.now),
  };
  const expires = (change.lastSeen ?? issue.lastSeen) + rules.retentionMs;
  // A day is little beside what an issue is kept for: most shares have nothing to write here.
  if (expires > issue.expires + DAY_MS) change.expires = expires;
  const announce = facts.life?.announce;
  const share: IssueShare = {
    issue: { kind: 'known', issue, change },
    ...countedIn(part, kept),
    hours: hoursOf(part.events),
    tags: counts,
    ...(announce && { announcement: { ...announce, issueId: issue.id } }),
    ...(facts.life?.activity && { activity: facts.life.activity }),
  };
  return { share, after: afterChange(issue, change, part), seen };
};

/** The issue as it is once a share is recorded. */
export const afterShare = (share: IssueShare): Issue =>
  share.issue.kind === 'new' ? share.issue.issue : afterChange(share.issue.issue, share.issue.change, share);

/** 8-byte hashes of the users of events, each once. */
export const usersOf = (events: readonly DigestEvent[]): string[] => [
  ...new Set(events.flatMap(({ user }) => (user === undefined ? [] : [user]))),
];

const afterChange = (
  issue: Issue,
  { life, latest, ...rest }: IssueChange,
  { events, newHashes }: Pick<IssueShare, 'events' | 'newHashes'>,
): Issue => ({
  ...issue,
  ...rest,
  ...latest,
  count: issue.count + events.length,
  hashes: hashesAfter(issue, newHashes),
  ...(life && {
    status: life.status,
    substatus: life.substatus,
    life: life.life,
    statusChanged: life.statusChanged,
    lifeVersion: issue.lifeVersion + 1,
  }),
});

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

const seenChange = (issue: Issue, events: readonly DigestEvent[]): IssueChange => {
  const newest = events.reduce((latest, event) => (event.timestamp >= latest.timestamp ? event : latest));
  const oldest = events.reduce((first, { timestamp }) => Math.min(first, timestamp), Number.POSITIVE_INFINITY);
  return {
    ...(newest.timestamp > issue.lastSeen && { lastSeen: newest.timestamp }),
    ...(oldest < issue.firstSeen && { firstSeen: oldest }),
    ...(newest.timestamp >= issue.lastSeen && faceChange(issue, newest)),
  };
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
