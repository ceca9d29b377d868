import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { countEvents } from '../../lib/digest/count.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import type { DigestEvent } from '../../lib/digest/digest-event.ts';
import type { QueueMessage } from '../../lib/protocol/queue-message.ts';
import { digestEvent } from '../support/digest-event.ts';
import { digester, message, NOW, seeded, seededIds, toRecord } from '../support/digester.ts';
import { onEachEngine } from '../support/each-engine.ts';
import type { TestTable } from '../support/table.ts';
import { dynamoTotals } from '../support/totals.ts';

const hex = (n: number) => n.toString(16).padStart(32, '0');
const origin = { projectId: '1', projectSlug: 'web', organization: 'my-team' };

onEachEngine((engine, openTable) =>
  describe(`what senders may do on purpose, on ${engine}`, () => {
    let table: TestTable;
    beforeEach(async () => {
      table = await openTable({ clock: { now: () => NOW } });
    });
    afterEach(() => table.close());

    const open = (seed = 7) => digester(table, { clock: { now: () => NOW }, ids: seededIds(seed) });
    const issues = async () => (await open().issues.list('1', 'unresolved', { limit: 50 })).issues;
    const totals = () => dynamoTotals(table, '1', NOW);
    const digestAll = async (deps: ReturnType<typeof open>['deps'], queued: readonly QueueMessage[]) => {
      const { failed } = await digestBatch(
        deps,
        queued.map(one => toRecord(one)),
      );
      expect(failed.size).toBe(0);
    };

    test('an issue with values of hundreds of tags is counted on, by key at least', async () => {
      const { deps, stats } = open();
      const keys = Array.from({ length: 200 }, (_, n) => `key-${n}`);
      // 40 keys an event: all 200 of them within five events, then all again with other values.
      const tagged = (n: number, value: string) =>
        message({
          id: hex(n),
          eventId: hex(10_000 + n),
          event: { tags: keys.slice((n % 5) * 39, (n % 5) * 39 + 39).map(key => [key, value]), release: `r${n % 200}` },
        });
      await digestAll(
        deps,
        Array.from({ length: 150 }, (_, n) => tagged(n, 'a')),
      );
      await digestAll(
        deps,
        Array.from({ length: 400 }, (_, n) => tagged(200 + n, n % 2 ? 'a' : 'b')),
      );
      const [issue] = await issues();
      expect(issue?.count).toBe(550);
      const tags = await stats.tags(issue!);
      const sum = tags.filter(({ key }) => key === 'release').reduce((all, { count }) => all + count, 0);
      expect(sum).toBe(550);
    });

    test('an issue whose events never have the same second hash twice takes no more of those than it has room for', async () => {
      const { deps } = open();
      const events = (from: number): DigestEvent[] =>
        Array.from({ length: 500 }, (_, n) => digestEvent(from + n, { hashes: ['common', `hash-${from + n}`] }));
      for (let from = 0; from < 2_000; from += 500) {
        const counted = await countEvents(deps, origin, events(from));
        expect([counted.fresh.length, counted.failed.length]).toEqual([500, 0]);
      }
      const [issue, ...others] = await issues();
      expect([issue?.count, others]).toEqual([2_000, []]);
      expect(issue?.hashes.length).toBeLessThanOrEqual(200);
    });

    test('a tag whose value ends within a character is counted like any other', async () => {
      const { deps, stats } = open();
      const url = `https://shop.example/${'a'.repeat(178)}😀😀`;
      const queued = Array.from({ length: 8 }, (_, n) =>
        message({
          id: hex(n),
          eventId: hex(100 + n),
          event: { request: { url }, transaction: `${'x'.repeat(400)}${n}` },
        }),
      );
      await digestAll(deps, queued.slice(0, 4));
      await digestAll(deps, queued.slice(4));
      const [issue] = await issues();
      const tags = await stats.tags(issue!);
      const read = (wanted: string) => tags.filter(({ key }) => key === wanted);
      expect(read('transaction')).toEqual([{ key: 'transaction', value: 'x'.repeat(200), count: 8 }]);
      expect(read('url').map(({ count, value }) => [count, value?.isWellFormed()])).toEqual([[8, true]]);
    });

    test('one event id with two contents counts once, and all that came is accounted for, in whatever batches and however often it comes', async () => {
      const random = seeded(11);
      const queued = Array.from({ length: 60 }, (_, n) =>
        message({ id: hex(0x1000 + n * 0x01010101), eventId: hex(Math.floor(n / 2)), site: `site${n % 3}` }),
      );
      const { deps } = open();
      for (let delivery = 0; delivery < 4; delivery++) {
        const shuffled = queued.toSorted(() => random() - 0.5);
        const cut = Math.floor(random() * 60);
        await digestAll(deps, shuffled.slice(0, cut));
        await digestAll(deps, shuffled.slice(cut));
      }
      expect((await issues()).reduce((sum, { count }) => sum + count, 0)).toBe(30);
      expect(await totals()).toEqual({ 'error#stored#': 30, 'error#duplicate#': 30 });
    });

    test('events that share their hashes crosswise, in digests side by side, end in issues that count each once', async () => {
      const digests = Array.from({ length: 6 }, (_, n) => open(100 + n).deps);
      const hashes = ['a', 'b', 'c', 'd'];
      const all = await Promise.all(
        digests.map((deps, n) =>
          countEvents(
            deps,
            origin,
            Array.from({ length: 10 }, (_, m) => {
              const turned = [...hashes.slice((n + m) % 4), ...hashes.slice(0, (n + m) % 4)];
              return digestEvent(n * 100 + m, { hashes: n % 2 ? turned : turned.toReversed() });
            }),
          ),
        ),
      );
      expect(all.map(({ fresh, failed }) => [fresh.length, failed.length])).toEqual(digests.map(() => [10, 0]));
      expect((await issues()).map(({ count, hashes: own }) => [count, own.length])).toEqual([[60, 4]]);
    });

    test('an issue that gets hashes from digests side by side names all of them: who discards it discards what each leads to', async () => {
      await countEvents(open().deps, origin, [digestEvent(1, { hashes: ['common'] })]);
      const digests = Array.from({ length: 4 }, (_, n) => open(100 + n).deps);
      await Promise.all(
        digests.map((deps, n) => countEvents(deps, origin, [digestEvent(10 + n, { hashes: ['common', `own-${n}`] })])),
      );
      const [issue] = await issues();
      expect(issue?.count).toBe(5);
      expect(issue?.hashes.toSorted()).toEqual(['common', 'own-0', 'own-1', 'own-2', 'own-3']);
    });

    test('an issue’s users never go back because a digest was slow to write what it had counted before', async () => {
      const from = (first: number, users: number) =>
        Array.from({ length: users }, (_, n) =>
          digestEvent(first + n, {
            user: `${first + n}`.padStart(16, '0'),
            timestamp: NOW + first,
            received: NOW + first,
          }),
        );
      await countEvents(open().deps, origin, from(1, 1));
      const slow = open(8).deps;
      let isFirst = true;
      const held = {
        ...slow,
        tally: {
          ...slow.tally,
          record: async (tally: Parameters<typeof slow.tally.record>[0]) => {
            if (isFirst) {
              isFirst = false;
              await countEvents(open(9).deps, origin, from(100, 7));
            }
            return slow.tally.record(tally);
          },
        },
      };
      await countEvents(held, origin, from(1_000, 3));
      expect((await issues()).map(({ count, users }) => [count, users])).toEqual([[11, 11]]);
    });

    test('an issue of events from every day of its retention is counted, by day and in all', async () => {
      const { deps, stats } = open();
      const DAY = 86_400_000;
      const queued = Array.from({ length: 180 }, (_, n) =>
        message({
          id: hex(n),
          eventId: hex(1_000 + n),
          at: NOW - (n % 90) * DAY,
          received: NOW - (n % 30) * 3_600_000,
        }),
      );
      await digestAll(deps, queued);
      const [issue] = await issues();
      expect([issue?.count, issue?.firstSeen]).toEqual([180, NOW - 89 * DAY]);
      const hours = (await stats.hourly([issue!], NOW - 90 * DAY, NOW + DAY)).get(issue!.id);
      expect(hours?.reduce((sum, { count }) => sum + count, 0)).toBe(180);
    });
  }),
);
