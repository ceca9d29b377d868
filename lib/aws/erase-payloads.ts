import type { BlobStore } from '../ports/blob-store.ts';
import { type Item, readNumber, readText } from './table.ts';

/**
 * Makes what rows point at unreadable, before the rows go: what is left when this is interrupted can still be found.
 * An object that several events share is written anew with zeros in their places, and deleted when there is nothing
 * else in it. Only one eraser may be at work, or one would bring back what the other has taken.
 */
export const erasePayloads = async (blobs: BlobStore, rows: readonly Item[]): Promise<void> => {
  const shared = Map.groupBy(
    rows.filter(row => row.blob && row.offset),
    row => readText(row, 'blob'),
  );
  const own = rows.filter(row => row.blob && !row.offset);
  for (const row of own) await blobs.delete(readText(row, 'blob'));
  for (const [key, parts] of shared) await blank(blobs, key, parts);
};

const blank = async (blobs: BlobStore, key: string, parts: readonly Item[]): Promise<void> => {
  const found = await blobs.get(key);
  if (!found) return;
  const bytes = new Uint8Array(found);
  for (const part of parts) {
    const offset = readNumber(part, 'offset');
    bytes.fill(0, offset, offset + readNumber(part, 'length'));
  }
  if (bytes.every(byte => byte === 0)) await blobs.delete(key);
  else if (Buffer.compare(bytes, found) !== 0) await blobs.put(key, bytes);
};
