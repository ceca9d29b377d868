import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { QueuedAttachment } from '../../lib/protocol/queue-message.ts';
import { EVENT_ID } from '../support/edge.ts';
import { NEW_ID, outcomesOf, type Sent, take } from './item-context.ts';

const ofEvent = { eventId: EVENT_ID };
const keep = (sent: Sent) => {
  const { kept, blob, outcomes } = take('attachment', sent, ofEvent);
  expect(outcomes).toEqual([]);
  // What these tests send is kept.
  return { kept: kept as QueuedAttachment, bytes: blob?.bytes ?? new Uint8Array(), key: blob?.key };
};

describe('a file of an event', () => {
  test('is kept beside the queue, which hears what it is and where it lies', () => {
    const header = { filename: 'app.log', content_type: 'Text/Plain; charset=utf-8' };
    const { kept, bytes, key } = keep({ payload: 'line 1\nline 2\n', header });
    expect(kept).toEqual({
      type: 'attachment',
      id: NEW_ID,
      eventId: EVENT_ID,
      name: 'app.log',
      contentType: 'text/plain',
      attachmentType: 'event.attachment',
      size: 14,
      sha1: createHash('sha1').update('line 1\nline 2\n').digest('hex'),
      blob: `attachments/full/1/2026-11-18/${NEW_ID}`,
    });
    expect(key).toBe(kept.blob);
    expect(Buffer.from(bytes).toString()).toBe('line 1\nline 2\n');
  });

  test('of any bytes is kept to the last of them', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    expect(Buffer.from(keep({ payload: all, header: { filename: 'all.bin' } }).bytes)).toEqual(all);
    expect(keep({ payload: Buffer.alloc(0) }).kept.size).toBe(0);
  });

  test('is scrubbed, its text and its name', () => {
    const { kept, bytes } = keep({
      payload: 'paid by jane.doe@example.com with 4111 1111 1111 1111\n',
      header: { filename: 'jane.doe@example.com.txt', content_type: 'text/plain' },
    });
    const text = Buffer.from(bytes).toString();
    expect(text).toContain('paid by');
    expect(`${text} ${kept.name}`).not.toMatch(/jane\.doe|4111/);
    expect(kept.sha1).toBe(createHash('sha1').update(bytes).digest('hex'));
    expect(kept.size).toBe(bytes.length);
  });

  test.each([
    ['../../etc/hosts', 'hosts'],
    ['C:\\dumps\\a.dmp', 'a.dmp'],
    ['a\r\nset-cookie: b', 'aset-cookie: b'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['..', 'attachment'],
    ['', 'attachment'],
    [undefined, 'attachment'],
    [42, 'attachment'],
    [`${'x'.repeat(500)}.json`, `${'x'.repeat(250)}.json`],
    ['김치.txt', '김치.txt'],
  ])('that calls itself %j is called %j', (filename, name) => {
    expect(keep({ payload: 'x', header: { ...(filename !== undefined && { filename }) } }).kept.name).toBe(name);
  });

  test.each([
    ['text/html\r\nx: y', 'application/octet-stream'],
    ['image/svg+xml', 'image/svg+xml'],
    ['nonsense', 'application/octet-stream'],
    [7, 'application/octet-stream'],
  ])('of the content type %j is of %s', (content_type, contentType) => {
    expect(keep({ payload: 'x', header: { content_type } }).kept.contentType).toBe(contentType);
  });

  test('of a type that nobody knows is a plain file', () => {
    const typeOf = (attachment_type: string) =>
      keep({ payload: '{}', header: { attachment_type } }).kept.attachmentType;
    expect(typeOf('event.view_hierarchy')).toBe('event.view_hierarchy');
    expect(typeOf('event.something_new')).toBe('event.attachment');
  });
});

describe('what is no file of an event', () => {
  test('is counted by its bytes and as an item, with the reason', () => {
    expect(outcomesOf('attachment', { payload: 'abc' })).toEqual([
      'attachment invalid invalid_event_id 3',
      'attachment_item invalid invalid_event_id 1',
    ]);
    expect(outcomesOf('attachment', { payload: '' })[0]).toBe('attachment invalid invalid_event_id 1');
    const placeholder = 'application/vnd.sentry.attachment-ref+json';
    expect(
      outcomesOf(
        'attachment',
        { payload: '{}', header: { content_type: placeholder, attachment_length: 900 } },
        ofEvent,
      ),
    ).toEqual([
      'attachment invalid unsupported_attachment_ref 900',
      'attachment_item invalid unsupported_attachment_ref 1',
    ]);
    for (const content_type of ['application/vnd.sentry.trace-attachment', 'application/vnd.sentry.attachment.v2'])
      expect(outcomesOf('attachment', { payload: '{}x', header: { content_type, meta_length: 2 } }, ofEvent)[0]).toBe(
        'attachment invalid unsupported_trace_attachment 3',
      );
  });

  test('whatever its header says is kept or counted, never both', () => {
    const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer(), fc.constant(null), fc.double());
    const header = fc.record(
      { filename: value, content_type: value, attachment_type: value, attachment_length: value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 200 }), (item, payload) => {
        const { kept, blob, outcomes } = take('attachment', { payload, header: item }, ofEvent);
        expect([kept !== undefined, blob !== undefined, outcomes.length]).toEqual(
          kept ? [true, true, 0] : [false, false, 2],
        );
        if (kept?.type === 'attachment') {
          expect(kept.name).not.toMatch(/[\p{Cc}/\\]/u);
          expect(kept.name.isWellFormed()).toBe(true);
          expect(kept.name.length).toBeLessThanOrEqual(255);
        }
      }),
      { numRuns: 300 },
    );
  });
});
