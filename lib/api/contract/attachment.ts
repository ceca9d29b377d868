/** A file of an event, in Sentry's words. */
export interface AttachmentJson {
  id: string;
  event_id: string;
  type: string;
  name: string;
  mimetype: string;
  /** When it came. */
  dateCreated: string;
  /** Bytes. */
  size: number;
  headers: { 'Content-Type': string };
  /** Of the bytes as they are kept, hex. */
  sha1: string;
}
