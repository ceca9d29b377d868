import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { CountedEvent, IssueShare, MessageShare, ReceiptState } from '../ports/tally-store.ts';
import { type Key, receiptKey } from './keys.ts';
import { type Item, number, type Table } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** A receipt outlives every copy of a message: SQS keeps one for 14 days at most, and as long again in the dead-letter queue. */
const RECEIPT_TTL_SECONDS = 29 * 24 * 3_600;

/** Attribute names of one receipt item, with the mark of the message that wrote each. */
export interface ReceiptEntries {
  key: Key;
  names: Map<string, Uint8Array>;
}

/**
 * A receipt says which message counted an event: `<event> = <message>`, and `<event>.<message>` for each other message
 * that brought it again. So a redelivery is told from a second sending, and each is counted as what it is, once.
 */
export const receiptEntries = (share: IssueShare): Map<string, ReceiptEntries> => {
  const entries = new Map<string, ReceiptEntries>();
  const { id } = share.issue.issue;
  for (const event of share.events)
    addEntry(entries, eventReceiptKey(id, event), entryName(event.eventId), event.messageId);
  for (const event of share.duplicates) {
    addEntry(entries, eventReceiptKey(id, event), duplicateName(event), event.messageId);
  }
  return entries;
};

export const messageEntries = (projectId: string, messages: readonly MessageShare[]): Map<string, ReceiptEntries> => {
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

export const receiptState = (row: Item | undefined, event: CountedEvent): ReceiptState => {
  const countedBy = row?.[entryName(event.eventId)]?.B;
  if (!countedBy) return 'none';
  if (Buffer.compare(countedBy, messageMark(event.messageId)) === 0) return 'counted';
  return row?.[duplicateName(event)] ? 'duplicate_counted' : 'duplicate';
};

/** 8 bytes of an id are enough within one issue, second and shard; the last ones, because the first may be a time. */
export const entryName = (id: string): string => Buffer.from(id.slice(-16), 'hex').toString('base64url');
const duplicateName = (event: CountedEvent): string =>
  `${entryName(event.eventId)}.${Buffer.from(messageMark(event.messageId)).toString('base64url')}`;
/** 4 bytes tell the few messages apart that bring one event. */
const messageMark = (messageId: string): Uint8Array => Buffer.from(messageId.slice(-8), 'hex');

const issueScope = (issueId: string): string => `ISSUE#${issueId}`;
export const messageReceiptKey = (projectId: string, message: MessageShare): Key =>
  receiptKey(`PROJECT#${projectId}`, message.second, message.messageId);
/** Where an event's receipt lies: decided by the event alone, so that any regrouping of messages meets the same one. */
export const eventReceiptKey = (issueId: string, event: CountedEvent): Key =>
  receiptKey(issueScope(issueId), event.second, event.eventId);

/** Adds entries to their receipts, on condition that none of them is there yet. @param now seconds since 1970 */
export const writeReceipts = (table: Table, entries: Map<string, ReceiptEntries>, now: number): TransactWriteItem[] =>
  [...entries.values()].map(({ key, names }) => {
    const pairs = [...names];
    return transactUpdate(table, key, {
      ConditionExpression: pairs.map((_, index) => `attribute_not_exists(#${index})`).join(' AND '),
      UpdateExpression: `SET ${pairs.map((_, index) => `#${index} = :${index}`).join(', ')}, expires = :expires`,
      ExpressionAttributeNames: Object.fromEntries(pairs.map(([name], index) => [`#${index}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(pairs.map(([, value], index) => [`:${index}`, { B: value }])),
        ':expires': number(now + RECEIPT_TTL_SECONDS),
      },
    });
  });
