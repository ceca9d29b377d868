import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { TallyStore } from '../ports/tally-store.ts';
import { expiryBeside } from './beside-issue.ts';
import { inTurns } from './in-turns.ts';
import { issueKey, issueTagsKey, issueUsersKey } from './keys/issue.ts';
import type { Key } from './keys/key.ts';
import { attributes, number, type Table } from './table.ts';

/** Writes under way at a time. */
const MAX_WRITES = 16;

/**
 * Hashes of merged issues must go on leading somewhere as long as the issue that shows them is there, and what each of
 * them has counted must be there when it is split off again.
 */
export const keepMerged =
  (table: Table): TallyStore['keepMerged'] =>
  async ({ id, merged }, until) => {
    const expires = Math.ceil(until / 1_000);
    const ids = merged?.ids ?? [];
    const rows = [
      ...ids.map(one => ({ key: issueKey(one), expires })),
      ...[id, ...ids].flatMap(besideOf).map(key => ({ key, expires: expiryBeside(until) })),
    ];
    await inTurns(MAX_WRITES, rows, row => keepUntil(table, row.key, row.expires));
  };

/** Rows that an issue has counted in beside its own. */
const besideOf = (id: string): Key[] => [issueTagsKey(id), issueUsersKey(id)];

const keepUntil = async (table: Table, key: Key, expires: number): Promise<void> => {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: attributes(key),
        ConditionExpression: 'attribute_exists(pk) AND #expires < :expires',
        UpdateExpression: 'SET #expires = :expires',
        ExpressionAttributeNames: { '#expires': 'expires' },
        ExpressionAttributeValues: { ':expires': number(expires) },
      }),
    );
  } catch (error) {
    // It is kept as long already, or there is none.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
