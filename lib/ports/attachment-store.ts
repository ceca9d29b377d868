import type { ShownIssues } from './issue-store.ts';

/** A file that was sent for an event. Its bytes lie in the blob store. */
export interface StoredAttachment {
  projectId: string;
  /** The event need not be there: files come before it, or for one that was dropped. */
  eventId: string;
  /** 32 hex digits. */
  id: string;
  /** Of the event, where it was known when the file was stored. */
  issueId?: string;
  name: string;
  contentType: string;
  attachmentType: string;
  /** Bytes. */
  size: number;
  /** Hex. */
  sha1: string;
  /** Key in the blob store. */
  blob: string;
  /** Milliseconds since 1970: when the edge had it. */
  received: number;
  /** Milliseconds since 1970: after this it must not be shown any more. */
  expires: number;
}

export interface AttachmentPage {
  attachments: StoredAttachment[];
  /** Opaque; give it back to read on. `undefined` at the end. */
  next?: string;
}

export interface AttachmentStore {
  /** Safe twice: what is kept under the same id is overwritten. */
  put(attachments: readonly StoredAttachment[]): Promise<void>;
  get(projectId: string, eventId: string, id: string): Promise<StoredAttachment | undefined>;
  /** In an order that stays the same. */
  listByEvent(projectId: string, eventId: string, options: { limit: number; cursor?: string }): Promise<AttachmentPage>;
  /** Newest first. Lags behind a little. */
  listByIssue(issues: ShownIssues, options: { limit: number; cursor?: string }): Promise<AttachmentPage>;
  /** `undefined` when they are gone. */
  bytes(attachment: StoredAttachment): Promise<Uint8Array | undefined>;
  /** With its bytes. Safe twice. */
  delete(attachment: StoredAttachment): Promise<void>;
}
