import type { Erasure } from '../ports/erasure-store.ts';
import type { RetentionKind } from '../protocol/retention.ts';
import { doomed } from './doomed.ts';
import { erasePayloads } from './erase-payloads.ts';
import { type Taking, take } from './erase-rows.ts';
import type { EraserDeps } from './eraser.ts';
import { rowKind } from './keys/read-key.ts';
import { projectOfRow } from './row-owner.ts';
import { scanRows } from './scan-rows.ts';
import { type Item, keyOf, number, readNumber, type Table } from './table.ts';
import { transactUpdate } from './transact-update.ts';

interface Shortened {
  projectId: string;
  keptFor: (kind: RetentionKind) => number;
  now: number;
  from: string | undefined;
}

/** A page of the table: what of a project is kept longer than it should be goes now, or earlier than it would have. */
export const shorten = async (
  { table, blobs }: EraserDeps,
  erasure: Erasure,
  of: Shortened,
): Promise<string | undefined> => {
  const { rows, next } = await scanRows(table, of.from);
  const late = rows.flatMap(row => {
    const end = projectOfRow(row) === of.projectId ? endOf(row, of) : undefined;
    return end !== undefined && end < readNumber(row, 'expires') ? [{ row, end }] : [];
  });
  const over = late
    .filter(({ row, end }) => end * 1_000 <= of.now && rowKind(keyOf(row)) !== 'issue')
    .map(({ row }) => row);
  await erasePayloads(blobs, over);
  await take(table, erasure, [
    ...over.map(row => doomed(table, row)),
    ...late.filter(({ row }) => !over.includes(row)).map(({ row, end }) => earlier(table, row, end)),
  ]);
  return next;
};

/** Seconds since 1970; `undefined` of what has no time of its own. An issue is kept as long as the last of its events. */
const endOf = (row: Item, { keptFor }: Shortened): number | undefined => {
  const kind = rowKind(keyOf(row));
  switch (kind) {
    case 'event':
    case 'attachment':
    case 'feedback':
      return Math.ceil((readNumber(row, 'received') + keptFor(kind)) / 1_000);
    case 'issue':
      // One that was merged is kept as long as the one that shows it.
      if (row.mergedInto) return undefined;
      return Math.ceil((readNumber(row, 'lastSeen') + keptFor('event')) / 1_000);
    default:
      return undefined;
  }
};

const earlier = (table: Table, row: Item, end: number): Taking => ({
  write: transactUpdate(table, keyOf(row), {
    ConditionExpression: '#expires > :end',
    UpdateExpression: 'SET #expires = :end',
    ExpressionAttributeNames: { '#expires': 'expires' },
    ExpressionAttributeValues: { ':end': number(end) },
  }),
  counts: { shortened: 1 },
});
