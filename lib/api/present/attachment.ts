import type { StoredAttachment } from '../../ports/attachment-store.ts';
import type { AttachmentJson } from '../contract/attachment.ts';
import { isoTime } from './time.ts';

export const presentAttachment = (stored: StoredAttachment): AttachmentJson => ({
  id: stored.id,
  event_id: stored.eventId,
  type: stored.attachmentType,
  name: stored.name,
  mimetype: stored.contentType,
  dateCreated: isoTime(stored.received),
  size: stored.size,
  headers: { 'Content-Type': stored.contentType },
  sha1: stored.sha1,
});
