import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type IssueStore, MAX_MERGED_ISSUES } from '../ports/issue-store.ts';
import { commit, inRounds, RETRY } from './commit.ts';
import { TOMBSTONE } from './deleted-issue.ts';
import { fromIssueItem } from './issue-item.ts';
import { readIssueRow } from './issue-life-writes.ts';
import { hashKey, issueKey } from './keys/issue.ts';
import { batchGet, type Item, number, readText, type Table, text } from './table.ts';
import { putTombstone } from './tombstone-store.ts';
import { transactUpdate } from './transact-update.ts';

/** A DynamoDB transaction takes 100 items; the others are issues and their tombstone. */
const MAX_HASHES = 98 - MAX_MERGED_ISSUES;

type DiscardedBy = { id: string; name: string } | undefined;

/**
 * The issue leaves the indexes and gets a status that no digest has read, so that none can count into it any more. What
 * was merged into it goes with it.
 */
export const hideIssue =
  (table: Table): IssueStore['delete'] =>
  (id, at, { discardedBy } = {}) =>
    inRounds(async () => {
      const row = await readIssueRow(table, id);
      if (!row || row.mergedInto) return false;
      const rows = [row, ...(await readMerged(table, row))];
      const hashes = discardedBy ? hashesOf(rows) : [];
      // More hashes than fit into one transaction are written before it: who dies in between has to delete once more.
      const done = await buryAll(table, row, hashes.slice(MAX_HASHES));
      const failed =
        done &&
        (await commit(table, [
          ...rows.map(one => hide(table, one, at)),
          ...bury(table, row, hashes.slice(0, MAX_HASHES)),
          ...tombstone(table, row, { at, user: discardedBy, hashes }),
        ]));
      return done && !failed ? true : RETRY;
    });

const readMerged = async (table: Table, row: Item): Promise<Item[]> => {
  const rows = await batchGet(table, (fromIssueItem(row).merged?.ids ?? []).map(issueKey), { consistent: true });
  return rows.filter(({ mergedInto }) => mergedInto?.S === readText(row, 'id'));
};

const hide = (table: Table, row: Item, at: number): TransactWriteItem =>
  transactUpdate(table, issueKey(readText(row, 'id')), {
    // Hashes that came since would stay without a tombstone, and what was merged since would stay without an issue.
    ConditionExpression: [
      'attribute_exists(pk)',
      'attribute_not_exists(deleted)',
      row.mergeVersion ? 'mergeVersion = :merges' : 'attribute_not_exists(mergeVersion)',
      ...(row.hashes ? ['hashes = :hashes'] : []),
    ].join(' AND '),
    UpdateExpression: 'SET deleted = :at, #status = :deleted REMOVE gsi1pk, gsi1sk, gsi2pk, gsi2sk',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':at': number(at),
      ':deleted': text('deleted'),
      ...(row.mergeVersion && { ':merges': row.mergeVersion }),
      ...(row.hashes && { ':hashes': row.hashes }),
    },
  });

const tombstone = (
  table: Table,
  row: Item,
  { at, user, hashes }: { at: number; user: DiscardedBy; hashes: readonly string[] },
): TransactWriteItem[] => {
  if (!user) return [];
  const { id, projectId, title, culprit, type, level, metadata } = fromIssueItem(row);
  return [putTombstone(table, projectId, { id, title, culprit, type, level, metadata, hashes: [...hashes], at, user })];
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

/** Of these issues; a hash leads to one issue only, and goes with it. */
const hashesOf = (rows: readonly Item[]): string[] =>
  [...new Set(rows.flatMap(row => fromIssueItem(row).hashes))].filter(hash => hash !== '');
