import { expect, test } from '@jest/globals';
import { dynamoAttachmentStore } from '../../lib/aws/attachment-store.ts';
import { dynamoEventStore } from '../../lib/aws/event-store.ts';
import { dynamoFeedbackStore } from '../../lib/aws/feedback-store.ts';
import { event, NOW } from '../api/scene.ts';
import { memoryBlobs } from '../support/digester.ts';
import { openTestTable } from '../support/table.ts';

const hex = (number: number): string => number.toString(16).padStart(32, '0');
const clock = { now: () => NOW };

test('an event takes its files and what users wrote of it along; those of others stay', async () => {
  const table = await openTestTable({ clock });
  const blobs = memoryBlobs();
  const events = dynamoEventStore(table, blobs, clock);
  const attachments = dynamoAttachmentStore(table, blobs, clock);
  const feedback = dynamoFeedbackStore(table, clock);
  await events.put([event(1, hex(1)), event(1, hex(2))]);
  const kept = { projectId: '42', issueId: '1001', received: NOW, expires: NOW + 1_000 };
  const file = { name: 'a.txt', contentType: 'text/plain', attachmentType: 'event.attachment', size: 1, sha1: '' };
  const written = { name: 'Ann', email: '', message: 'It broke.', timestamp: NOW };
  for (const eventId of [hex(1), hex(2)]) {
    await attachments.put([{ ...kept, ...file, eventId, id: eventId, blob: eventId }]);
    await feedback.put([{ ...kept, ...written, eventId, id: eventId }]);
  }
  for (const _time of ['once', 'twice']) {
    await events.move('42', [hex(1)], { from: '1001', to: '1002' });
    for (const [issueId, eventId] of [
      ['1001', hex(2)],
      ['1002', hex(1)],
    ] as const) {
      const of = { projectId: '42', issueId, eventId };
      expect((await events.listByIssue(issueId, { limit: 9 })).events).toMatchObject([of]);
      expect((await attachments.listByIssue(issueId, { limit: 9 })).attachments).toMatchObject([of]);
      expect((await feedback.listByIssue(issueId, { limit: 9 })).feedback).toMatchObject([
        { ...of, message: 'It broke.' },
      ]);
    }
  }
  table.close();
});
