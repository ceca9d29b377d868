import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { MAX_NOTED } from '../ports/erasure-store.ts';
import type { ErasureTask } from '../ports/erasure-work.ts';
import { erasureOrderKey } from './keys/erasure.ts';
import { attributes, type Table } from './table.ts';

/** Before the event goes that tells of them: afterwards nothing would. Safe twice. */
export const noteMarks = async (
  table: Table,
  { erasure, noted }: Pick<ErasureTask, 'erasure' | 'noted'>,
  marks: readonly string[],
): Promise<void> => {
  const room = Math.max(0, MAX_NOTED - noted.length);
  const unknown = [...new Set(marks)].filter(mark => !noted.includes(mark)).slice(0, room);
  if (unknown.length === 0) return;
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: attributes(erasureOrderKey(erasure.organization, erasure.id)),
      ConditionExpression: 'attribute_exists(pk)',
      UpdateExpression: 'ADD noted :marks',
      ExpressionAttributeValues: { ':marks': { SS: unknown } },
    }),
  );
  noted.push(...unknown);
};
