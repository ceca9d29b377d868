import { MAX_RECEIPT_NAMES, type TallyStore } from '../ports/tally-store.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';
import { windowName, windowUses } from './quota-windows.ts';

/** Rows of one transaction: receipts, windows of quotas, and hours of totals. DynamoDB takes 100. */
const MAX_ROWS = 80;
const HOUR_MS = 3_600_000;

interface Part {
  messages: QueueMessage[];
  rows: Set<string>;
  /** Entries by receipt. */
  entries: Map<string, number>;
}

/**
 * As many messages at a time as one transaction has room for: those of one second share their receipts, so that a
 * thousand of them are few transactions. One alone always fits: quotas of a key are few.
 */
export const splitMessages = (
  tally: Pick<TallyStore, 'receiptOf'>,
  projectId: string,
  messages: readonly QueueMessage[],
): QueueMessage[][] => {
  const parts: Part[] = [];
  for (const message of messages.toSorted((a, b) => a.received - b.received)) {
    const { id, received } = message;
    const second = Math.floor(received / 1_000);
    const receipt = tally.receiptOf(projectId, { eventId: id, messageId: id, second });
    const hour = `hour ${Math.floor(received / HOUR_MS)}`;
    const rows = [receipt, hour, ...windowUses([message]).map(windowName)];
    const last = parts.at(-1);
    if (last && hasRoom(last, receipt, rows)) add(last, message, receipt, rows);
    else parts.push({ messages: [message], rows: new Set(rows), entries: new Map([[receipt, 1]]) });
  }
  return parts.map(part => part.messages);
};

const hasRoom = ({ rows, entries }: Part, receipt: string, added: readonly string[]): boolean =>
  rows.size + added.filter(row => !rows.has(row)).length <= MAX_ROWS && (entries.get(receipt) ?? 0) < MAX_RECEIPT_NAMES;

const add = (part: Part, message: QueueMessage, receipt: string, rows: readonly string[]): void => {
  part.messages.push(message);
  for (const row of rows) part.rows.add(row);
  part.entries.set(receipt, (part.entries.get(receipt) ?? 0) + 1);
};
