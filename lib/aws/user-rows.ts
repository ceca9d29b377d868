import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Issue, RANKED_FROM } from '../ports/issue-store.ts';
import type { AffectedIssue, TallyStore } from '../ports/tally-store.ts';
import { recent } from '../protocol/recent.ts';
import { expiryBeside } from './beside-issue.ts';
import { hashSet, readSketch } from './hash-set.ts';
import { inTurns } from './in-turns.ts';
import { issueUsersKey, shownUsersKey } from './keys/issue.ts';
import { issueUsersRankKey, rankStep, stepSortKey } from './keys/issue-rank.ts';
import type { Key } from './keys/key.ts';
import { attributes, batchGet, type Item, keyOf, number, readNumber, type Table, text } from './table.ts';
import { countUsers, missingIn, sketchOf, surplusOf, type UserSketch } from './user-sketch.ts';

/** Issues whose users a process remembers: some 25 KB each at most. */
const MAX_REMEMBERED = 500;
/** Writes under way at a time. */
const MAX_WRITES = 16;
const DAY_SECONDS = 86_400;

/** A row `USERS`, as it was read. */
interface UserRow {
  sketch: UserSketch;
  /** Seconds since 1970; 0: there is none. */
  expires: number;
  /** Where the issue stands by it in the order by users. */
  rank?: string;
}

/** A row that users are added to: an issue's own, or that of an issue and of all that were merged into it. */
interface Place {
  key: Key;
  /** Whose row. */
  issue: Issue;
  /** Users that stand in the issue itself as long as there is no row. */
  born: readonly string[];
  /** By this row the issue stands in the order by users. */
  ranked: boolean;
  hashes: readonly string[];
}

/** Adds users to issues, each in a row of its own: adding to a set changes nothing the second time. */
export const userRows = (table: Table): Pick<TallyStore, 'addUsers'> => {
  const memory = recent<UserRow>(MAX_REMEMBERED);

  const read = async (places: readonly Place[]): Promise<void> => {
    const keys = places.map(({ key }) => key);
    const rows = new Map((await batchGet(table, keys, { consistent: false })).map(row => [nameOf(keyOf(row)), row]));
    for (const place of places) memory.set(memoryName(place), toUserRow(rows.get(nameOf(place.key))));
  };

  /** Whether this process knows enough of a row to tell what is to be written. */
  const isKnown = (place: Place): boolean =>
    memory.get(memoryName(place)) !== undefined ||
    (hasNoRow(place.issue) && place.hashes.every(hash => place.born.includes(hash)));

  const addTo = async (place: Place): Promise<Counted[]> => {
    const row = memory.get(memoryName(place));
    if (!row) return [];
    const before = sketchOf([...row.sketch.hashes, ...(row.expires === 0 ? place.born : [])], row.sketch.cut);
    const missing = missingIn(before, place.hashes);
    if (missing.length > 0 || isStale(row, place.issue) || isMisplaced(row, place, countUsers(before).users))
      await write(place, row, missing);
    const { users } = countUsers(memory.get(memoryName(place))?.sketch ?? before);
    return [{ id: place.issue.id, users, ranked: place.ranked }];
  };

  const write = async (at: Place, row: UserRow, missing: readonly string[]): Promise<void> => {
    const { issue, born, ranked } = at;
    const expires = expiryBeside(issue.expires);
    // What the issue was born with comes along, so that the row alone tells all.
    const added = [...missing, ...born];
    const expected = countUsers(sketchOf([...row.sketch.hashes, ...added], row.sketch.cut)).users;
    const place = rankChange(row, { ranked, issue }, expected);
    const grown = (await update(table, at, { added, expires, ...place })) ?? row;
    const surplus = surplusOf(grown.sketch);
    const cut = surplus.length > 0 ? await update(table, at, { surplus, expires }) : undefined;
    memory.set(memoryName(at), cut ?? grown);
  };

  return {
    addUsers: async all => {
      const places = placesOf(all);
      await read(places.filter(one => !isKnown(one)));
      const counted = (await inTurns(MAX_WRITES, places, addTo)).flat();
      // What people are told is how many an issue shows: it comes last, and stands.
      const inOrder = [...counted.filter(({ ranked }) => !ranked), ...counted.filter(({ ranked }) => ranked)];
      return new Map(inOrder.map(({ id, users }) => [id, users]));
    },
  };
};

