import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { inTurns } from './in-turns.ts';
import { decodeCursor, encodeCursor, type IndexKeys } from './index-cursor.ts';
import { INDEX_BY_ACTIVITY, INDEX_BY_TIME } from './keys/key.ts';
import { type Item, readText, type Table, text } from './table.ts';

const INDEXES = { gsi1: INDEX_BY_ACTIVITY, gsi2: INDEX_BY_TIME } as const satisfies Record<IndexKeys, string>;
/** Partitions that are read side by side. */
const MAX_QUERIES = 16;

export interface KeyQuery {
  limit: number;
  cursor?: string | undefined;
  /** From the smallest sort key up, instead of from the largest down. */
  forward?: boolean;
  /** Only what comes behind this sort key, in that direction. */
  behind?: string | undefined;
}

/**
 * Index rows, which carry keys only, of one partition or of several that are read as if they were one: merged by sort
 * key. A cursor names the last row, so it stays good when partitions come and go; in several, sort keys must differ.
 */
export const queryKeys = async (
  table: Table,
  index: IndexKeys,
  partitions: readonly string[],
  query: KeyQuery,
): Promise<{ rows: Item[]; next?: string }> => {
  const [only, ...others] = partitions;
  if (only !== undefined && others.length === 0) return queryOne(table, index, only, query);
  const { limit, cursor, forward = false } = query;
  const behind = query.behind ?? readText(decodeCursor(index, 'any', cursor) ?? {}, `${index}sk`);
  const each = { limit, forward, ...(behind !== '' && { behind }) };
  const pages = await inTurns(MAX_QUERIES, partitions, partition => queryOne(table, index, partition, each));
  const place = (row: Item): string => readText(row, `${index}sk`);
  const all = pages.flatMap(({ rows }) => rows).sort((a, b) => (place(a) < place(b) === forward ? -1 : 1));
  const rows = all.slice(0, limit);
  const more = all.length > limit || pages.some(({ next }) => next !== undefined);
  const next = more ? encodeCursor(index, rows.at(-1)) : undefined;
  return { rows, ...(next && { next }) };
};

const queryOne = async (
  table: Table,
  index: IndexKeys,
  partition: string,
  { limit, cursor, forward = false, behind }: KeyQuery,
): Promise<{ rows: Item[]; next?: string }> => {
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: INDEXES[index],
      KeyConditionExpression: `${index}pk = :pk${behind === undefined ? '' : ` AND ${index}sk ${forward ? '>' : '<'} :behind`}`,
      ExpressionAttributeValues: { ':pk': text(partition), ...(behind !== undefined && { ':behind': text(behind) }) },
      ScanIndexForward: forward,
      Limit: limit,
      ExclusiveStartKey: decodeCursor(index, partition, cursor),
    }),
  );
  const next = encodeCursor(index, page.LastEvaluatedKey);
  return { rows: page.Items ?? [], ...(next && { next }) };
};
