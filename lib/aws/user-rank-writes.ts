import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type Issue, RANKED_FROM } from '../ports/issue-store.ts';
import { expiryBeside } from './beside-issue.ts';
import { hashSet } from './hash-set.ts';
import { shownUsersKey } from './keys/issue.ts';
import { issueUsersRankKey } from './keys/issue-rank.ts';
import type { Key } from './keys/key.ts';
import type { ReadUsers } from './read-users.ts';
import { attributes, type Item, number, type Table, text } from './table.ts';
import { transactUpdate } from './transact-update.ts';
import { userRank } from './user-rows.ts';
import { countUsers, type UserSketch } from './user-sketch.ts';

/** The row of users of all that an issue shows, as it is from now on. @param issue as it is then, with others merged into it */
export const putShownUsers = (table: Table, issue: Issue, { hashes, cut }: UserSketch): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: {
      ...attributes(shownUsersKey(issue)),
      ...rankPlace(issue, countUsers({ hashes, cut }).users),
      ...(hashes.length > 0 && { users: hashSet(hashes) }),
      ...(cut && { cut: { BOOL: true } }),
      expires: number(expiryBeside(issue.expires)),
    },
  },
});

export const deleteShownUsers = (table: Table, key: Key): TransactWriteItem => ({
  Delete: { TableName: table.name, Key: attributes(key) },
});

/** An issue that another shows, or whose users stand in a row of all that it shows, has no place by its own. */
export const dropUserRank = (table: Table, { key, hasRow }: ReadUsers): TransactWriteItem[] =>
  hasRow ? [transactUpdate(table, key, { UpdateExpression: 'REMOVE gsi2pk, gsi2sk' })] : [];

/** And has it again. */
export const restoreUserRank = (
  table: Table,
  issue: Issue,
  { key, hasRow, sketch }: ReadUsers,
): TransactWriteItem[] => {
  const place = rankPlace(issue, countUsers(sketch).users);
  if (!hasRow || !place.gsi2pk || !place.gsi2sk) return [];
  return [
    transactUpdate(table, key, {
      UpdateExpression: 'SET gsi2pk = :pk, gsi2sk = :sk',
      ExpressionAttributeValues: { ':pk': place.gsi2pk, ':sk': place.gsi2sk },
    }),
  ];
};

const rankPlace = ({ id, projectId }: Issue, users: number): Item =>
  users < RANKED_FROM ? {} : { gsi2pk: text(issueUsersRankKey(projectId)), gsi2sk: text(userRank(id, users)) };
