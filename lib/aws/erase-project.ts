import type { Erasure } from '../ports/erasure-store.ts';
import { doomed } from './doomed.ts';
import { type Taking, take } from './erase-rows.ts';
import type { EraserDeps } from './eraser.ts';
import { DEAD_LETTERS } from './keys/dead-letter.ts';
import { rowKind } from './keys/read-key.ts';
import { projectOfRow } from './row-owner.ts';
import { firstRows, scanRows } from './scan-rows.ts';
import { attributes, type Item, keyOf, readText, type Table } from './table.ts';

/** A page of the table: all rows of a project go. The bytes of its objects are counted by their rows, and go afterwards. */
export const eraseOfProject = async (
  { table }: EraserDeps,
  erasure: Erasure,
  { projectId, from }: { projectId: string; from: string | undefined },
): Promise<string | undefined> => {
  const { rows, next } = await scanRows(table, from);
  const own = await withPartitions(
    table,
    rows.filter(row => projectOfRow(row) === projectId),
  );
  await take(
    table,
    erasure,
    own.flatMap(row => (rowKind(keyOf(row)) === 'project' ? bare(table, row) : doomed(table, row))),
  );
  return next;
};

/** What lies beside a dead letter says nothing of whose it is: it goes with the letter. */
const withPartitions = async (table: Table, rows: readonly Item[]): Promise<Item[]> => {
  const letters = rows.filter(row => readText(row, 'pk').startsWith(DEAD_LETTERS));
  const others = rows.filter(row => !letters.includes(row));
  const partitions = [...new Set(letters.map(row => readText(row, 'pk')))];
  return [...others, ...(await Promise.all(partitions.map(pk => firstRows(table, pk)))).flat()];
};

/** The project's own row stays without a word of what it was, so that its id never becomes another project's. */
const bare = (table: Table, row: Item): Taking[] => {
  if (row.slug === undefined || row.deleted === undefined) return [];
  return [
    {
      write: {
        Put: {
          TableName: table.name,
          Item: { ...attributes(keyOf(row)), deleted: row.deleted, ...(row.revision && { revision: row.revision }) },
          ConditionExpression: 'attribute_exists(deleted) AND attribute_exists(slug)',
        },
      },
      counts: { rows: 1 },
    },
  ];
};