/** Users of one row. */
interface Counted {
  id: string;
  users: number;
  ranked: boolean;
}

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
/** What is carved out of an issue takes users away from its row: what is known of it from before does not count. */
const memoryName = ({ key, issue }: Place): string => `${nameOf(key)} ${issue.mergeVersion ?? 0}`;

/** Each row once, with all that is to be added to it. */
const placesOf = (all: readonly AffectedIssue[]): Place[] => {
  const places = new Map<string, Place>();
  for (const { issue, primary = issue, hashes } of all) {
    if (hashes.length === 0) continue;
    add(places, {
      key: issueUsersKey(issue.id),
      issue,
      born: issue.birth.users,
      ranked: primary === issue && !issue.merged,
      hashes,
    });
    if (primary.merged) add(places, { key: shownUsersKey(primary), issue: primary, born: [], ranked: true, hashes });
  }
  return [...places.values()];
};

const add = (places: Map<string, Place>, place: Place): void => {
  const same = places.get(nameOf(place.key));
  places.set(nameOf(place.key), { ...place, hashes: [...new Set([...(same?.hashes ?? []), ...place.hashes])] });
};

/** All users of its birth stand in the issue itself, and no others came. */
const hasNoRow = ({ users, birth }: Issue): boolean => users <= birth.users.length;

/** Its issue, whose time moves on, would outlive it. */
const isStale = ({ expires }: UserRow, issue: Issue): boolean =>
  expires > 0 && expires < expiryBeside(issue.expires) - DAY_SECONDS;

/** By a merge or unmerge it may have lost a place that it is to have, or have one that it is to lose. */
const isMisplaced = ({ rank, expires }: UserRow, { ranked }: Place, users: number): boolean =>
  expires > 0 && (ranked ? rank === undefined && users >= RANKED_FROM : rank !== undefined);

/** Where the issue stands by its users, if that is another place than before. */
const rankChange = (
  { rank: before }: UserRow,
  { ranked, issue }: Pick<Place, 'ranked' | 'issue'>,
  users: number,
): Pick<UserChange, 'rank' | 'unranked'> => {
  if (!ranked) return before === undefined ? {} : { unranked: true };
  const rank = users < RANKED_FROM ? undefined : userRank(issue.id, users);
  return rank === undefined || rank === before ? {} : { rank };
};

/** @param users at least `RANKED_FROM` */
export const userRank = (id: string, users: number): string => stepSortKey(rankStep(users), id);

export const toUserRow = (row: Item | undefined): UserRow => ({
  sketch: readSketch(row ?? {}),
  expires: row ? readNumber(row, 'expires') : 0,
  ...(row?.gsi2sk?.S && { rank: row.gsi2sk.S }),
});

interface UserChange {
  added?: readonly string[];
  surplus?: readonly string[];
  rank?: string;
  unranked?: boolean;
  expires: number;
}

/** The row as it is afterwards, with what others have added. */
const update = async (
  table: Table,
  { key, issue }: Place,
  { added = [], surplus = [], rank, unranked, expires }: UserChange,
): Promise<UserRow | undefined> => {
  const cut = surplus.length > 0;
  const hashes = cut ? surplus : added;
  const sets = [
    'expires = :expires',
    ...(rank ? ['gsi2pk = :rankpk', 'gsi2sk = :rank'] : []),
    ...(cut ? ['cut = :cut'] : []),
  ];
  const { Attributes } = await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: attributes(key),
      UpdateExpression: [
        `SET ${sets.join(', ')}`,
        ...(unranked ? ['REMOVE gsi2pk, gsi2sk'] : []),
        ...(hashes.length > 0 ? [`${cut ? 'DELETE' : 'ADD'} #users :users`] : []),
      ].join(' '),
      ...(hashes.length > 0 && { ExpressionAttributeNames: { '#users': 'users' } }),
      ExpressionAttributeValues: {
        ':expires': number(expires),
        ...(hashes.length > 0 && { ':users': hashSet(hashes) }),
        ...(rank && { ':rankpk': text(issueUsersRankKey(issue.projectId)), ':rank': text(rank) }),
        ...(cut && { ':cut': { BOOL: true } }),
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return Attributes && toUserRow(Attributes);
};
