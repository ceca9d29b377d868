import { Refusal } from '../protocol/refusal.ts';

/** Bytes of one request of an exporter, a drain or a browser's reports once decompressed; source: the reference server. */
export const MAX_BATCH_BYTES = 12 * 1024 * 1024;

export const checkBatchSize = (body: Uint8Array): void => {
  if (body.length > MAX_BATCH_BYTES)
    throw new Refusal('too_large', [`at most ${MAX_BATCH_BYTES} bytes: send smaller batches`]);
};
