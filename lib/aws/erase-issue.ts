import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Erasure } from '../ports/erasure-store.ts';
import { isDeletedIssue, TOMBSTONE } from './deleted-issue.ts';
import { doomed } from './doomed.ts';
import { erasePayloads } from './erase-payloads.ts';
import { take } from './erase-rows.ts';
import type { EraserDeps } from './eraser.ts';
import type { IndexKeys } from './index-cursor.ts';
import { fromIssueItem } from './issue-item.ts';
import { issueAttachmentsKey, issueEventsKey, issueFeedbackKey } from './keys/event.ts';
import { hashKey, issueKey } from './keys/issue.ts';
import { INDEX_BY_ACTIVITY, INDEX_BY_TIME, type Key } from './keys/key.ts';
import { shortIdKey } from './keys/project.ts';
import { firstRows } from './scan-rows.ts';
import { batchGet, getItem, type Item, keyOf, readText, type Table, text } from './table.ts';

/** Rows that one step takes; the next step finds what is left. */
const STEP_ROWS = 60;

/**
 * One step of erasing an issue: first what indexes lead to, then what leads to it, then its own rows, and last the one
 * that says that it is to be erased.
 */
export const eraseIssue = async (
  deps: EraserDeps,
  erasure: Erasure,
  issueId: string,
): Promise<'gone' | 'visible' | 'more'> => {
  const meta = await readMeta(deps.table, issueId);
  if (meta && !isDeletedIssue(meta)) return 'visible';
  if (meta && (await eraseMerged(deps, erasure, meta))) return 'more';
  for (const [index, partition] of leadingTo(issueId)) {
    if (await eraseIndexed(deps, erasure, { index, partition })) return 'more';
  }
  await eraseLinks(deps, erasure, meta);
  return eraseOwnRows(deps, erasure, issueId);
};

/** What was merged into it was hidden with it. Whether there was anything. */
const eraseMerged = async (deps: EraserDeps, erasure: Erasure, meta: Item): Promise<boolean> => {
  for (const id of fromIssueItem(meta).merged?.ids ?? [])
    if ((await readMeta(deps.table, id)) && (await eraseIssue(deps, erasure, id)) === 'more') return true;
  return false;
};

const readMeta = (table: Table, issueId: string): Promise<Item | undefined> =>
  getItem(table, issueKey(issueId), { consistent: true });

const leadingTo = (issueId: string): [IndexKeys, string][] => [
  ['gsi2', issueEventsKey(issueId)],
  ['gsi2', issueAttachmentsKey(issueId)],
  ['gsi1', issueFeedbackKey(issueId)],
];

/** Some rows of an index partition, and all that lies in the partitions of those that are events. Whether there were any. */
const eraseIndexed = async (
  deps: EraserDeps,
  erasure: Erasure,
  { index, partition }: { index: IndexKeys; partition: string },
): Promise<boolean> => {
  const keys = await indexedKeys(deps.table, index, partition);
  const partitions = [...new Set(keys.map(({ pk }) => pk))];
  const found = await Promise.all(partitions.map(pk => firstRows(deps.table, pk)));
  // The index lags behind: what is gone or another's by now is left alone.
  const rows = found.filter(some => some.some(row => row[`${index}pk`]?.S === partition)).flat();
  await erasePayloads(deps.blobs, rows);
  for (const some of inSteps(rows))
    await take(
      deps.table,
      erasure,
      some.map(row => doomed(deps.table, row)),
    );
  return rows.length > 0;
};

const indexedKeys = async (table: Table, index: IndexKeys, partition: string): Promise<Key[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: index === 'gsi1' ? INDEX_BY_ACTIVITY : INDEX_BY_TIME,
      KeyConditionExpression: `${index}pk = :pk`,
      ExpressionAttributeValues: { ':pk': text(partition) },
      Limit: STEP_ROWS,
    }),
  );
  return Items.map(keyOf);
};

/** Ways that lead to the issue: hashes, but for those by which later events are known and dropped, and an old short id. */
const eraseLinks = async ({ table }: EraserDeps, erasure: Erasure, meta: Item | undefined): Promise<void> => {
  if (!meta) return;
  const [issueId, projectId] = [readText(meta, 'id'), readText(meta, 'projectId')];
  const hashes = readText(meta, 'hashes').split(' ').filter(Boolean);
  const keys = [
    ...hashes.map(hash => hashKey(projectId, hash)),
    shortIdKey(readText(meta, 'organization'), readText(meta, 'shortId')),
  ];
  const rows = await batchGet(table, keys, { consistent: true });
  const own = rows.filter(row => row.issueId?.S === issueId && row[TOMBSTONE] === undefined);
  await take(
    table,
    erasure,
    own.map(row => doomed(table, row)),
  );
};

const eraseOwnRows = async ({ table }: EraserDeps, erasure: Erasure, issueId: string): Promise<'gone' | 'more'> => {
  const rows = await firstRows(table, issueKey(issueId).pk);
  const meta = issueKey(issueId).sk;
  const others = rows.filter(row => readText(row, 'sk') !== meta);
  const next = others.length > 0 ? others : rows;
  await take(
    table,
    erasure,
    next.map(row => doomed(table, row)),
  );
  return rows.length > 0 ? 'more' : 'gone';
};

/** A transaction takes 4 MB in all, and a row of an event may have a tenth of that. */
const inSteps = function* (rows: readonly Item[]): Generator<Item[]> {
  let step: Item[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = ROW_BYTES + (row.data?.B?.length ?? 0);
    if (step.length > 0 && bytes + size > MAX_STEP_BYTES) {
      yield step;
      [step, bytes] = [[], 0];
    }
    step.push(row);
    bytes += size;
  }
  if (step.length > 0) yield step;
};

const MAX_STEP_BYTES = 2_000_000;
/** All but the payload of a row, roughly. */
const ROW_BYTES = 2_000;
