import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type Issue, RANKED_FROM } from '../ports/issue-store.ts';
import type { TallyStore } from '../ports/tally-store.ts';
import { inTurns } from './in-turns.ts';
import { issueUsersKey, issueUsersRankKey, rankStep, stepSortKey } from './keys.ts';
import { recent } from './recent.ts';
import { attributes, batchGet, type Item, number, readNumber, readText, type Table, text } from './table.ts';
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
}

/** One issue, and those who were affected now. */
interface Affected {
  issue: Issue;
  hashes: readonly string[];
}

/** Adds users to issues, each in a row of its own: adding to a set changes nothing the second time. */
export const userRows = (table: Table): Pick<TallyStore, 'addUsers'> => {
  const memory = recent<UserRow>(MAX_REMEMBERED);

  const read = async (issues: readonly Issue[]): Promise<void> => {
    const keys = issues.map(({ id }) => issueUsersKey(id));
    const rows = new Map((await batchGet(table, keys, { consistent: false })).map(row => [readText(row, 'pk'), row]));
    for (const { id } of issues) memory.set(id, toUserRow(rows.get(issueUsersKey(id).pk)));
  };

  /** Whether this process knows enough of an issue to tell what is to be written. */
  const isKnown = ({ issue, hashes }: Affected): boolean =>
    memory.get(issue.id) !== undefined || (hasNoRow(issue) && hashes.every(hash => issue.birth.users.includes(hash)));

  const addTo = async ({ issue, hashes }: Affected): Promise<[string, number][]> => {
    const row = memory.get(issue.id);
    if (!row) return [];
    const born = sketchOf([...row.sketch.hashes, ...(row.expires === 0 ? issue.birth.users : [])], row.sketch.cut);
    const missing = missingIn(born, hashes);
    if (missing.length > 0 || isStale(row, issue)) await write(issue, row, missing);
    return [[issue.id, countUsers(memory.get(issue.id)?.sketch ?? born).users]];
  };

  const write = async (issue: Issue, row: UserRow, missing: readonly string[]): Promise<void> => {
    const expires = expiresOf(issue);
    // What the issue was born with comes along, so that the row alone tells all.
    const added = [...missing, ...issue.birth.users];
    const before = countUsers(row.sketch).users;
    const expected = countUsers(sketchOf([...row.sketch.hashes, ...added], row.sketch.cut)).users;
    const grown = await update(table, issue, { added, expires, rank: rankOf(issue, before, expected) });
    const sketch = grown ?? row.sketch;
    const surplus = surplusOf(sketch);
    const cut = surplus.length > 0 ? await update(table, issue, { surplus, expires }) : undefined;
    memory.set(issue.id, { sketch: cut ?? sketch, expires });
  };

  return {
    addUsers: async all => {
      const affected = all.filter(({ hashes }) => hashes.length > 0);
      await read(affected.filter(one => !isKnown(one)).map(({ issue }) => issue));
      return new Map((await inTurns(MAX_WRITES, affected, addTo)).flat());
    },
  };
};

/** All users of its birth stand in the issue itself, and no others came. */
const hasNoRow = ({ users, birth }: Issue): boolean => users <= birth.users.length;

const expiresOf = ({ expires }: Issue): number => Math.ceil(expires / 1_000) + 2 * DAY_SECONDS;
/** The row must outlive its issue, whose time moves on. */
const isStale = ({ expires }: UserRow, issue: Issue): boolean =>
  expires > 0 && expires < expiresOf(issue) - DAY_SECONDS;

/** Where the issue stands by its users, if that is another place than before. */
const rankOf = (issue: Issue, before: number, after: number): string | undefined => {
  if (after < RANKED_FROM || (before >= RANKED_FROM && rankStep(before) === rankStep(after))) return undefined;
  return stepSortKey(rankStep(after), issue.id);
};

export const toUserRow = (row: Item | undefined): UserRow => ({
  sketch: sketchOf((row?.users?.BS ?? []).map(toHex), row?.cut?.BOOL ?? false),
  expires: row ? readNumber(row, 'expires') : 0,
});

interface UserChange {
  added?: readonly string[];
  surplus?: readonly string[];
  rank?: string | undefined;
  expires: number;
}

/** The row's users as they are afterwards, with those that others have added. */
const update = async (
  table: Table,
  issue: Issue,
  { added = [], surplus = [], rank, expires }: UserChange,
): Promise<UserSketch | undefined> => {
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
      Key: attributes(issueUsersKey(issue.id)),
      UpdateExpression: `SET ${sets.join(', ')}${hashes.length > 0 ? ` ${cut ? 'DELETE' : 'ADD'} #users :users` : ''}`,
      ...(hashes.length > 0 && { ExpressionAttributeNames: { '#users': 'users' } }),
      ExpressionAttributeValues: {
        ':expires': number(expires),
        ...(hashes.length > 0 && { ':users': { BS: hashes.map(hash => Buffer.from(hash, 'hex')) } }),
        ...(rank && { ':rankpk': text(issueUsersRankKey(issue.projectId)), ':rank': text(rank) }),
        ...(cut && { ':cut': { BOOL: true } }),
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return Attributes && toUserRow(Attributes).sketch;
};

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
