import { zstdDecompressSync } from 'node:zlib';
import type { BlobStore, ByteRange } from '../ports/blob-store.ts';
import type { SentryEvent } from '../protocol/event.ts';
import { type Item, readNumber, readText } from './table.ts';

/** An event decompresses to no more than this; the edge lets no larger one in, normalization adds a little. */
const MAX_EVENT_BYTES = 16 * 1024 * 1024;

/** The event of a row, `gone` when its bytes were erased already, and `damaged` when nobody can read them any more. */
export const readPayload = async (blobs: BlobStore, row: Item): Promise<SentryEvent | 'gone' | 'damaged'> => {
  const bytes = row.data?.B ?? (await blobs.get(readText(row, 'blob'), rangeOf(row)));
  return bytes ? readEvent(bytes) : 'gone';
};

export const readEvent = (bytes: Uint8Array): SentryEvent | 'gone' | 'damaged' => {
  if (bytes.every(byte => byte === 0)) return 'gone';
  try {
    // The table holds only events that the event store wrote.
    return JSON.parse(zstdDecompressSync(bytes, { maxOutputLength: MAX_EVENT_BYTES }).toString('utf8')) as SentryEvent;
  } catch {
    // What does not decompress tells nothing of anybody.
    return 'damaged';
  }
};

/** Of an object that several events share only its part. */
const rangeOf = (row: Item): ByteRange | undefined =>
  row.length ? { offset: readNumber(row, 'offset'), length: readNumber(row, 'length') } : undefined;
