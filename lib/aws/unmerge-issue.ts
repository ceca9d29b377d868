import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import { type Issue, type IssueStore, type LivedAgain, type Merging, ownOf } from '../ports/issue-store.ts';
import { putActivity } from './activity-store.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { countChange, familyUpdate, placeChange } from './family-update.ts';
import { shownUsersKey } from './keys/issue.ts';
import { readLiving } from './read-living.ts';
import { readOwnUsers } from './read-users.ts';
import { number, type Table, text } from './table.ts';
import { deleteShownUsers, putShownUsers, restoreUserRank } from './user-rank-writes.ts';
import { countUsers, uniteSketches } from './user-sketch.ts';

/**
 * One transaction, which subtracts what the issue has counted by itself. What the other still shows is read after it:
 * an event that is counted meanwhile changes its count, and then all is read again.
 */
export const unmergeIssue =
  (table: Table, clock: Clock): IssueStore['unmerge'] =>
  (from, id, by, lived) =>
    inRounds(async () => {
      const primary = (await readLiving(table, [from], clock.now())).get(from);
      if (!primary?.merged?.ids.includes(id)) return 'gone';
      const issues = await readLiving(table, primary.merged.ids, clock.now());
      const child = issues.get(id);
      if (child?.mergedInto !== from) return child ? RETRY : 'gone';
      issues.delete(id);
      const writes = await unmergeWrites(table, { primary, child, rest: [...issues.values()], by, lived });
      return (await commit(table, writes)) ? RETRY : 'unmerged';
    });

interface Unmerge {
  primary: Issue;
  child: Issue;
  /** Those that stay. */
  rest: readonly Issue[];
  by: Merging;
  lived: LivedAgain;
}

const unmergeWrites = async (
  table: Table,
  { primary, child, rest, by, lived }: Unmerge,
): Promise<TransactWriteItem[]> => {
  const [ofChild, ofPrimary, ...ofRest] = await readOwnUsers(table, [child, primary, ...rest]);
  if (!ofChild || !ofPrimary) throw new Error('users are read for each issue that is asked for');
  const users = uniteSketches([ofPrimary, ...ofRest].map(({ sketch }) => sketch));
  const parent = parentOf(primary, child, { rest, users: countUsers(users).users });
  const free = freeOf(child, lived, countUsers(ofChild.sketch).users);
  const fingerprints = child.hashes;
  return [
    update(table, primary, parent),
    freeUpdate(table, child, free, by.at),
    ...restoreUserRank(table, free, ofChild),
    deleteShownUsers(table, shownUsersKey(primary)),
    ...(parent.merged ? [putShownUsers(table, parent, users)] : restoreUserRank(table, parent, ofPrimary)),
    putActivity(table, primary.id, { type: 'unmerge_source', ...by, data: { destination_id: child.id, fingerprints } }),
    putActivity(table, child.id, { type: 'unmerge_destination', ...by, data: { source_id: primary.id, fingerprints } }),
  ];
};

/** The issue as it is without the other. */
const parentOf = (primary: Issue, child: Issue, { rest, users }: { rest: readonly Issue[]; users: number }): Issue => {
  const own = ownOf(primary);
  const ids = primary.merged?.ids.filter(id => id !== child.id) ?? [];
  return {
    ...own,
    count: primary.count - child.count,
    users,
    firstSeen: Math.min(own.firstSeen, ...rest.map(({ firstSeen }) => firstSeen)),
    lastSeen: Math.max(own.lastSeen, ...rest.map(({ lastSeen }) => lastSeen)),
    mergeVersion: (primary.mergeVersion ?? 0) + 1,
    ...(primary.merged &&
      ids.length > 0 && { merged: { ...primary.merged, ids, count: primary.merged.count - child.count } }),
  };
};

const freeOf = (
  { mergedInto: _merged, ...child }: Issue,
  { status, substatus, life }: LivedAgain,
  users: number,
): Issue => ({
  ...child,
  status,
  substatus,
  life,
  users,
});

const update = (table: Table, before: Issue, after: Issue): TransactWriteItem => {
  const [counts, places] = [countChange(after), placeChange(after)];
  return familyUpdate(table, before, {
    sets: { ...counts.sets, ...places.sets },
    removes: [...counts.removes, ...places.removes],
  });
};

const freeUpdate = (table: Table, before: Issue, after: Issue, at: number): TransactWriteItem => {
  const places = placeChange(after);
  const { status, substatus, life, users } = after;
  return familyUpdate(table, before, {
    sets: {
      ...places.sets,
      status: text(status),
      ...(substatus && { substatus: text(substatus) }),
      life: text(JSON.stringify(life)),
      statusChanged: number(at),
      users: number(users),
    },
    removes: [...places.removes, 'mergedInto', ...(substatus ? [] : ['substatus'])],
    reborn: true,
  });
};
