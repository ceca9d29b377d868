import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Announcement, Outbox } from '../../../lib/ports/outbox.ts';

export interface OpenOutbox {
  outbox: Outbox;
  /** As a tally does. */
  add(announcement: Announcement): Promise<void>;
  close(): void;
}

const NOW = Date.parse('2026-11-22T12:00:00Z');
const announcement = (issue: number, since: number, more: Partial<Announcement> = {}): Announcement => ({
  kind: 'new',
  issueId: String(1_000 + issue),
  eventId: issue.toString(16).padStart(32, '0'),
  since: NOW + since,
  ...more,
});

export const describeOutbox = (name: string, open: () => Promise<OpenOutbox>): void => {
  describe(`outbox: ${name}`, () => {
    let opened: OpenOutbox;
    let outbox: Outbox;
    beforeEach(async () => {
      opened = await open();
      outbox = opened.outbox;
    });
    afterEach(() => opened.close());

    test('what is due comes oldest first, and no more than asked for', async () => {
      for (const number of [3, 1, 2, 4]) await opened.add(announcement(number, number));
      expect(await outbox.due(NOW + 4, 10)).toEqual([announcement(1, 1), announcement(2, 2), announcement(3, 3)]);
      expect(await outbox.due(NOW + 4, 2)).toEqual([announcement(1, 1), announcement(2, 2)]);
      expect(await outbox.due(NOW, 10)).toEqual([]);
    });

    test('an issue has its own announcements, and none of an issue whose id begins alike', async () => {
      const mine = announcement(1, 1);
      const alike = announcement(1, 1, { issueId: '10012' });
      const regressed = announcement(1, 2, { kind: 'regressed', eventId: 'b'.repeat(32) });
      for (const one of [mine, alike, regressed, announcement(2, 1)]) await opened.add(one);
      const found = await outbox.of(['1001']);
      expect(found.toSorted((a, b) => a.since - b.since)).toEqual([mine, regressed]);
      expect(await outbox.of([])).toEqual([]);
      expect(await outbox.of(['9999'])).toEqual([]);
    });

    test('what is published goes, alone, and twice is fine', async () => {
      const [one, two] = [announcement(1, 1), announcement(1, 1, { kind: 'regressed' })];
      await opened.add(one);
      await opened.add(two);
      await outbox.delete(one);
      await outbox.delete(one);
      expect(await outbox.due(NOW + 9, 10)).toEqual([two]);
    });
  });
};
