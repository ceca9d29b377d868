import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { IssueStore } from '../ports/issue-store.ts';
import { writeMetadata } from './issue-metadata.ts';
import { issueKey } from './keys/issue.ts';
import { attributes, number, type Table, text } from './table.ts';

/** One write; a digest that has seen a later event goes before. */
export const renameIssue =
  (table: Table): IssueStore['rename'] =>
  async (id, lastSeen, { title, culprit, metadata }) => {
    try {
      await table.client.send(
        new UpdateItemCommand({
          TableName: table.name,
          Key: attributes(issueKey(id)),
          // Of one that others were merged into, the latest event of its own counts.
          ConditionExpression:
            '(ownLastSeen <= :lastSeen OR (attribute_not_exists(ownLastSeen) AND lastSeen <= :lastSeen)) AND attribute_not_exists(deleted)',
          UpdateExpression: 'SET title = :title, culprit = :culprit, metadata = :metadata',
          ExpressionAttributeValues: {
            ':lastSeen': number(lastSeen),
            ':title': text(title),
            ':culprit': text(culprit),
            ':metadata': text(writeMetadata(metadata)),
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
