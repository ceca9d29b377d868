import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Key } from './keys/key.ts';
import { attributes, type Table } from './table.ts';

type Update = NonNullable<TransactWriteItem['Update']>;

/** One update as part of a transaction. */
export const transactUpdate = (
  table: Table,
  key: Key,
  expressions: Omit<Update, 'TableName' | 'Key'>,
): TransactWriteItem => ({
  Update: { TableName: table.name, Key: attributes(key), ...expressions },
});
