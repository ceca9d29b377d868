import type { AttachmentStore, StoredAttachment } from '../../lib/ports/attachment-store.ts';
import type { BlobStore } from '../../lib/ports/blob-store.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import { pageOf } from './page-of.ts';

/** Attachments in an array, their bytes in a blob store. */
export const memoryAttachmentStore = (
  attachments: StoredAttachment[],
  blobs: BlobStore,
  clock: Clock,
): AttachmentStore => {
  const shown = () => attachments.filter(({ expires }) => expires > clock.now());
  const same = (one: StoredAttachment) => (other: StoredAttachment) =>
    one.projectId === other.projectId && one.eventId === other.eventId && one.id === other.id;
  return {
    async put(added) {
      for (const one of added) {
        const place = attachments.findIndex(same(one));
        attachments.splice(place === -1 ? attachments.length : place, place === -1 ? 0 : 1, one);
      }
    },
    async get(projectId, eventId, id) {
      return shown().find(one => one.projectId === projectId && one.eventId === eventId && one.id === id);
    },
    async listByEvent(projectId, eventId, options) {
      const rows = shown()
        .filter(one => one.projectId === projectId && one.eventId === eventId)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const { page, next } = pageOf(rows, options);
      return { attachments: page, ...(next && { next }) };
    },
    async listByIssue(issues, options) {
      const rows = shown()
        .filter(one => [issues].flat().includes(one.issueId ?? ''))
        .toSorted((a, b) => b.received - a.received);
      const { page, next } = pageOf(rows, options);
      return { attachments: page, ...(next && { next }) };
    },
    bytes: ({ blob }) => blobs.get(blob),
    async delete(attachment) {
      await blobs.delete(attachment.blob);
      const place = attachments.findIndex(same(attachment));
      if (place !== -1) attachments.splice(place, 1);
    },
  };
};
