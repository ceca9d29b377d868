import { zstdDecompressSync } from 'node:zlib';
import type { BlobStore } from '../ports/blob-store.ts';
import { BLOB_MARK, INLINE_MARK, type QueueMessage } from '../protocol/queue-message.ts';

/** A message was made from a request of at most 32 MiB; normalization may add a little. */
const MAX_MESSAGE_JSON_BYTES = 48 * 1024 * 1024;

/** The message in a queue record, wherever its bytes lie. Throws for a body that the edge never wrote. */
export const dequeue = async (blobs: BlobStore, body: string): Promise<QueueMessage> => {
  const json = body.startsWith('{') ? body : decompress(await bytesOf(blobs, body));
  // Only the edge has the right to write to this queue; what can differ is its version.
  const message = JSON.parse(json) as QueueMessage;
  if (message.version !== 1)
    throw new Error(`queue message of version ${String(message.version)}, this digest knows 1`);
  return message;
};

const decompress = (bytes: Uint8Array): string =>
  zstdDecompressSync(bytes, { maxOutputLength: MAX_MESSAGE_JSON_BYTES }).toString('utf8');

const bytesOf = async (blobs: BlobStore, body: string): Promise<Uint8Array> => {
  if (body.startsWith(INLINE_MARK)) return Buffer.from(body.slice(INLINE_MARK.length), 'base64');
  if (!body.startsWith(BLOB_MARK)) throw new Error('queue message of an unknown form');
  const key = body.slice(BLOB_MARK.length);
  const bytes = await blobs.get(key);
  if (!bytes) throw new Error(`queue message's object ${key} is gone`);
  return bytes;
};
