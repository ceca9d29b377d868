import { constants, zstdCompressSync } from 'node:zlib';
import type { KeptBlob } from '../items/edge-item.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import { type IngestQueue, MAX_MESSAGE_BYTES } from '../ports/ingest-queue.ts';
import { BLOB_MARK, INLINE_MARK, type QueueMessage } from '../protocol/queue-message.ts';
import { Refusal } from '../protocol/refusal.ts';

/** The fastest level: within 5 % of gzip in size at half its time. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * When it returns, the message is durable, and so are the bytes that it speaks of. What is too big for the queue goes to
 * the blob store, and its key into the queue.
 */
export const enqueue = async (
  deps: { queue: IngestQueue; blobs: BlobStore },
  message: QueueMessage,
  blobs: readonly KeptBlob[],
): Promise<void> => {
  const compressed = zstdCompressSync(JSON.stringify(message), LEVEL);
  const inline = INLINE_MARK + compressed.toString('base64');
  try {
    await Promise.all(blobs.map(blob => deps.blobs.put(blob.key, blob.bytes)));
    if (inline.length <= MAX_MESSAGE_BYTES) return await deps.queue.send(inline);
    const key = blobKey(message);
    await deps.blobs.put(key, compressed);
    return await deps.queue.send(BLOB_MARK + key);
  } catch (cause) {
    throw new Refusal('unavailable', [], { cause });
  }
};

/** By day, so that a lifecycle rule can sweep what was never fetched. */
const blobKey = (message: QueueMessage): string =>
  `queue/${new Date(message.received).toISOString().slice(0, 10)}/${message.id}`;
