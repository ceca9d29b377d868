import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { IssueStore } from '../ports/issue-store.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { TOMBSTONE } from './deleted-issue.ts';
import { fromIssueItem } from './issue-item.ts';
import { readIssueRow } from './issue-life-writes.ts';
import { hashKey, issueKey } from './keys.ts';
import { type Item, number, readText, type Table, text } from './table.ts';
import { putTombstone } from './tombstone-store.ts';
import { transactUpdate } from './transact-update.ts';

/** A DynamoDB transaction takes 100 items; two are the issue and its tombstone. */
const MAX_HASHES = 98;

type DiscardedBy = { id: string; name: string } | undefined;

/** The issue leaves the indexes and gets a status that no digest has read, so that none can count into it any more. */
export const hideIssue =
  (table: Table): IssueStore['delete'] =>
  (id, at, { discardedBy } = {}) =>
    inRounds(async () => {
      const row = await readIssueRow(table, id);
      if (!row) return false;
      const hashes = discardedBy ? hashesOf(row) : [];
      // More hashes than fit into one transaction are written before it: who dies in between has to delete once more.
      const done = await buryAll(table, row, hashes.slice(MAX_HASHES));
      const failed =
        done &&
        (await commit(table, [
          hide(table, row, at),
          ...bury(table, row, hashes.slice(0, MAX_HASHES)),
          ...tombstone(table, row, at, discardedBy),
        ]));
      return done && !failed ? true : RETRY;
    });

const hide = (table: Table, row: Item, at: number): TransactWriteItem =>
  transactUpdate(table, issueKey(readText(row, 'id')), {
    // Hashes that came since would stay without a tombstone.
    ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(deleted)${row.hashes ? ' AND hashes = :hashes' : ''}`,
    UpdateExpression: 'SET deleted = :at, #status = :deleted REMOVE gsi1pk, gsi1sk, gsi2pk, gsi2sk',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':at': number(at),
      ':deleted': text('deleted'),
      ...(row.hashes && { ':hashes': row.hashes }),
    },
  });

const tombstone = (table: Table, row: Item, at: number, user: DiscardedBy): TransactWriteItem[] => {
  if (!user) return [];
  const { id, projectId, title, culprit, type, level, metadata, hashes } = fromIssueItem(row);
  return [putTombstone(table, projectId, { id, title, culprit, type, level, metadata, hashes, at, user })];
};

const buryAll = async (table: Table, row: Item, hashes: readonly string[]): Promise<boolean> => {
  for (let from = 0; from < hashes.length; from += MAX_HASHES)
    if (await commit(table, bury(table, row, hashes.slice(from, from + MAX_HASHES)))) return false;
  return true;
};

const bury = (table: Table, row: Item, hashes: readonly string[]): TransactWriteItem[] => {
  const id = readText(row, 'id');
  return hashes.map(hash =>
    transactUpdate(table, hashKey(readText(row, 'projectId'), hash), {
      UpdateExpression: `SET ${TOMBSTONE} = :id, issueId = :id, #hash = :hash REMOVE expires`,
      ExpressionAttributeNames: { '#hash': 'hash' },
      ExpressionAttributeValues: { ':id': text(id), ':hash': text(hash) },
    }),
  );
};

/** Of this issue; a hash leads to one issue only, and goes with it. */
const hashesOf = (row: Item): string[] => [...new Set(fromIssueItem(row).hashes)].filter(hash => hash !== '');
