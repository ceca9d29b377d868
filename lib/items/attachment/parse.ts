import { createHash } from 'node:crypto';
import { type AttachmentType, attachmentQuantities, isAttachmentType } from '../../protocol/attachment.ts';
import type { EnvelopeItem } from '../../protocol/envelope.ts';
import { scrubAttachment } from '../../scrub/scrub-attachment.ts';
import type { EdgeContext, EdgeFate, EdgeItem } from '../edge-item.ts';
import { readContentType } from './content-type.ts';
import { readFileName } from './file-name.ts';
import { scrubName } from './scrub-name.ts';

/** Attachments that are not the file itself, and why Allim does not keep them. */
const UNSUPPORTED = new Map([
  // Speaks of a file that was uploaded elsewhere.
  ['application/vnd.sentry.attachment-ref+json', 'unsupported_attachment_ref'],
  // Belong to traces, not to events.
  ['application/vnd.sentry.trace-attachment', 'unsupported_trace_attachment'],
  ['application/vnd.sentry.attachment.v2', 'unsupported_trace_attachment'],
]);

/** A file that belongs to an event: named, scrubbed, and kept beside the queue, which only hears of it. */
export const parseAttachment: EdgeItem = (item, context) => {
  const contentType = readContentType(item.header.content_type);
  const unsupported = UNSUPPORTED.get(contentType);
  if (unsupported !== undefined) return dropped(statedSize(item), unsupported);
  if (context.eventId === undefined) return dropped(item.payload.length, 'invalid_event_id');
  return kept(item, contentType, context, context.eventId);
};

const kept = (
  { header, payload }: EnvelopeItem,
  contentType: string,
  context: EdgeContext,
  eventId: string,
): EdgeFate => {
  const attachmentType = readAttachmentType(header.attachment_type);
  const filename = readFileName(header.filename);
  const { bytes } = scrubAttachment(payload, { filename, contentType, attachmentType }, context.scrub);
  const id = context.newId();
  const key = `attachments/${context.attachmentClass}/${context.projectId}/${new Date(context.receivedAt).toISOString().slice(0, 10)}/${id}`;
  return {
    kept: {
      type: 'attachment',
      id,
      eventId,
      name: readFileName(scrubName(filename, context.scrub)),
      contentType,
      attachmentType,
      size: bytes.length,
      sha1: createHash('sha1').update(bytes).digest('hex'),
      blob: key,
    },
    blob: { key, bytes },
    outcomes: [],
  };
};

/** A type that nobody knows is kept as what it surely is: a file. */
const readAttachmentType = (value: unknown): AttachmentType => (isAttachmentType(value) ? value : 'event.attachment');

const dropped = (bytes: number, reason: string): EdgeFate => ({
  outcomes: attachmentQuantities(bytes).map(counted => ({ ...counted, outcome: 'invalid' as const, reason })),
});

/** A placeholder says how large the file is that it stands for. */
const statedSize = ({ header, payload }: EnvelopeItem): number => {
  const size = header.attachment_length;
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0
    ? Math.min(size, MAX_STATED_BYTES)
    : payload.length;
};
/** Bytes; source: the largest upload of the reference server. What is larger is a lie. */
const MAX_STATED_BYTES = 1_073_741_824;
