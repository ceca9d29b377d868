import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { CountedEvent, MessageShare, ReceiptState, Tally } from '../ports/tally-store.ts';
import type { Key } from './keys/key.ts';
import { receiptKey } from './keys/tally.ts';
import { receiptPlace } from './receipt-place.ts';
import { batchGet, type Item, number, readText, type Table } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/**
 * A receipt outlives every copy of a message: both queues keep one for 14 days in all, a dead letter waits 28 days to be
 * sent again, and then has the queue's 14 days once more.
 */
export const RECEIPT_TTL_SECONDS = 57 * 24 * 3_600;
/** Of a mark's first byte: the payload of the event is kept. */
const KEPT = 0x80;

/** Follows a mark where the event waits for its message: that was a dead letter and is sent again. */
const RESERVED = Buffer.of(1);

/** Attribute names of one receipt item, with the mark of the message that wrote each. */
export interface ReceiptEntries {
  key: Key;
  names: Map<string, Uint8Array>;
  /** What may stand in place of those of dead letters that are sent again. */
  reserved: Map<string, Uint8Array>;
}

/**
 * A receipt says which message counted an event: `<event> = <message>`, and `<event>.<message>` for each other message
 * that brought it again. So a redelivery is told from a second sending, and each is counted as what it is, once. Messages
 * have entries of their own for what is counted once a message. An entry never goes again: of an event whose message
 * was a dead letter it stays as a reservation, or the duplicates that met it could count what is not theirs.
 */
export const receiptEntries = (tally: Tally): Map<string, ReceiptEntries> => {
  const entries = new Map<string, ReceiptEntries>();
  const { projectId } = tally;
  const addEvent = (event: CountedEvent, kept: boolean): void => {
    const name = entryName(event.eventId);
    const { reserved } = add(entries, eventReceiptKey(projectId, event), name, mark(event, kept));
    if (event.redriven) reserved.set(name, reservation(event));
  };
  for (const { events, kept } of tally.shares) for (const event of events) addEvent(event, kept.has(event.eventId));
  for (const event of tally.discarded ?? []) addEvent(event, false);
  for (const event of tally.duplicates ?? [])
    add(entries, eventReceiptKey(projectId, event), duplicateName(event), mark(event, false));
  for (const message of tally.messages)
    add(entries, messageReceiptKey(projectId, message), entryName(message.messageId), mark(message, false));
  return entries;
};

const add = (entries: Map<string, ReceiptEntries>, key: Key, name: string, value: Uint8Array): ReceiptEntries => {
  const found = entries.get(key.pk) ?? { key, names: new Map(), reserved: new Map() };
  found.names.set(name, value);
  entries.set(key.pk, found);
  return found;
};

export const receiptState = (row: Item | undefined, event: CountedEvent): ReceiptState => {
  const countedBy = row?.[entryName(event.eventId)]?.B;
  if (row?.[duplicateName(event)]) return { state: 'duplicate_counted' };
  if (!countedBy) return { state: 'none' };
  // Its letter is on its way: an earlier delivery that is late has nothing left to do.
  if (Buffer.compare(countedBy, reservation(event)) === 0)
    return event.redriven ? { state: 'reserved' } : { state: 'counted', kept: false };
  const kept = ((countedBy[0] ?? 0) & KEPT) !== 0;
  return Buffer.compare(countedBy, mark(event, kept)) === 0 ? { state: 'counted', kept } : { state: 'duplicate' };
};

export const entryName = (id: string): string => receiptPlace(id).name;
const duplicateName = (event: CountedEvent): string =>
  `${entryName(event.eventId)}.${Buffer.from(mark(event, false)).toString('base64url')}`;

/** 31 bits tell the few messages apart that bring one event; one more says whether its payload is kept. */
const mark = ({ messageId }: { messageId: string }, kept: boolean): Uint8Array => {
  const bytes = Buffer.from(messageId.slice(-8), 'hex');
  const first = bytes[0] ?? 0;
  bytes[0] = kept ? first | KEPT : first & ~KEPT;
  return bytes;
};

const reservation = (event: CountedEvent): Uint8Array => Buffer.concat([mark(event, false), RESERVED]);

export const messageReceiptKey = (projectId: string, message: MessageShare): Key =>
  receiptKey(projectId, message.second, message.messageId);
export const eventReceiptKey = (projectId: string, event: CountedEvent): Key =>
  receiptKey(projectId, event.second, event.eventId);

/** Adds entries to their receipts, on condition that none of them is there yet, but for what is reserved. @param now seconds since 1970 */
export const writeReceipts = (table: Table, entries: Map<string, ReceiptEntries>, now: number): TransactWriteItem[] =>
  [...entries.values()].map(({ key, names, reserved }) => {
    const absent: string[] = [];
    const sets: string[] = [];
    const attributeNames: Record<string, string> = {};
    const values: Item = { ':e': number(now + RECEIPT_TTL_SECONDS) };
    let index = 0;
    for (const [name, value] of names) {
      const own = reserved.get(name);
      absent.push(
        own ? `(attribute_not_exists(#${index}) OR #${index}=:r${index})` : `attribute_not_exists(#${index})`,
      );
      if (own) values[`:r${index}`] = { B: own };
      sets.push(`#${index}=:${index}`);
      attributeNames[`#${index}`] = name;
      values[`:${index}`] = { B: value };
      index++;
    }
    return transactUpdate(table, key, {
      ConditionExpression: absent.join(' AND '),
      UpdateExpression: `SET ${sets.join(',')},expires=:e`,
      ExpressionAttributeNames: attributeNames,
      ExpressionAttributeValues: values,
    });
  });

/** Rows of receipts by their partition, each read once. */
export const readReceipts = async (table: Table, keys: readonly Key[]): Promise<Map<string, Item>> => {
  const distinct = [...new Map(keys.map(key => [key.pk, key])).values()];
  return new Map((await batchGet(table, distinct, { consistent: true })).map(row => [readText(row, 'pk'), row]));
};
