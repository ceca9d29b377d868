import {
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import { type IssueShare, issuesOf, shownBy, type Tally, type TallyStore } from '../ports/tally-store.ts';
import { putActivity } from './activity-store.ts';
import { addTotals, TOTAL_TTL_SECONDS } from './add-totals.ts';
import { findOwners } from './find-owners.ts';
import { addHours, claimHash, createIssue, daysOf, updateIssue, updatePrimary } from './issue-writes.ts';
import { keepMerged } from './keep-merged.ts';
import { shortIdCounterKey } from './keys/project.ts';
import { QUOTA_SHARDS, TOTAL_SHARDS, totalKey } from './keys/tally.ts';
import { toOutboxItem } from './outbox.ts';
import { addWindowUses } from './quota-store.ts';
import {
  entryName,
  eventReceiptKey,
  messageReceiptKey,
  readReceipts,
  receiptEntries,
  receiptState,
  writeReceipts,
} from './receipts.ts';
import { addReleaseUses } from './release-counts.ts';
import { releaseUserRows } from './release-users.ts';
import { attributes, number, type Table } from './table.ts';
import { addTags, tagMemory } from './tag-rows.ts';
import { tellUnmapped, unmappedTold } from './unmapped-releases.ts';
import { userRows } from './user-rows.ts';

/** Counting on one table: every tally is one transaction, whose receipts refuse what was counted before. */
export const dynamoTallyStore = (table: Table, deps: { clock: Clock; ids: Ids }): TallyStore => {
  const tags = tagMemory(table);
  const randomShard = (shards: number): number => Math.floor(deps.ids.random() * shards);

  const shareWrites = (share: IssueShare): TransactWriteItem[] => [
    ...issueWrites(table, share),
    ...share.newHashes.map(hash => claimHash(table, share.issue.issue, hash)),
    ...addHours(table, share, deps.clock.now()),
    ...addTags(table, share),
    ...(share.activity ? [putActivity(table, shownBy(share).id, share.activity)] : []),
  ];

  const writesOf = (tally: Tally): TransactWriteItem[] => {
    const now = Math.floor(deps.clock.now() / 1_000);
    return [
      ...tally.shares.flatMap(shareWrites),
      ...writeReceipts(table, receiptEntries(tally), now),
      ...totalWrites(table, tally, { shard: randomShard(TOTAL_SHARDS), now }),
      ...addWindowUses(table, tally.quotas ?? [], randomShard(QUOTA_SHARDS)),
      ...addReleaseUses(table, tally.projectId, tally.releases ?? [], { random: randomShard, now }),
      ...(tally.unmapped ? tellUnmapped(table, tally.projectId, tally.unmapped) : []),
      ...(tally.outbox ? [{ Put: { TableName: table.name, Item: toOutboxItem(tally.outbox) } }] : []),
    ];
  };

  return {
    findOwners: (projectId, hashes) => findOwners(table, projectId, hashes, deps.clock.now()),
    seenTags: tags.seenTags,
    ...userRows(table),
    ...releaseUserRows(table, deps.clock),
    keepMerged: keepMerged(table),
    unmappedTold: unmappedTold(table),

    receipts: async (projectId, events) => {
      const rows = await readReceipts(
        table,
        events.map(event => eventReceiptKey(projectId, event)),
      );
      return events.map(event => receiptState(rows.get(eventReceiptKey(projectId, event).pk), event));
    },

    countedMessages: async (projectId, messages) => {
      const rows = await readReceipts(
        table,
        messages.map(message => messageReceiptKey(projectId, message)),
      );
      const counted = messages.filter(
        message => rows.get(messageReceiptKey(projectId, message).pk)?.[entryName(message.messageId)],
      );
      return new Set(counted.map(message => message.messageId));
    },

    reserveShortIds: async (projectId, count) => {
      const { Attributes } = await table.client.send(
        new UpdateItemCommand({
          TableName: table.name,
          Key: attributes(shortIdCounterKey(projectId)),
          UpdateExpression: 'ADD #last :count',
          ExpressionAttributeNames: { '#last': 'last' },
          ExpressionAttributeValues: { ':count': number(count) },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(Attributes?.last?.N) - count + 1;
    },

    rowsOf: share =>
      issuesOf(share).length +
      share.newHashes.length +
      daysOf(share) +
      (share.tags.length > 0 ? 1 : 0) +
      (share.activity ? 1 : 0),
    receiptOf: (projectId, event) => eventReceiptKey(projectId, event).pk,

    record: async tally => {
      try {
        await table.client.send(new TransactWriteItemsCommand({ TransactItems: writesOf(tally) }));
      } catch (error) {
        return cancelled(error);
      }
      for (const share of tally.shares) tags.note(share);
      return 'recorded';
    },
  };
};

const issueWrites = (table: Table, share: IssueShare): TransactWriteItem[] => {
  const { issue } = share;
  if (issue.kind === 'new') return [createIssue(table, issue.issue)];
  return [updateIssue(table, share, issue), ...(issue.primary ? [updatePrimary(table, share, issue.primary)] : [])];
};

const totalWrites = (
  table: Table,
  { projectId, totals }: Tally,
  { shard, now }: { shard: number; now: number },
): TransactWriteItem[] => {
  const hours = Map.groupBy(totals, ({ hour }) => hour);
  return [...hours].map(([hour, rows]) => {
    const outcomes = rows.map(({ outcome }) => outcome);
    return addTotals(table, totalKey(projectId, hour, shard), outcomes, now + TOTAL_TTL_SECONDS);
  });
};

/** Why DynamoDB wrote nothing: somebody was faster (`outdated`), or busy with the same items (`contended`). */
const cancelled = (error: unknown): 'contended' | 'outdated' => {
  const { name } = error as Error;
  if (BUSY.has(name)) return 'contended';
  if (name !== 'TransactionCanceledException') throw error;
  const codes = ((error as TransactionCanceledException).CancellationReasons ?? []).map(reason => reason.Code ?? '');
  if (codes.includes('ConditionalCheckFailed')) return 'outdated';
  if (codes.some(code => BUSY.has(code))) return 'contended';
  throw error;
};

/** Of the call itself, and of one of its items. A throttled table is not asked for more: the pause between rounds helps. */
const BUSY: ReadonlySet<string> = new Set([
  'TransactionInProgressException',
  'TransactionConflict',
  'ThrottlingError',
  'ThrottlingException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]);
