import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Announcement, Outbox, OutboxEntry } from '../../../lib/ports/outbox.ts';

export interface OpenOutbox {
  outbox: Outbox;
  close(): void;
}

const NOW = Date.parse('2026-11-22T12:00:00Z');
const hex = (number: number): string => number.toString(16).padStart(32, '0');
const announcement = (issue: number): Announcement => ({
  kind: 'new',
  issueId: String(1_000 + issue),
  eventId: hex(issue),
});
const entry = (number: number, since: number, announcements = [announcement(number)]): OutboxEntry => ({
  id: hex(number),
  since: NOW + since,
  announcements,
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
      for (const number of [3, 1, 2, 4]) await outbox.add(entry(number, number));
      expect(await outbox.due(NOW + 4, 10)).toEqual([entry(1, 1), entry(2, 2), entry(3, 3)]);
      expect(await outbox.due(NOW + 4, 2)).toEqual([entry(1, 1), entry(2, 2)]);
      expect(await outbox.due(NOW, 10)).toEqual([]);
    });

    test('what is told of a release comes back as it was', async () => {
      const release: Announcement = {
        kind: 'unmapped_release',
        organization: 'acme',
        projectId: '7',
        projectSlug: 'web',
        version: 'shop@1.4.2',
        issueId: '1001',
        eventId: hex(1),
        file: 'https://shop.example/assets/app.js',
        fault: 'missing_source',
        environment: 'production',
      };
      await outbox.add(entry(1, 1, [announcement(1), release]));
      expect(await outbox.due(NOW + 9, 10)).toEqual([entry(1, 1, [announcement(1), release])]);
      await outbox.settle(entry(1, 1, [announcement(1), release]), [release]);
      expect(await outbox.due(NOW + 9, 10)).toEqual([entry(1, 1, [release])]);
    });

    test('what was recorded twice is told once', async () => {
      await outbox.add(entry(1, 1));
      await outbox.add(entry(1, 1));
      expect(await outbox.due(NOW + 9, 10)).toEqual([entry(1, 1)]);
    });

    test('an entry that is told goes, alone, and twice is fine', async () => {
      await outbox.add(entry(1, 1));
      await outbox.add(entry(5, 1));
      await outbox.settle(entry(1, 1), []);
      await outbox.settle(entry(1, 1), []);
      expect(await outbox.due(NOW + 9, 10)).toEqual([entry(5, 1)]);
    });

    test('of an entry that is told in part only the rest is left', async () => {
      const both = entry(1, 1, [announcement(1), { ...announcement(2), kind: 'regressed' }]);
      await outbox.add(both);
      await outbox.settle(both, both.announcements.slice(1));
      expect(await outbox.due(NOW + 9, 10)).toEqual([{ ...both, announcements: both.announcements.slice(1) }]);
    });

    test('an entry that somebody else has told does not come back by being told in part', async () => {
      const both = entry(1, 1, [announcement(1), announcement(2)]);
      await outbox.add(both);
      await outbox.settle(both, []);
      await outbox.settle(both, both.announcements.slice(1));
      expect(await outbox.due(NOW + 9, 10)).toEqual([]);
    });
  });
};
