import type { Taking } from './erase-rows.ts';
import { readBirth, writeBirth } from './issue-item.ts';
import { issueUsersKey, MERGED_USERS } from './keys/issue.ts';
import { rowKind } from './keys/read-key.ts';
import { type Item, keyOf, readText, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** What takes users out of a row of an issue: out of those who were affected, or of those who opened it. None in other rows. */
export const userMarkTakings = (table: Table, row: Item, isCounted: (hash: string) => boolean): Taking[] => {
  if (isUserRow(readText(row, 'sk')) && row.users?.BS)
    return row.users.BS.filter(hash => isCounted(toHex(hash))).map(hash => fromUsers(table, row, hash));
  return rowKind(keyOf(row)) === 'issue' && row.birth ? fromBirth(table, row, isCounted) : [];
};

const isUserRow = (sk: string): boolean => sk === issueUsersKey('').sk || sk.startsWith(MERGED_USERS);

const fromUsers = (table: Table, row: Item, hash: Uint8Array): Taking => ({
  write: transactUpdate(table, keyOf(row), {
    ConditionExpression: 'contains(#users, :hash)',
    UpdateExpression: 'DELETE #users :hashes',
    ExpressionAttributeNames: { '#users': 'users' },
    ExpressionAttributeValues: { ':hash': { B: hash }, ':hashes': { BS: [hash] } },
  }),
  counts: { users: 1 },
});

const fromBirth = (table: Table, row: Item, isCounted: (hash: string) => boolean): Taking[] => {
  const before = readText(row, 'birth');
  const birth = readBirth(before);
  const users = birth.users.filter(hash => !isCounted(hash));
  if (users.length === birth.users.length) return [];
  return [
    {
      write: transactUpdate(table, keyOf(row), {
        ConditionExpression: 'birth = :before',
        UpdateExpression: 'SET birth = :after',
        ExpressionAttributeValues: { ':before': text(before), ':after': text(writeBirth({ ...birth, users })) },
      }),
      counts: { users: birth.users.length - users.length },
    },
  ];
};

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
