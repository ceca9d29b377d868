import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dueAttributes, isLive } from './artifact-item.ts';
import { artifactBundleKey } from './keys/artifact.ts';
import { attributes, number, type Table, text } from './table.ts';

/** Whether it could be seen before. */
export const dropBundle = async (table: Table, projectId: string, bundleId: string, now: number): Promise<boolean> => {
  const due = dueAttributes(bundleId, now);
  try {
    const { Attributes } = await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: attributes(artifactBundleKey(projectId, bundleId)),
        UpdateExpression: 'SET #state = :dropped, #until = :until, gsi1pk = :pk, gsi1sk = :sk REMOVE gsi2pk, gsi2sk',
        ConditionExpression: 'attribute_exists(pk) AND #state <> :dropped',
        ExpressionAttributeNames: { '#state': 'state', '#until': 'until' },
        ExpressionAttributeValues: {
          ':dropped': text('dropped'),
          ':until': number(now),
          ':pk': due.gsi1pk ?? text(''),
          ':sk': due.gsi1sk ?? text(''),
        },
        ReturnValues: 'ALL_OLD',
      }),
    );
    return isLive(Attributes, now);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
