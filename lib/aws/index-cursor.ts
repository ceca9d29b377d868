import type { Item } from './table.ts';

/** Which index, by how its key attributes begin: `gsi1pk` and `gsi1sk`, `gsi2pk` and `gsi2sk`. */
export type IndexKeys = 'gsi1' | 'gsi2';

/** DynamoDB's limit for a sort key in bytes; our partition keys stay below it too. */
const MAX_KEY_BYTES = 1_024;

/** An opaque cursor for the last key of an index page. It leaves the partition out: whoever reads on knows it. */
export const encodeCursor = (index: IndexKeys, key: Item | undefined): string | undefined =>
  key && Buffer.from(JSON.stringify([key.pk?.S, key.sk?.S, key[`${index}sk`]?.S])).toString('base64url');

/**
 * And back, as a place in the given partition. A cursor comes from outside: what is none reads as the beginning, and
 * one that was made up leads to some place in the same partition, never out of it.
 */
export const decodeCursor = (index: IndexKeys, partition: string, cursor: string | undefined): Item | undefined => {
  const [pk, sk, sort] = parse(cursor);
  if (!isKey(pk) || !isKey(sk) || !isKey(sort)) return undefined;
  return { pk: { S: pk }, sk: { S: sk }, [`${index}pk`]: { S: partition }, [`${index}sk`]: { S: sort } };
};

const parse = (cursor: string | undefined): unknown[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    // Not even JSON: taken as no cursor, as the contract above says.
    return [];
  }
};

/** What DynamoDB takes as a key: text that is neither empty nor too long nor half a character. */
const isKey = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.isWellFormed() && Buffer.byteLength(value) <= MAX_KEY_BYTES;
