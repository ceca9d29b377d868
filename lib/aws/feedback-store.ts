import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import type { FeedbackPage, FeedbackStore, StoredFeedback } from '../ports/feedback-store.ts';
import {
  eventKey,
  eventTimeSortKey,
  FEEDBACK,
  feedbackKey,
  issueFeedbackKey,
  projectFeedbackKey,
} from './keys/event.ts';
import { queryIndex } from './query-index.ts';
import { attributes, batchWrite, type Item, number, readNumber, readText, type Table, text } from './table.ts';

/** Of what was written about one event as much is looked at: people write once or twice, and a flood is no dialogue. */
const MAX_OF_EVENT = 100;

/** Feedback as rows below the events that it is about. */
export const dynamoFeedbackStore = (table: Table, clock: Clock): FeedbackStore => {
  const shown = (items: readonly Item[]): StoredFeedback[] =>
    items.map(fromItem).filter(({ expires }) => expires > clock.now());
  const list = async (
    index: 'gsi1' | 'gsi2',
    partition: string | readonly string[],
    options: { limit: number; cursor?: string },
  ): Promise<FeedbackPage> => {
    const { items, next } = await queryIndex(table, index, partition, options);
    return { feedback: shown(items), ...(next && { next }) };
  };

  return {
    put: feedback =>
      batchWrite(
        table,
        feedback.map(one => ({ PutRequest: { Item: toItem(one) } })),
      ),

    newestOfEvent: async (projectId, eventId) => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': text(eventKey(projectId, eventId).pk), ':sk': text(FEEDBACK) },
          Limit: MAX_OF_EVENT,
        }),
      );
      return shown(Items).sort((a, b) => b.timestamp - a.timestamp)[0];
    },

    listByProject: (projectId, options) => list('gsi2', projectFeedbackKey(projectId), options),
    listByIssue: (issues, options) => list('gsi1', [issues].flat().map(issueFeedbackKey), options),
  };
};

const toItem = (stored: StoredFeedback): Item => {
  const { projectId, issueId, id, eventId, timestamp, received, expires, ...written } = stored;
  const time = text(eventTimeSortKey(timestamp, id));
  return {
    ...attributes(feedbackKey(projectId, eventId ?? id, id)),
    gsi2pk: text(projectFeedbackKey(projectId)),
    gsi2sk: time,
    ...(issueId !== undefined && { gsi1pk: text(issueFeedbackKey(issueId)), gsi1sk: time, issueId: text(issueId) }),
    ...(eventId !== undefined && { eventId: text(eventId) }),
    projectId: text(projectId),
    id: text(id),
    timestamp: number(timestamp),
    received: number(received),
    expires: number(Math.ceil(expires / 1_000)),
    written: text(JSON.stringify(written)),
  };
};

const fromItem = (item: Item): StoredFeedback => ({
  // What a user wrote, as `toItem` took it apart: never read but as a whole.
  ...(JSON.parse(readText(item, 'written')) as Pick<StoredFeedback, 'name' | 'email' | 'message'>),
  projectId: readText(item, 'projectId'),
  id: readText(item, 'id'),
  ...(item.eventId && { eventId: readText(item, 'eventId') }),
  ...(item.issueId && { issueId: readText(item, 'issueId') }),
  timestamp: readNumber(item, 'timestamp'),
  received: readNumber(item, 'received'),
  expires: readNumber(item, 'expires') * 1_000,
});
