import { receiptHandleIsInvalid } from './sqs-error.ts';

/** Names one delivery of one message: it goes stale when the message is received again. */
export interface Receipt {
  queue: number;
  seq: number;
  messageId: string;
  /** The message's receive count at this delivery. */
  receives: number;
}

const PATTERN = /^(\d{1,15})\.(\d{1,15})\.([0-9a-f-]{36})\.(\d{1,15})$/;

export const receiptHandle = (receipt: Receipt): string =>
  Buffer.from(`${receipt.queue}.${receipt.seq}.${receipt.messageId}.${receipt.receives}`).toString('base64');

/** Throws what the service says to a handle that it never issued. */
export const parseReceiptHandle = (handle: string): Receipt => {
  const [, queue, seq, messageId, receives] = PATTERN.exec(Buffer.from(handle, 'base64').toString('latin1')) ?? [];
  if (messageId === undefined) throw receiptHandleIsInvalid(handle);
  return { queue: Number(queue), seq: Number(seq), messageId, receives: Number(receives) };
};
