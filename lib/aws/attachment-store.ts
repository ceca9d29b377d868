import { DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttachmentStore, StoredAttachment } from '../ports/attachment-store.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Clock } from '../ports/clock.ts';
import { ATTACHMENTS, attachmentKey, eventKey, eventTimeSortKey, issueAttachmentsKey } from './keys/event.ts';
import { queryIndex } from './query-index.ts';
import { attributes, batchWrite, getItem, type Item, number, readNumber, readText, type Table, text } from './table.ts';

const ATTACHMENT_ID = /^[0-9a-f]{32}$/;

/** Attachments as rows below their events, their bytes as objects beside the table. */
export const dynamoAttachmentStore = (table: Table, blobs: BlobStore, clock: Clock): AttachmentStore => {
  const shown = (items: readonly Item[]): StoredAttachment[] =>
    items.map(fromItem).filter(({ expires }) => expires > clock.now());

  return {
    put: attachments =>
      batchWrite(
        table,
        attachments.map(attachment => ({ PutRequest: { Item: toItem(attachment) } })),
      ),

    get: async (projectId, eventId, id) => {
      const item = await getItem(table, attachmentKey(projectId, eventId, id), { consistent: false });
      return item && shown([item])[0];
    },

    listByEvent: async (projectId, eventId, { limit, cursor }) => {
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': text(eventKey(projectId, eventId).pk), ':sk': text(ATTACHMENTS) },
          Limit: limit,
          // A cursor comes from outside: what is none reads as the beginning.
          ExclusiveStartKey:
            cursor && ATTACHMENT_ID.test(cursor) ? attributes(attachmentKey(projectId, eventId, cursor)) : undefined,
        }),
      );
      const next = page.LastEvaluatedKey && readText(page.LastEvaluatedKey, 'sk').slice(ATTACHMENTS.length);
      return { attachments: shown(page.Items ?? []), ...(next && { next }) };
    },

    listByIssue: async (issues, options) => {
      const { items, next } = await queryIndex(table, 'gsi2', [issues].flat().map(issueAttachmentsKey), options);
      return { attachments: shown(items), ...(next && { next }) };
    },

    bytes: ({ blob }) => blobs.get(blob),

    // The bytes first: what is left when this is interrupted can still be found and deleted.
    delete: async ({ projectId, eventId, id, blob }) => {
      await blobs.delete(blob);
      const Key = attributes(attachmentKey(projectId, eventId, id));
      await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));
    },
  };
};

const toItem = (stored: StoredAttachment): Item => ({
  ...attributes(attachmentKey(stored.projectId, stored.eventId, stored.id)),
  ...(stored.issueId !== undefined && {
    gsi2pk: text(issueAttachmentsKey(stored.issueId)),
    gsi2sk: text(eventTimeSortKey(stored.received, stored.id)),
    issueId: text(stored.issueId),
  }),
  projectId: text(stored.projectId),
  eventId: text(stored.eventId),
  id: text(stored.id),
  name: text(stored.name),
  contentType: text(stored.contentType),
  attachmentType: text(stored.attachmentType),
  size: number(stored.size),
  sha1: text(stored.sha1),
  blob: text(stored.blob),
  received: number(stored.received),
  expires: number(Math.ceil(stored.expires / 1_000)),
});

const fromItem = (item: Item): StoredAttachment => ({
  projectId: readText(item, 'projectId'),
  eventId: readText(item, 'eventId'),
  id: readText(item, 'id'),
  ...(item.issueId && { issueId: readText(item, 'issueId') }),
  name: readText(item, 'name'),
  contentType: readText(item, 'contentType'),
  attachmentType: readText(item, 'attachmentType'),
  size: readNumber(item, 'size'),
  sha1: readText(item, 'sha1'),
  blob: readText(item, 'blob'),
  received: readNumber(item, 'received'),
  expires: readNumber(item, 'expires') * 1_000,
});
