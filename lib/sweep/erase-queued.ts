import type { BlobStore } from '../ports/blob-store.ts';
import type { ObjectLister } from '../ports/object-lister.ts';
import { parseMessage, UnreadableMessage, unpackMessage } from '../protocol/parse-message.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';

export interface QueuedDeps {
  blobs: Pick<BlobStore, 'get' | 'delete'>;
  objects: ObjectLister;
}

/** Bodies that were too big for the queue, as long as it can keep the message that points at them, and those of dead letters. */
export const MESSAGE_FOLDERS = ['queue/', 'dead-letters/'] as const;
/** Read in one step: each may be some megabytes. */
const STEP_OBJECTS = 20;

/**
 * Bodies of messages, some a step: those that `isTheirs` go as a whole. A message holds what one SDK sent in one request,
 * so hardly anything of others goes with it; one that is still queued finds its body gone, and ends as a dead letter.
 */
export const eraseQueued = async (
  { blobs, objects }: QueuedDeps,
  of: { folder: (typeof MESSAGE_FOLDERS)[number]; isTheirs: (message: QueueMessage) => boolean },
  from: string | undefined,
): Promise<string | undefined> => {
  const keys = (await objects.list(of.folder, from)).slice(0, STEP_OBJECTS);
  for (const key of keys) {
    const message = await readMessage(blobs, key);
    if (message && of.isTheirs(message)) await blobs.delete(key);
  }
  return keys.at(-1);
};

/** `undefined` of what is gone meanwhile, or is no message that this version can read. */
const readMessage = async (blobs: Pick<BlobStore, 'get'>, key: string): Promise<QueueMessage | undefined> => {
  const bytes = await blobs.get(key);
  if (!bytes) return undefined;
  try {
    return isCompressed(bytes) ? unpackMessage(bytes) : parseMessage(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    if (error instanceof UnreadableMessage) return undefined;
    throw error;
  }
};

/** RFC 8878, 3.1.1: how a frame of Zstandard begins. The body of a dead letter may also be text. */
const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const isCompressed = (bytes: Uint8Array): boolean => ZSTD_MAGIC.equals(bytes.subarray(0, ZSTD_MAGIC.length));
