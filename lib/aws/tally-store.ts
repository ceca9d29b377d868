import {
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Issue } from '../ports/issue-store.ts';
import type {
  CountedEvent,
  IssueShare,
  KnownIssue,
  MessageShare,
  ReceiptState,
  Tally,
  TallyStore,
} from '../ports/tally-store.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { fromIssueItem, toIssueItem } from './issue-item.ts';
import {
  activitySortKey,
  hashKey,
  issueActivityKey,
  issueHourKey,
  issueKey,
  type Key,
  outboxKey,
  receiptKey,
  shortIdCounterKey,
  shortIdKey,
  TOTAL_SHARDS,
  totalKey,
} from './keys.ts';
import { attributes, batchGet, type Item, number, readText, type Table, text } from './table.ts';

/** A receipt outlives every copy of a message: SQS keeps one for 14 days at most, and as long again in the dead-letter queue. */
const RECEIPT_TTL_SECONDS = 29 * 24 * 3_600;
/** Outcome rows and hourly counts are kept for a year. */
const TOTAL_TTL_SECONDS = 366 * 24 * 3_600;

type Update = NonNullable<TransactWriteItem['Update']>;

export const dynamoTallyStore = (table: Table, deps: { clock: Clock; ids: Ids }): TallyStore => {
  const ttl = (seconds: number) => number(Math.floor(deps.clock.now() / 1_000) + seconds);

  const receiptUpdates = (entries: Map<string, ReceiptEntries>): TransactWriteItem[] =>
    [...entries.values()].map(({ key, names }) => {
      const pairs = [...names];
      return update(table, key, {
        ConditionExpression: pairs.map((_, index) => `attribute_not_exists(#${index})`).join(' AND '),
        UpdateExpression: `SET ${pairs.map((_, index) => `#${index} = :${index}`).join(', ')}, expires = :expires`,
        ExpressionAttributeNames: Object.fromEntries(pairs.map(([name], index) => [`#${index}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(pairs.map(([, value], index) => [`:${index}`, { B: value }])),
          ':expires': ttl(RECEIPT_TTL_SECONDS),
        },
      });
    });

  const shareWrites = (share: IssueShare): TransactWriteItem[] => [
    ...(share.issue.kind === 'new' ? createIssue(table, share.issue.issue) : [updateIssue(table, share, share.issue)]),
    ...share.newHashes.map(hash => claimHash(table, share.issue.issue, hash)),
    ...[...share.hours].map(([hour, count]) =>
      update(table, issueHourKey(share.issue.issue.id, hour), {
        UpdateExpression: 'ADD #count :count SET expires = :expires',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: { ':count': number(count), ':expires': ttl(TOTAL_TTL_SECONDS) },
      }),
    ),
    ...receiptUpdates(receiptEntries(share)),
    ...(share.announcement ? [{ Put: { TableName: table.name, Item: announcementItem(share.announcement) } }] : []),
  ];

  const totalWrites = (tally: Tally): TransactWriteItem[] => {
    const shard = Math.floor(deps.ids.random() * TOTAL_SHARDS);
    const hours = Map.groupBy(tally.totals, ({ hour }) => hour);
    return [...hours].map(([hour, rows]) =>
      update(table, totalKey(tally.projectId, hour, shard), {
        UpdateExpression: `ADD ${rows.map((_, index) => `#${index} :${index}`).join(', ')} SET expires = :expires`,
        ExpressionAttributeNames: Object.fromEntries(
          rows.map(({ outcome }, index) => [`#${index}`, totalName(outcome)]),
        ),
        ExpressionAttributeValues: {
          ...Object.fromEntries(rows.map(({ outcome }, index) => [`:${index}`, number(outcome.quantity)])),
          ':expires': ttl(TOTAL_TTL_SECONDS),
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
      const keyOf = ({ issueId, event }: (typeof events)[number]) =>
        receiptKey(issueScope(issueId), event.second, event.eventId);
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
        ...receiptUpdates(messageEntries(tally.projectId, tally.messages)),
        ...totalWrites(tally),
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

const update = (table: Table, key: Key, expressions: Omit<Update, 'TableName' | 'Key'>): TransactWriteItem => ({
  Update: { TableName: table.name, Key: attributes(key), ...expressions },
});

const createIssue = (table: Table, issue: Issue): TransactWriteItem[] => [
  { Put: { TableName: table.name, Item: toIssueItem(issue), ConditionExpression: 'attribute_not_exists(pk)' } },
  {
    Put: {
      TableName: table.name,
      Item: { ...attributes(shortIdKey(issue.organization, issue.shortId)), issueId: text(issue.id) },
    },
  },
];

const claimHash = (table: Table, issue: Issue, hash: string): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: { ...attributes(hashKey(issue.projectId, hash)), hash: text(hash), issueId: text(issue.id) },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/**
 * Adds to a known issue. `lastSeen` only grows and `firstSeen` only shrinks: a condition says so, because an update
 * expression knows no maximum. The status must still be the one that the decision was made on.
 */
const updateIssue = (table: Table, share: IssueShare, { issue, change }: KnownIssue): TransactWriteItem => {
  const conditions = ['attribute_exists(pk)', '#status = :status', 'statusChanged = :changed'];
  const sets: string[] = [];
  const values: Item = {
    ':count': number(share.events.length),
    ':status': text(issue.status),
    ':changed': number(issue.statusChanged),
  };
  const names: Record<string, string> = { '#count': 'count', '#status': 'status' };
  if (change.lastSeen !== undefined) {
    conditions.push('lastSeen < :last');
    sets.push('lastSeen = :last', 'gsi1sk = :activity');
    values[':last'] = number(change.lastSeen);
    values[':activity'] = text(activitySortKey(change.lastSeen, issue.id));
  }
  if (change.firstSeen !== undefined) {
    conditions.push('firstSeen > :first');
    sets.push('firstSeen = :first');
    values[':first'] = number(change.firstSeen);
  }
  if (change.latest) {
    sets.push('title = :title', 'culprit = :culprit', '#level = :level', 'metadata = :metadata');
    names['#level'] = 'level';
    values[':title'] = text(change.latest.title);
    values[':culprit'] = text(change.latest.culprit);
    values[':level'] = text(change.latest.level);
    values[':metadata'] = text(JSON.stringify(change.latest.metadata));
  }
  if (change.reopened) {
    sets.push('#status = :unresolved', 'substatus = :substatus', 'statusChanged = :at', 'gsi1pk = :open');
    values[':unresolved'] = text('unresolved');
    values[':substatus'] = text(change.reopened.substatus);
    values[':at'] = number(change.reopened.at);
    values[':open'] = text(issueActivityKey(issue.projectId, 'unresolved'));
  }
  return update(table, issueKey(issue.id), {
    ConditionExpression: conditions.join(' AND '),
    UpdateExpression: `ADD #count :count${sets.length > 0 ? ` SET ${sets.join(', ')}` : ''}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  });
};

const announcementItem = (announcement: NonNullable<IssueShare['announcement']>): Item => ({
  ...attributes(outboxKey(announcement.issueId, announcement.kind, announcement.eventId)),
  kind: text(announcement.kind),
  issueId: text(announcement.issueId),
  eventId: text(announcement.eventId),
  since: number(announcement.since),
});

/** Attribute names of one receipt item, with the mark of the message that wrote each. */
interface ReceiptEntries {
  key: Key;
  names: Map<string, Uint8Array>;
}

/**
 * A receipt says which message counted an event: `<event> = <message>`, and `<event>.<message>` for each other message
 * that brought it again. So a redelivery is told from a second sending, and each is counted as what it is, once.
 */
const receiptEntries = (share: IssueShare): Map<string, ReceiptEntries> => {
  const entries = new Map<string, ReceiptEntries>();
  const scope = issueScope(share.issue.issue.id);
  for (const event of share.events)
    addEntry(entries, receiptKey(scope, event.second, event.eventId), entryName(event.eventId), event.messageId);
  for (const event of share.duplicates) {
    addEntry(entries, receiptKey(scope, event.second, event.eventId), duplicateName(event), event.messageId);
  }
  return entries;
};

const messageEntries = (projectId: string, messages: readonly MessageShare[]): Map<string, ReceiptEntries> => {
  const entries = new Map<string, ReceiptEntries>();
  for (const message of messages)
    addEntry(entries, messageReceiptKey(projectId, message), entryName(message.messageId), message.messageId);
  return entries;
};

const addEntry = (entries: Map<string, ReceiptEntries>, key: Key, name: string, messageId: string): void => {
  const found = entries.get(key.pk) ?? { key, names: new Map<string, Uint8Array>() };
  found.names.set(name, messageMark(messageId));
  entries.set(key.pk, found);
};

const receiptState = (row: Item | undefined, event: CountedEvent): ReceiptState => {
  const countedBy = row?.[entryName(event.eventId)]?.B;
  if (!countedBy) return 'none';
  if (Buffer.compare(countedBy, messageMark(event.messageId)) === 0) return 'counted';
  return row?.[duplicateName(event)] ? 'duplicate_counted' : 'duplicate';
};

/** 8 bytes of an id are enough within one issue, second and shard; the last ones, because the first may be a time. */
const entryName = (id: string): string => Buffer.from(id.slice(-16), 'hex').toString('base64url');
const duplicateName = (event: CountedEvent): string =>
  `${entryName(event.eventId)}.${Buffer.from(messageMark(event.messageId)).toString('base64url')}`;
/** 4 bytes tell the few messages apart that bring one event. */
const messageMark = (messageId: string): Uint8Array => Buffer.from(messageId.slice(-8), 'hex');

const issueScope = (issueId: string): string => `ISSUE#${issueId}`;
const messageReceiptKey = (projectId: string, message: MessageShare): Key =>
  receiptKey(`PROJECT#${projectId}`, message.second, message.messageId);
const totalName = ({ category, outcome, reason }: Outcome): string => `${category}#${outcome}#${reason}`;
const uniqueKeys = (keys: readonly Key[]): Key[] => [...new Map(keys.map(key => [key.pk, key])).values()];
