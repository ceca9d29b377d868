import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import { type Issue, type IssueStore, MAX_MERGED_ISSUES, type Merging, ownOf } from '../ports/issue-store.ts';
import { putActivity } from './activity-store.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { countChange, familyUpdate, placeChange } from './family-update.ts';
import { keepMerged } from './keep-merged.ts';
import { issueKey } from './keys/issue.ts';
import { readLiving } from './read-living.ts';
import { type ReadUsers, readOwnUsers, readShownUsers } from './read-users.ts';
import { number, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';
import { deleteShownUsers, dropUserRank, putShownUsers } from './user-rank-writes.ts';
import { countUsers, uniteSketches } from './user-sketch.ts';

/**
 * One transaction. Nothing that was counted moves: the one issue notes that it shows the other, adds its count to its
 * own, and leaves its rows alone. Those that the other showed are shown by this one from now on.
 */
export const mergeIssues =
  (table: Table, clock: Clock): IssueStore['merge'] =>
  (into, id, by) =>
    inRounds(async () => {
      const issues = await readLiving(table, [into, id], clock.now());
      const [primary, child] = [issues.get(into), issues.get(id)];
      if (!primary || !child || into === id || primary.projectId !== child.projectId) return 'gone';
      if (child.mergedInto === into) return 'merged';
      if (primary.mergedInto !== undefined || child.mergedInto !== undefined) return 'gone';
      if (shownIds(primary, child).length > MAX_MERGED_ISSUES) return 'full';
      const users = await readShownUsers(table, [primary, child]);
      const now = clock.now();
      if (isUnready(primary, users[0], now) || isUnready(child, users[1], now)) return 'unready';
      const failed = await commit(table, await mergeWrites(table, { primary, child, by }, users));
      return failed ? RETRY : 'merged';
    });

/** Whoever died while opening an issue has been delivered again by then, or is a dead letter. */
const OPENING_MS = 3_600_000;

/**
 * Who opens an issue for more users than it has room for writes them into a row right after it. Until then nobody knows
 * who they are, and the row of all that is shown would lack them for good.
 */
const isUnready = ({ users, birth, statusChanged }: Issue, read: ReadUsers | undefined, now: number): boolean =>
  read !== undefined &&
  birth.users.length === 0 &&
  users > countUsers(read.sketch).users &&
  now - statusChanged < OPENING_MS;

interface Merge {
  primary: Issue;
  child: Issue;
  by: Merging;
}

const shownIds = (primary: Issue, child: Issue): string[] => [
  ...(primary.merged?.ids ?? []),
  child.id,
  ...(child.merged?.ids ?? []),
];

const mergeWrites = async (
  table: Table,
  { primary, child, by }: Merge,
  shown: readonly ReadUsers[],
): Promise<TransactWriteItem[]> => {
  const [own] = await readOwnUsers(table, [child]);
  const users = uniteSketches(shown.map(({ sketch }) => sketch));
  const parent = parentOf(primary, child, countUsers(users).users);
  const shownChild: Issue = {
    ...ownOf(child),
    users: own ? countUsers(own.sketch).users : child.users,
    expires: parent.expires,
    mergedInto: primary.id,
  };
  await keepAll(table, { primary, child, parent });
  return [
    parentUpdate(table, primary, parent),
    childUpdate(table, child, shownChild),
    ...(child.merged?.ids ?? []).map(id => handOver(table, id, { from: child.id, to: primary.id })),
    ...[primary, child].flatMap((issue, index) => leaveRank(table, issue, shown[index])),
    putShownUsers(table, parent, users),
    putActivity(table, primary.id, { type: 'merge', ...by, data: { issues: [{ id: child.id }] } }),
  ];
};

/** Before it is needed: who dies in between has kept something for longer. What is kept so long already is left alone. */
const keepAll = async (
  table: Table,
  { primary, child, parent }: { primary: Issue; child: Issue; parent: Issue },
): Promise<void> => {
  if (parent.expires > primary.expires) return keepMerged(table)(parent, parent.expires);
  await keepMerged(table)(child, parent.expires);
};

/** From now on users of both are ranked by a row of all of them. */
const leaveRank = (table: Table, issue: Issue, users: ReadUsers | undefined): TransactWriteItem[] => {
  if (!users) return [];
  return issue.merged ? [deleteShownUsers(table, users.key)] : dropUserRank(table, users);
};

/** The issue as it is once it shows the other. */
const parentOf = (primary: Issue, child: Issue, users: number): Issue => ({
  ...primary,
  count: primary.count + child.count,
  users,
  firstSeen: Math.min(primary.firstSeen, child.firstSeen),
  lastSeen: Math.max(primary.lastSeen, child.lastSeen),
  expires: Math.max(primary.expires, child.expires),
  mergeVersion: (primary.mergeVersion ?? 0) + 1,
  merged: {
    firstSeen: primary.firstSeen,
    lastSeen: primary.lastSeen,
    ...primary.merged,
    ids: shownIds(primary, child),
    count: (primary.merged?.count ?? 0) + child.count,
  },
});

const parentUpdate = (table: Table, before: Issue, after: Issue): TransactWriteItem => {
  const [counts, places] = [countChange(after), placeChange(after)];
  return familyUpdate(table, before, {
    sets: { ...counts.sets, ...places.sets },
    removes: [...counts.removes, ...places.removes],
  });
};

const childUpdate = (table: Table, before: Issue, after: Issue): TransactWriteItem => {
  const [counts, places] = [countChange(after), placeChange(after)];
  return familyUpdate(table, before, {
    sets: { ...counts.sets, ...places.sets, mergedInto: text(after.mergedInto ?? '') },
    removes: [...counts.removes, ...places.removes],
    reborn: true,
  });
};

/** One that the merged issue showed. Whoever counts into it counts into the one that shows it, whose count is watched. */
const handOver = (table: Table, id: string, { from, to }: { from: string; to: string }): TransactWriteItem =>
  transactUpdate(table, issueKey(id), {
    ConditionExpression: 'mergedInto = :from',
    UpdateExpression: 'SET mergedInto = :to ADD mergeVersion :one',
    ExpressionAttributeValues: { ':from': text(from), ':to': text(to), ':one': number(1) },
  });
