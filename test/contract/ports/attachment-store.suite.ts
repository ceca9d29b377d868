import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AttachmentStore, StoredAttachment } from '../../../lib/ports/attachment-store.ts';
import type { BlobStore } from '../../../lib/ports/blob-store.ts';
import { NOW } from './event-store.suite.ts';

export interface OpenAttachmentStore {
  store: AttachmentStore;
  blobs: BlobStore;
  close(): void;
}

const DAY = 24 * 3_600_000;
const id = (number: number): string => number.toString(16).padStart(32, '0');
const EVENT = id(0xe);

const attachment = (number: number, more: Partial<StoredAttachment> = {}): StoredAttachment => ({
  projectId: '1',
  eventId: EVENT,
  id: id(number),
  issueId: '1001',
  name: `log-${number}.txt`,
  contentType: 'text/plain',
  attachmentType: 'event.attachment',
  size: 3,
  sha1: '0'.repeat(40),
  blob: `attachments/1/2026-11-22/${id(number)}`,
  received: NOW - number * 1_000,
  expires: NOW + 90 * DAY,
  ...more,
});

export const describeAttachmentStore = (name: string, open: () => Promise<OpenAttachmentStore>): void => {
  describe(`attachment store: ${name}`, () => {
    let opened: OpenAttachmentStore;
    let store: AttachmentStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    test('a file comes back as it was put, by its project, event and id, and by no others', async () => {
      const unknownIssue = attachment(2);
      delete unknownIssue.issueId;
      await store.put([attachment(1), unknownIssue]);
      expect(await store.get('1', EVENT, id(1))).toEqual(attachment(1));
      expect(await store.get('1', EVENT, id(2))).toEqual(unknownIssue);
      expect(await store.get('2', EVENT, id(1))).toBeUndefined();
      expect(await store.get('1', id(1), id(1))).toBeUndefined();
      expect(await store.get('1', EVENT, id(3))).toBeUndefined();
    });

    test('the files of an event are listed page by page, put once or twice', async () => {
      const files = Array.from({ length: 30 }, (_, index) => attachment(index + 1));
      await store.put([...files, attachment(40, { eventId: id(0xf) }), attachment(41, { projectId: '2' })]);
      await store.put(files);
      const first = await store.listByEvent('1', EVENT, { limit: 20 });
      const second = await store.listByEvent('1', EVENT, { limit: 20, cursor: first.next ?? '' });
      expect([...first.attachments, ...second.attachments]).toEqual(files);
      expect(second.next).toBeUndefined();
    });

    test('the files of an issue are listed newest first, page by page', async () => {
      await store.put([attachment(2), attachment(1), attachment(3), attachment(4, { issueId: '1002' })]);
      const first = await store.listByIssue('1001', { limit: 2 });
      expect(first.attachments).toEqual([attachment(1), attachment(2)]);
      const second = await store.listByIssue('1001', { limit: 2, cursor: first.next ?? '' });
      expect(second.attachments).toEqual([attachment(3)]);
    });

    test.each(['', 'x', 'a'.repeat(32), id(0xff)])('the made-up cursor %j leads nowhere else', async cursor => {
      await store.put([attachment(1), attachment(2, { eventId: id(0xf), issueId: '1002' })]);
      const byEvent = await store.listByEvent('1', EVENT, { limit: 10, cursor });
      const byIssue = await store.listByIssue('1001', { limit: 10, cursor });
      expect([...byEvent.attachments, ...byIssue.attachments].every(one => one.id === id(1))).toBe(true);
    });

    test('its bytes are found, until it is deleted, which may be done twice', async () => {
      const file = attachment(1);
      await opened.blobs.put(file.blob, Buffer.from('abc'));
      await store.put([file]);
      expect(Buffer.from((await store.bytes(file)) ?? '').toString()).toBe('abc');
      await store.delete(file);
      await store.delete(file);
      expect(await store.bytes(file)).toBeUndefined();
      expect(await store.get('1', EVENT, id(1))).toBeUndefined();
    });

    test('a file whose time is over is not shown, though it may lie there still', async () => {
      await store.put([attachment(1, { expires: NOW - 1_000 }), attachment(2)]);
      expect(await store.get('1', EVENT, id(1))).toBeUndefined();
      expect((await store.listByEvent('1', EVENT, { limit: 10 })).attachments).toEqual([attachment(2)]);
      expect((await store.listByIssue('1001', { limit: 10 })).attachments).toEqual([attachment(2)]);
    });
  });
};
