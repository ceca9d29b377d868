import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { EventStore } from '../ports/event-store.ts';
import { inTurns } from './in-turns.ts';
import { eventKey, issueAttachmentsKey, issueEventsKey, issueFeedbackKey } from './keys/event.ts';
import { rowKind } from './keys/read-key.ts';
import { queryPartition } from './query-partition.ts';
import { attributes, type Item, keyOf, readText, type Table, text } from './table.ts';

/** Events whose rows are read and written at a time. */
const MAX_EVENTS = 16;

type Between = Parameters<EventStore['move']>[2];

/** Row by row: whoever dies in between has moved some, and does it again. */
export const moveEvents = async (
  table: Table,
  projectId: string,
  eventIds: readonly string[],
  between: Between,
): Promise<void> => {
  await inTurns(MAX_EVENTS, eventIds, async eventId => {
    const { pk, sk } = eventKey(projectId, eventId);
    // The event itself first: what comes for it from then on is written under its new issue.
    await moveRow(table, attributes({ pk, sk }), between);
    const rows = await queryPartition(table, pk, { only: ['pk', 'sk', 'issueId'], consistent: true });
    const others = rows.filter(row => readText(row, 'issueId') === between.from);
    for (const row of others) await moveRow(table, row, between);
  });
};

/** Where rows of a kind name their issue beside `issueId`. */
const placeOf = (row: Item): [index: string, partition: (issueId: string) => string] | undefined => {
  switch (rowKind(keyOf(row))) {
    case 'event':
      return ['gsi2pk', issueEventsKey];
    case 'attachment':
      return ['gsi2pk', issueAttachmentsKey];
    case 'feedback':
      return ['gsi1pk', issueFeedbackKey];
    default:
      return undefined;
  }
};

const moveRow = async (table: Table, row: Item, { from, to }: Between): Promise<void> => {
  const place = placeOf(row);
  if (!place) return;
  const [index, partition] = place;
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: attributes(keyOf(row)),
        ConditionExpression: 'issueId = :from',
        UpdateExpression: `SET issueId = :to, ${index} = :place`,
        ExpressionAttributeValues: { ':from': text(from), ':to': text(to), ':place': text(partition(to)) },
      }),
    );
  } catch (error) {
    // It is gone, or was moved by somebody else.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
