import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import type { ReleaseCounts } from '../ports/release-counts.ts';
import type { TallyStore } from '../ports/tally-store.ts';
import { recent } from '../protocol/recent.ts';
import { hashSet, readSketch } from './hash-set.ts';
import { inTurns } from './in-turns.ts';
import { releaseUsersKey } from './keys/release.ts';
import { attributes, batchGet, keyOf, number, type Table } from './table.ts';
import { countUsers, EMPTY_SKETCH, missingIn, surplusOf, type UserSketch } from './user-sketch.ts';

/** Releases whose users a process remembers: some 25 KB each at most. */
const MAX_REMEMBERED = 200;
/** Milliseconds for which it does: a release may be deleted, and made anew. */
const REMEMBERED_MS = 3_600_000;
/** Writes under way at a time. */
const MAX_WRITES = 16;
/** A year after the last user that was new, as counts of days are kept. */
const TTL_SECONDS = 366 * 86_400;

/** Users of a release, as those of an issue: a set in a row of its own, to which adding changes nothing the second time. */
export const releaseUserRows = (table: Table, clock: Clock): Pick<TallyStore, 'addReleaseUsers'> => {
  const memory = recent<{ sketch: UserSketch; until: number }>(MAX_REMEMBERED);
  const nameOf = (projectId: string, version: string): string => releaseUsersKey(projectId, version).pk;
  const known = (projectId: string, version: string): UserSketch | undefined => {
    const entry = memory.get(nameOf(projectId, version));
    return entry && entry.until > clock.now() ? entry.sketch : undefined;
  };
  const remember = (projectId: string, version: string, sketch: UserSketch): void =>
    memory.set(nameOf(projectId, version), { sketch, until: clock.now() + REMEMBERED_MS });

  return {
    addReleaseUsers: async (projectId, users) => {
      const unknown = [...users.keys()].filter(version => !known(projectId, version));
      const read = await readSketches(table, projectId, unknown);
      await inTurns(MAX_WRITES, [...users], async ([version, hashes]) => {
        const before = known(projectId, version) ?? read.get(version) ?? EMPTY_SKETCH;
        const missing = missingIn(before, hashes);
        const after = missing.length === 0 ? before : await grow(table, { projectId, version, missing, clock });
        remember(projectId, version, after);
      });
    },
  };
};

/** By version; a release without users has the empty one. */
const readSketches = async (
  table: Table,
  projectId: string,
  versions: readonly string[],
): Promise<Map<string, UserSketch>> => {
  const keys = versions.map(version => releaseUsersKey(projectId, version));
  const rows = await batchGet(table, keys, { consistent: false });
  const byKey = new Map(rows.map(row => [keyOf(row).pk, readSketch(row)]));
  return new Map(versions.map(version => [version, byKey.get(releaseUsersKey(projectId, version).pk) ?? EMPTY_SKETCH]));
};

export const readReleaseUsers =
  (table: Table): ReleaseCounts['users'] =>
  async (projectId, versions) => {
    const sketches = await readSketches(table, projectId, [...new Set(versions)]);
    return new Map([...sketches].map(([version, sketch]) => [version, countUsers(sketch)]));
  };

interface Growth {
  projectId: string;
  version: string;
  missing: readonly string[];
  clock: Clock;
}

/** The row as it is afterwards, with what others have added; the largest hashes go when there are too many. */
const grow = async (table: Table, { missing, ...of }: Growth): Promise<UserSketch> => {
  const grown = await update(table, of, { action: 'ADD', hashes: missing });
  const surplus = surplusOf(grown);
  return surplus.length === 0 ? grown : update(table, of, { action: 'DELETE', hashes: surplus });
};

const update = async (
  table: Table,
  { projectId, version, clock }: Omit<Growth, 'missing'>,
  { action, hashes }: { action: 'ADD' | 'DELETE'; hashes: readonly string[] },
): Promise<UserSketch> => {
  const { Attributes } = await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: attributes(releaseUsersKey(projectId, version)),
      UpdateExpression: `${action} #users :users SET expires = :expires${action === 'DELETE' ? ', cut = :cut' : ''}`,
      ExpressionAttributeNames: { '#users': 'users' },
      ExpressionAttributeValues: {
        ':users': hashSet(hashes),
        ':expires': number(Math.floor(clock.now() / 1_000) + TTL_SECONDS),
        ...(action === 'DELETE' && { ':cut': { BOOL: true } }),
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return readSketch(Attributes ?? {});
};
