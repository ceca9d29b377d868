import { constants, zstdCompressSync } from 'node:zlib';
import type { KeptBlob } from '../items/edge-item.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import { type IngestQueue, MAX_MESSAGE_BYTES } from '../ports/ingest-queue.ts';
import { BLOB_MARK, INLINE_MARK, type QueueMessage } from '../protocol/queue-message.ts';
import { Refusal } from '../protocol/refusal.ts';
import { released } from '../protocol/released.ts';

/** The fastest level: within 5 % of gzip in size at half its time. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, info: true };

/**
 * Bytes of JSON that go into the queue as they are. SQS bills by 64 kB, so compressing less than that would save nothing,
 * and costs a fifth of the edge's time for an event of 20 kB.
 */
const MAX_PLAIN_BYTES = 60 * 1024;

/** Not allowed in a message of SQS; all others that are not JSON escapes. */
const FORBIDDEN = /[\uFFFE\uFFFF]/;

/**
 * When it returns, the message is durable, and so are the bytes that it speaks of. What is too big for the queue goes to
 * the blob store, and its key into the queue.
 */
export const enqueue = async (
  deps: { queue: IngestQueue; blobs: BlobStore },
  message: QueueMessage,
  blobs: readonly KeptBlob[],
): Promise<void> => {
  const json = JSON.stringify(message);
  try {
    await Promise.all(blobs.map(blob => deps.blobs.put(blob.key, blob.bytes)));
    const body = isPlain(json) ? json : await compress(deps.blobs, message, json);
    await deps.queue.send(body, { group: message.projectId });
  } catch (cause) {
    throw new Refusal('unavailable', [], { cause });
  }
};

const isPlain = (json: string): boolean =>
  json.length <= MAX_PLAIN_BYTES && Buffer.byteLength(json) <= MAX_PLAIN_BYTES && !FORBIDDEN.test(json);

const compress = async (blobs: BlobStore, message: QueueMessage, json: string): Promise<string> => {
  const compressed = released(zstdCompressSync(json, LEVEL)).bytes;
  const inline = INLINE_MARK + compressed.toString('base64');
  if (inline.length <= MAX_MESSAGE_BYTES) return inline;
  const key = blobKey(message);
  await blobs.put(key, compressed);
  return BLOB_MARK + key;
};

/** By day, so that a lifecycle rule can sweep what was never fetched. Of an object that is lost its key says whose it was. */
const blobKey = (message: QueueMessage): string =>
  `queue/${new Date(message.received).toISOString().slice(0, 10)}/${message.projectId}/${message.id}`;
