import type { Issue } from '../ports/issue-store.ts';
import { issueUsersKey, shownUsersKey } from './keys/issue.ts';
import type { Key } from './keys/key.ts';
import { batchGet, keyOf, type Table } from './table.ts';
import { toUserRow } from './user-rows.ts';
import { sketchOf, type UserSketch } from './user-sketch.ts';

/** Users of an issue, and whether they have a row of their own. */
export interface ReadUsers {
  sketch: UserSketch;
  key: Key;
  hasRow: boolean;
}

/** Users that came by the issues' own hashes. Strongly consistent; in the order of the issues. */
export const readOwnUsers = (table: Table, issues: readonly Issue[]): Promise<ReadUsers[]> =>
  readAll(
    table,
    issues.map(({ id, birth }) => ({ key: issueUsersKey(id), born: birth.users })),
  );

/** Users of all that the issues show. */
export const readShownUsers = (table: Table, issues: readonly Issue[]): Promise<ReadUsers[]> =>
  readAll(
    table,
    issues.map(issue => ({ key: shownUsersKey(issue), born: issue.merged ? [] : issue.birth.users })),
  );

const readAll = async (
  table: Table,
  places: readonly { key: Key; born: readonly string[] }[],
): Promise<ReadUsers[]> => {
  const keys = places.map(({ key }) => key);
  const rows = await batchGet(table, keys, { consistent: true });
  const byName = new Map(rows.map(row => [nameOf(keyOf(row)), row]));
  return places.map(({ key, born }) => {
    const row = byName.get(nameOf(key));
    return { key, hasRow: row !== undefined, sketch: row ? toUserRow(row).sketch : sketchOf(born, false) };
  });
};

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
