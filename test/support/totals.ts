import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { totalPartition } from '../../lib/aws/keys/tally.ts';
import type { Table } from '../../lib/aws/table.ts';

/** A day's totals of a project, summed over hours and shards: `category#outcome#reason` → quantity. */
export const dynamoTotals = async (table: Table, projectId: string, day: number): Promise<Record<string, number>> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: totalPartition(projectId, day) } },
    }),
  );
  const sums: Record<string, number> = {};
  for (const item of Items) {
    for (const [name, value] of Object.entries(item))
      if (name.includes('#')) sums[name] = (sums[name] ?? 0) + Number(value.N);
  }
  return sums;
};
