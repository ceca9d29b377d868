import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FeedbackStore, StoredFeedback } from '../../../lib/ports/feedback-store.ts';
import { NOW } from './event-store.suite.ts';

export interface OpenFeedbackStore {
  store: FeedbackStore;
  close(): void;
}

const DAY = 24 * 3_600_000;
const id = (number: number): string => number.toString(16).padStart(32, '0');
const EVENT = id(0xe);

const feedback = (number: number, more: Partial<StoredFeedback> = {}): StoredFeedback => ({
  projectId: '1',
  id: id(number),
  eventId: EVENT,
  issueId: '1001',
  timestamp: NOW - number * 1_000,
  name: 'Jane',
  email: '',
  message: `it broke ${number} times`,
  url: 'https://shop.example/cart',
  received: NOW - number * 1_000 + 250,
  expires: NOW + 90 * DAY,
  ...more,
});

export const describeFeedbackStore = (name: string, open: () => Promise<OpenFeedbackStore>): void => {
  describe(`feedback store: ${name}`, () => {
    let opened: OpenFeedbackStore;
    let store: FeedbackStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    test('of what was written about an event the newest comes back as it was put', async () => {
      await store.put([feedback(2), feedback(1), feedback(3, { eventId: id(0xf) })]);
      expect(await store.newestOfEvent('1', EVENT)).toEqual(feedback(1));
      expect(await store.newestOfEvent('2', EVENT)).toBeUndefined();
    });

    test('about no event it is listed with its project, put once or twice', async () => {
      const alone = feedback(1);
      delete alone.eventId;
      delete alone.issueId;
      await store.put([alone]);
      await store.put([alone]);
      expect((await store.listByProject('1', { limit: 10 })).feedback).toEqual([alone]);
      expect((await store.listByIssue('1001', { limit: 10 })).feedback).toEqual([]);
    });

    test('it is listed by project and by issue, newest first, page by page', async () => {
      await store.put([feedback(3), feedback(1), feedback(2, { issueId: '1002' }), feedback(4, { projectId: '2' })]);
      const first = await store.listByProject('1', { limit: 2 });
      const second = await store.listByProject('1', { limit: 2, cursor: first.next ?? '' });
      expect([...first.feedback, ...second.feedback]).toEqual([
        feedback(1),
        feedback(2, { issueId: '1002' }),
        feedback(3),
      ]);
      expect((await store.listByIssue('1002', { limit: 2 })).feedback).toEqual([feedback(2, { issueId: '1002' })]);
    });

    test('a made-up cursor leads into no other project', async () => {
      await store.put([feedback(1), feedback(2, { projectId: '2' }), feedback(3, { projectId: '2' })]);
      const { next = '' } = await store.listByProject('2', { limit: 1 });
      for (const cursor of [next, 'x', Buffer.from('["a","b","c"]').toString('base64url')]) {
        const page = await store.listByProject('1', { limit: 10, cursor });
        expect(page.feedback.every(({ projectId }) => projectId === '1')).toBe(true);
      }
    });

    test('what is over its time is not shown, though it may lie there still', async () => {
      await store.put([feedback(1, { expires: NOW - 1_000 }), feedback(2)]);
      expect(await store.newestOfEvent('1', EVENT)).toEqual(feedback(2));
      expect((await store.listByProject('1', { limit: 10 })).feedback).toEqual([feedback(2)]);
    });
  });
};
