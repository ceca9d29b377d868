import type { BlobStore } from '../ports/blob-store.ts';
import { parseRedrivenBody, type RedrivenBody } from '../protocol/dead-letter.ts';
import { parseMessage, UnreadableMessage, unpackMessage } from '../protocol/parse-message.ts';
import { BLOB_MARK, type QueueMessage } from '../protocol/queue-message.ts';

/**
 * The message in a queue record, wherever its bytes lie. Throws `UnreadableMessage` for a body that the edge never wrote,
 * or whose object is gone.
 */
export const dequeue = async (blobs: Pick<BlobStore, 'get'>, body: string): Promise<QueueMessage> => {
  const redriven = parseRedrivenBody(body);
  if (!redriven) return read(blobs, body);
  return { ...(await readLetter(blobs, redriven)), redriven: { letter: redriven.letter, times: redriven.times } };
};

const read = async (blobs: Pick<BlobStore, 'get'>, body: string): Promise<QueueMessage> =>
  body.startsWith(BLOB_MARK) ? unpackMessage(await bytesOf(blobs, body.slice(BLOB_MARK.length))) : parseMessage(body);

const readLetter = async (blobs: Pick<BlobStore, 'get'>, { key, form }: RedrivenBody): Promise<QueueMessage> => {
  const bytes = await bytesOf(blobs, key);
  return form === 'zstd' ? unpackMessage(bytes) : read(blobs, Buffer.from(bytes).toString('utf8'));
};

const bytesOf = async (blobs: Pick<BlobStore, 'get'>, key: string): Promise<Uint8Array> => {
  const bytes = await blobs.get(key);
  if (!bytes) throw new UnreadableMessage('payload_lost', "the message's object is gone");
  return bytes;
};
