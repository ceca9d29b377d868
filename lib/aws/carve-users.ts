import { PutItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Issue } from '../ports/issue-store.ts';
import { expiryBeside } from './beside-issue.ts';
import { hashSet } from './hash-set.ts';
import { issueUsersKey } from './keys/issue.ts';
import type { ReadUsers } from './read-users.ts';
import { attributes, number, type Table } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/**
 * Users of whom nothing stays leave the row of an issue's own. They are taken out one by one: who counts at this moment
 * may be adding others. By this row the issue has no place in the order by users any more.
 */
export const carveUsers = (
  table: Table,
  { id, expires }: Issue,
  { sketch, hasRow }: ReadUsers,
  rest: readonly string[],
): TransactWriteItem[] => {
  const staying = new Set(rest);
  const leaving = hasRow ? sketch.hashes.filter(hash => !staying.has(hash)) : [];
  const change = hasRow ? leaving : rest;
  if (!hasRow && rest.length === 0) return [];
  return [
    transactUpdate(table, issueUsersKey(id), {
      UpdateExpression: [
        'SET expires = :expires REMOVE gsi2pk, gsi2sk',
        change.length > 0 && `${hasRow ? 'DELETE' : 'ADD'} #users :users`,
      ]
        .filter(Boolean)
        .join(' '),
      ...(change.length > 0 && { ExpressionAttributeNames: { '#users': 'users' } }),
      ExpressionAttributeValues: {
        ':expires': number(expiryBeside(expires)),
        ...(change.length > 0 && { ':users': hashSet(change) }),
      },
    }),
  ];
};

/** Users of an issue that nobody sees yet: written again they are the same. */
export const putUsers = async (table: Table, { id, expires }: Issue, users: readonly string[]): Promise<void> => {
  if (users.length === 0) return;
  const Item = { ...attributes(issueUsersKey(id)), users: hashSet(users), expires: number(expiryBeside(expires)) };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
};
