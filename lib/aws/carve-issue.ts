import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import { type Carving, type Issue, type IssueStore, MAX_MERGED_ISSUES, ownOf } from '../ports/issue-store.ts';
import { lifeAtBirth } from '../protocol/issue-life.ts';
import { shortIdOf } from '../protocol/short-id.ts';
import { carvedHours, putHours } from './carve-hours.ts';
import { carveTags, putTags, readTagCounts } from './carve-tags.ts';
import { carveUsers, putUsers } from './carve-users.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { countChange, familyUpdate } from './family-update.ts';
import { toIssueItem, writeBirth } from './issue-item.ts';
import { writeMetadata } from './issue-metadata.ts';
import { readLiving } from './read-living.ts';
import { type ReadUsers, readOwnUsers, readShownUsers } from './read-users.ts';
import { number, type Table, text } from './table.ts';
import { deleteShownUsers, putShownUsers } from './user-rank-writes.ts';

/** A DynamoDB transaction takes 100 items; the others are issues, tags and users. */
const MAX_DAYS = 90;
const NOTHING_BORN = { hours: [], tags: [], users: [] };

/**
 * One transaction on the rows that an issue has counted in. It goes on showing all of it: a part of that stands in rows
 * of another issue from then on, which it shows. Rows of that one beside its own are written before; nobody reads them
 * until then, and they are the same each time.
 */
export const carveIssue =
  (table: Table, clock: Clock): IssueStore['carve'] =>
  (issueId, carving) =>
    inRounds(async () => {
      const whole = (await readLiving(table, [issueId], clock.now())).get(issueId);
      if (await isCarved(table, clock, issueId, carving)) return 'carved';
      if (!whole || whole.mergedInto !== undefined) return 'gone';
      if ((whole.merged?.ids.length ?? 0) >= MAX_MERGED_ISSUES) return 'full';
      if (ownOf(whole).count !== carving.part.count + carving.rest.count) return 'changed';
      const writes = await carveWrites(table, { whole, carving, now: clock.now() });
      if (typeof writes === 'string') return writes;
      return (await commit(table, writes)) ? RETRY : 'carved';
    });

/** Wherever it is shown by now. */
const isCarved = async (table: Table, clock: Clock, issueId: string, { id }: Carving): Promise<boolean> =>
  (await readLiving(table, [id], clock.now())).get(id)?.partOf === issueId;

interface Carve {
  whole: Issue;
  carving: Carving;
  /** Milliseconds since 1970. */
  now: number;
}

const carveWrites = async (
  table: Table,
  { whole, carving, now }: Carve,
): Promise<TransactWriteItem[] | 'full' | 'changed'> => {
  const [own] = await readOwnUsers(table, [whole]);
  const [shown] = await readShownUsers(table, [whole]);
  if (!own || !shown) throw new Error('users are read for each issue that is asked for');
  const tags = carveTags(await readTagCounts(table, whole), carving.part.tags);
  const part = partOf(whole, carving);
  const hours = carvedHours(table, whole, carving.part.hours, now);
  if (hours.length > MAX_DAYS) return 'full';
  const { part: gone, rest } = carving;
  if (!tags || !knowsAll(own, [...gone.users, ...rest.users])) return 'changed';
  await putHours(table, part, gone.hours, now);
  await putTags(table, part, tags.part);
  await putUsers(table, part, gone.users);
  return [
    wholeUpdate(table, whole, carving),
    putPart(table, part),
    ...hours,
    ...tags.write(table, whole),
    ...carveUsers(table, whole, own, rest.users),
    ...(whole.merged ? [deleteShownUsers(table, shown.key)] : []),
    putShownUsers(table, afterCarving(whole, carving), shown.sketch),
  ];
};

/** Users are written apart from counts: those of an event that is being counted just now may be missing still. */
const knowsAll = ({ sketch }: ReadUsers, users: readonly string[]): boolean => {
  const known = new Set(sketch.hashes);
  return !sketch.cut && users.every(user => known.has(user));
};

/** The issue as it is once a part of what it shows is another’s. */
const afterCarving = (whole: Issue, { id, part, rest }: Carving): Issue => {
  const { merged } = whole;
  return {
    ...whole,
    mergeVersion: (whole.mergeVersion ?? 0) + 1,
    merged: {
      ids: [...(merged?.ids ?? []), id],
      count: (merged?.count ?? 0) + part.count,
      firstSeen: rest.firstSeen,
      lastSeen: rest.lastSeen,
    },
  };
};

const wholeUpdate = (table: Table, whole: Issue, carving: Carving): TransactWriteItem => {
  const { sets, removes } = countChange(afterCarving(whole, carving));
  const { title, culprit, metadata, level } = carving.rest.face;
  return familyUpdate(table, whole, {
    sets: {
      ...sets,
      title: text(title),
      culprit: text(culprit),
      metadata: text(writeMetadata(metadata)),
      level: text(level),
      // What it was born with stands in rows from now on, as far as it stays.
      birth: text(writeBirth(NOTHING_BORN)),
    },
    removes,
  });
};

const partOf = (whole: Issue, { id, number: of, part }: Carving): Issue => {
  const { projectId, organization, projectSlug, status, substatus, statusChanged, keptSlot, expires } = whole;
  const { count, firstSeen, lastSeen, users, face } = part;
  return {
    ...{ id, number: of, shortId: shortIdOf(projectSlug, of) },
    ...{ projectId, organization, projectSlug, ...face },
    ...{ status, substatus, statusChanged, life: lifeAtBirth(face.level), lifeVersion: 0 },
    ...{ count, users: users.length, firstSeen, lastSeen, hashes: [], keptSlot, birth: NOTHING_BORN, expires },
    ...{ mergedInto: whole.id, mergeVersion: 1, partOf: whole.id },
  };
};

const putPart = (table: Table, part: Issue): TransactWriteItem => {
  // It stands in no index while another shows it.
  const { gsi1pk: _1, gsi1sk: _2, gsi2pk: _3, gsi2sk: _4, ...item } = toIssueItem(part);
  const { mergedInto, partOf: of } = part;
  return {
    Put: {
      TableName: table.name,
      Item: { ...item, mergedInto: text(mergedInto ?? ''), partOf: text(of ?? ''), mergeVersion: number(1) },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
};
