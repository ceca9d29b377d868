import {
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { IssueShare, Tally, TallyStore } from '../ports/tally-store.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { fromIssueItem } from './issue-item.ts';
import { claimHash, createIssue, recordAnnouncement, updateIssue } from './issue-writes.ts';
import {
  hashKey,
  issueHourKey,
  issueKey,
  type Key,
  QUOTA_SHARDS,
  shortIdCounterKey,
  TOTAL_SHARDS,
  totalKey,
} from './keys.ts';
import { addWindowUses } from './quota-store.ts';
import {
  entryName,
  eventReceiptKey,
  messageEntries,
  messageReceiptKey,
  receiptEntries,
  receiptState,
  writeReceipts,
} from './receipts.ts';
import { attributes, batchGet, number, readText, type Table } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** Outcome rows and hourly counts are kept for a year. */
const TOTAL_TTL_SECONDS = 366 * 24 * 3_600;

/** Counting on one table: every tally is one transaction, whose receipts refuse what was counted before. */
export const dynamoTallyStore = (table: Table, deps: { clock: Clock; ids: Ids }): TallyStore => {
  const seconds = () => Math.floor(deps.clock.now() / 1_000);
  const ttl = () => number(seconds() + TOTAL_TTL_SECONDS);

  const shareWrites = (share: IssueShare): TransactWriteItem[] => [
    ...(share.issue.kind === 'new' ? createIssue(table, share.issue.issue) : [updateIssue(table, share, share.issue)]),
    ...share.newHashes.map(hash => claimHash(table, share.issue.issue, hash)),
    ...[...share.hours].map(([hour, count]) =>
      transactUpdate(table, issueHourKey(share.issue.issue.id, hour), {
        UpdateExpression: 'ADD #count :count SET expires = :expires',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: { ':count': number(count), ':expires': ttl() },
      }),
    ),
    ...writeReceipts(table, receiptEntries(share), seconds()),
    ...(share.announcement ? [recordAnnouncement(table, share.announcement)] : []),
  ];

  const randomShard = (shards: number): number => Math.floor(deps.ids.random() * shards);

  const totalWrites = (tally: Tally): TransactWriteItem[] => {
    const shard = randomShard(TOTAL_SHARDS);
    const hours = Map.groupBy(tally.totals, ({ hour }) => hour);
    return [...hours].map(([hour, rows]) =>
      transactUpdate(table, totalKey(tally.projectId, hour, shard), {
        UpdateExpression: `ADD ${rows.map((_, index) => `#${index} :${index}`).join(', ')} SET expires = :expires`,
        ExpressionAttributeNames: Object.fromEntries(
          rows.map(({ outcome }, index) => [`#${index}`, totalName(outcome)]),
        ),
        ExpressionAttributeValues: {
          ...Object.fromEntries(rows.map(({ outcome }, index) => [`:${index}`, number(outcome.quantity)])),
          ':expires': ttl(),
        },
      }),
    );
  };

  return {
    findIssues: async (projectId, hashes) => {
      const rows = await batchGet(
        table,
        [...new Set(hashes)].map(hash => hashKey(projectId, hash)),
        { consistent: true },
      );
      const ids = new Map(rows.map(row => [readText(row, 'hash'), readText(row, 'issueId')]));
      const items = await batchGet(table, [...new Set(ids.values())].map(issueKey), { consistent: true });
      const issues = new Map(items.map(fromIssueItem).map(issue => [issue.id, issue]));
      return new Map([...ids].flatMap(([hash, id]) => (issues.has(id) ? [[hash, issues.get(id)!] as const] : [])));
    },

    receipts: async events => {
      const keyOf = ({ issueId, event }: (typeof events)[number]) => eventReceiptKey(issueId, event);
      const rows = new Map(
        (await batchGet(table, uniqueKeys(events.map(keyOf)), { consistent: true })).map(row => [
          readText(row, 'pk'),
          row,
        ]),
      );
      return events.map(one => receiptState(rows.get(keyOf(one).pk), one.event));
    },

    countedMessages: async (projectId, messages) => {
      const keys = uniqueKeys(messages.map(message => messageReceiptKey(projectId, message)));
      const rows = new Map((await batchGet(table, keys, { consistent: true })).map(row => [readText(row, 'pk'), row]));
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

    sizeOf: share => {
      const receipts = receiptEntries(share);
      const own = share.issue.kind === 'new' ? 2 : 1;
      return {
        items: own + share.newHashes.length + share.hours.size + receipts.size + (share.announcement ? 1 : 0),
        names: Math.max(0, ...[...receipts.values()].map(({ names }) => names.size)),
      };
    },

    record: async tally => {
      const writes = [
        ...tally.shares.flatMap(shareWrites),
        ...writeReceipts(table, messageEntries(tally.projectId, tally.messages), seconds()),
        ...totalWrites(tally),
        ...addWindowUses(table, tally.quotas ?? [], randomShard(QUOTA_SHARDS)),
      ];
      try {
        await table.client.send(new TransactWriteItemsCommand({ TransactItems: writes }));
        return 'recorded';
      } catch (error) {
        return cancelled(error);
      }
    },
  };
};

/** Why DynamoDB wrote nothing: somebody was faster (`outdated`), or busy with the same items (`contended`). */
const cancelled = (error: unknown): 'contended' | 'outdated' => {
  const { name } = error as Error;
  if (name === 'TransactionInProgressException') return 'contended';
  if (name !== 'TransactionCanceledException') throw error;
  const codes = ((error as TransactionCanceledException).CancellationReasons ?? []).map(reason => reason.Code);
  if (codes.includes('ConditionalCheckFailed')) return 'outdated';
  const busy = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
  if (codes.some(code => code && busy.includes(code))) return 'contended';
  throw error;
};

const totalName = ({ category, outcome, reason }: Outcome): string => `${category}#${outcome}#${reason}`;
const uniqueKeys = (keys: readonly Key[]): Key[] => [...new Map(keys.map(key => [key.pk, key])).values()];
