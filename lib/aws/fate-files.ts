import { createHash } from 'node:crypto';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { BlobStore } from '../ports/blob-store.ts';
import type { FatesKept } from '../ports/fate-log.ts';
import { type FateFile, RECORD_BYTES, readFateFile, startOfRecords, writeFateFile } from './fate-records.ts';
import { fateFileKey } from './keys/fate.ts';
import { attributes, type Item, number, readNumber, readText, type Table, text } from './table.ts';

/** A file as its row tells of it. */
export interface StoredFates {
  name: string;
  /** UTC: `2026-11-22`. */
  day: string;
  kept: FatesKept;
  /** Milliseconds since 1970. */
  expires: number;
  /** Of all its bytes. */
  bytes: number;
  /** Bytes before its records. */
  start: number;
  count: number;
  place: { data: Uint8Array } | { blob: string };
}

/** Where in the log a file is. */
export interface FateFolder {
  projectId: string;
  day: string;
  kept: FatesKept;
}

/** With so much a row costs as many write units as an object's PUT does. */
export const MAX_INLINE_FATES_BYTES = 7_000;
const DAY_MS = 86_400_000;

/**
 * Keeps a file, in its row or as an object that the row leads to. Its name comes from what is in it: done twice, it is there
 * once.
 */
export const putFates = async (
  table: Table,
  blobs: Pick<BlobStore, 'put'>,
  folder: FateFolder,
  file: FateFile,
): Promise<string> => {
  const { projectId, day, kept } = folder;
  const bytes = writeFateFile(file);
  const name = createHash('sha256')
    .update(`${kept.days}#${kept.objectClass}#`)
    .update(bytes)
    .digest('hex')
    .slice(0, 32);
  const blob = `fates/${kept.objectClass}/${projectId}/${day}/${name}`;
  const isInline = bytes.length <= MAX_INLINE_FATES_BYTES;
  // The object is there before anything points at it.
  if (!isInline) await blobs.put(blob, bytes);
  const Item: Item = {
    ...attributes(fateFileKey(projectId, day, name)),
    days: number(kept.days),
    objectClass: text(kept.objectClass),
    bytes: number(bytes.length),
    start: number(startOfRecords(bytes)),
    count: number(file.records.length / RECORD_BYTES),
    ...(isInline ? { data: { B: bytes } } : { blob: text(blob) }),
    expires: number(Math.ceil((Date.parse(day) + (1 + kept.days) * DAY_MS) / 1_000)),
  };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  return name;
};

export const toStoredFates = (row: Item): StoredFates => {
  const [day = '', name = ''] = readText(row, 'sk').split('#');
  return {
    name,
    day,
    kept: { days: readNumber(row, 'days'), objectClass: readText(row, 'objectClass') },
    expires: readNumber(row, 'expires') * 1_000,
    bytes: readNumber(row, 'bytes'),
    start: readNumber(row, 'start'),
    count: readNumber(row, 'count'),
    place: row.data?.B ? { data: row.data.B } : { blob: readText(row, 'blob') },
  };
};

/** `undefined`: somebody has merged it meanwhile. */
export const readFates = async (
  blobs: Pick<BlobStore, 'get'>,
  { place }: StoredFates,
): Promise<FateFile | undefined> => {
  const bytes = 'data' in place ? place.data : await blobs.get(place.blob);
  return bytes && readFateFile(bytes);
};

/** The object first: its row is what leads to it. */
export const deleteFates = async (
  table: Table,
  blobs: Pick<BlobStore, 'delete'>,
  { projectId, day }: Pick<FateFolder, 'projectId' | 'day'>,
  { name, place }: StoredFates,
): Promise<void> => {
  if ('blob' in place) await blobs.delete(place.blob);
  const Key = attributes(fateFileKey(projectId, day, name));
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));
};
