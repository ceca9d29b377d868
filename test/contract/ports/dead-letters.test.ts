import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sqsAcknowledger } from '../../../lib/aws/acknowledger.ts';
import { sqsDeadLetterQueue } from '../../../lib/aws/dead-letter-queue.ts';
import { dynamoDeadLetterStore } from '../../../lib/aws/dead-letter-store.ts';
import { dynamoTallyStore } from '../../../lib/aws/tally-store.ts';
import type { Countable } from '../../../lib/ports/dead-letter-store.ts';
import type { CountedEvent, Tally } from '../../../lib/ports/tally-store.ts';
import { seededIds } from '../../support/digester.ts';
import { onEachEngine } from '../../support/each-engine.ts';
import { memoryDeadLetterStore } from '../../support/memory-dead-letter-store.ts';
import type { TestTable } from '../../support/table.ts';
import { dynamoTotals } from '../../support/totals.ts';
import { describeDeadLetterStore, letter, NOW } from './dead-letter-store.suite.ts';
import { openDeadQueue } from './open-dead-queue.ts';

const id = (n: number) => n.toString(16).padStart(32, '0');
const MESSAGE = id(0xabc1);
/** The first time that the letter is sent again. */
const AGAIN = { letter: id(1), times: 1 };

const event = (n: number, over: Partial<CountedEvent> = {}): CountedEvent => ({
  eventId: id(0xe000 + n),
  second: NOW / 1_000,
  messageId: MESSAGE,
  ...over,
});

const countable = (events: CountedEvent[], outcomes: Countable['outcomes'] = []): Countable => ({
  hour: NOW,
  events: events.map(one => ({ event: one, category: 'error' as const })),
  message: { messageId: MESSAGE, second: NOW / 1_000 },
  outcomes,
});

const FILE = { category: 'attachment_item', outcome: 'dead_lettered', reason: '', quantity: 1 } as const;
const FILTERED = { category: 'error', outcome: 'filtered', reason: 'localhost', quantity: 3 } as const;

/** As the digest counts what has no issue. */
const counting = (over: Partial<Tally>): Tally => ({ projectId: '1', shares: [], messages: [], totals: [], ...over });

onEachEngine((engine, open) => {
  describeDeadLetterStore(engine, async clock => {
    const table = await open({ clock });
    return { store: dynamoDeadLetterStore(table, { clock, ids: seededIds(3) }), close: table.close };
  });

  describe(`what a letter counts: ${engine}`, () => {
    let table: TestTable;
    const clock = { now: () => NOW };
    beforeEach(async () => {
      table = await open({ clock });
    });
    afterEach(() => table.close());
    const store = () => dynamoDeadLetterStore(table, { clock, ids: seededIds(3) });
    const tally = () => dynamoTallyStore(table, { clock, ids: seededIds(4) });
    const totals = async () => {
      const sums = Object.entries(await dynamoTotals(table, '1', NOW));
      return Object.fromEntries(sums.filter(([, quantity]) => quantity !== 0));
    };

    test('is everything that nobody has counted, once however often it is buried', async () => {
      const all = countable([event(1), event(2), event(1)], [FILE, FILTERED]);
      for (let time = 0; time < 3; time++) await store().bury(letter(1), all);
      expect(await totals()).toEqual({
        'error#dead_lettered#': 2,
        'attachment_item#dead_lettered#': 1,
        'error#filtered#localhost': 3,
      });
    });

    test('is nothing that the digest has counted before', async () => {
      const messages = [{ messageId: MESSAGE, second: NOW / 1_000 }];
      expect(await tally().record(counting({ discarded: [event(1)], messages }))).toBe('recorded');
      await store().bury(letter(1), countable([event(1), event(2)], [FILE]));
      expect(await totals()).toEqual({ 'error#dead_lettered#': 1 });
    });

    test('is seen by a digest that is late: it counts nothing of it', async () => {
      await store().bury(letter(1), countable([event(1)], [FILE]));
      expect(await tally().record(counting({ discarded: [event(1)] }))).toBe('outdated');
      expect(await tally().receipts('1', [event(1)])).toEqual([{ state: 'counted', kept: false }]);
      expect(await tally().countedMessages('1', [{ messageId: MESSAGE, second: NOW / 1_000 }])).toEqual(
        new Set([MESSAGE]),
      );
    });

    test('is taken back once, and can be counted as what becomes of it then', async () => {
      const all = countable([event(1)], [FILE]);
      await store().bury(letter(1), all);
      for (let time = 0; time < 3; time++) await store().exhume(AGAIN);
      expect(await totals()).toEqual({});
      const own = event(1, { redriven: true });
      expect(await tally().receipts('1', [own])).toEqual([{ state: 'reserved' }]);
      expect(await tally().record(counting({ discarded: [own] }))).toBe('recorded');
      await store().bury(letter(1, { redrives: 1 }), all);
      expect(await totals()).toEqual({ 'attachment_item#dead_lettered#': 1 });
    });

    test('stays its own while it is on its way: others that bring the event bring duplicates, late twins nothing', async () => {
      const other = event(1, { messageId: id(0xabc2) });
      await store().bury(letter(1), countable([event(1)]));
      await store().exhume(AGAIN);
      expect(await tally().receipts('1', [event(1), other])).toEqual([
        { state: 'counted', kept: false },
        { state: 'duplicate' },
      ]);
      for (const one of [event(1), other])
        expect(await tally().record(counting({ discarded: [one] }))).toBe('outdated');
      expect(await tally().record(counting({ duplicates: [other] }))).toBe('recorded');
      expect(await tally().record(counting({ discarded: [event(1, { redriven: true })] }))).toBe('recorded');
    });

    test('is not taken back by a late delivery once it is given up again', async () => {
      const all = countable([event(1)], [FILE]);
      await store().bury(letter(1), all);
      await store().exhume(AGAIN);
      await store().bury(letter(1, { redrives: 1 }), all);
      await store().exhume(AGAIN);
      expect(await totals()).toEqual({ 'error#dead_lettered#': 1, 'attachment_item#dead_lettered#': 1 });
      await store().exhume({ ...AGAIN, times: 2 });
      expect(await totals()).toEqual({});
    });

    test('is not counted again by a late twin of what was buried before', async () => {
      const all = countable([event(1)], [FILE]);
      await store().bury(letter(1), all);
      await store().exhume(AGAIN);
      await store().bury(letter(1), all);
      expect(await totals()).toEqual({});
    });

    test('is also an event that another message brought: dead first, a duplicate when it comes again', async () => {
      const other = event(1, { messageId: id(0xabc2) });
      expect(await tally().record(counting({ discarded: [other] }))).toBe('recorded');
      await store().bury(letter(1), countable([event(1)]));
      expect(await totals()).toEqual({ 'error#dead_lettered#': 1 });
      expect(await tally().receipts('1', [event(1), other])).toEqual([
        { state: 'duplicate_counted' },
        { state: 'counted', kept: false },
      ]);
      await store().exhume(AGAIN);
      expect(await tally().receipts('1', [event(1)])).toEqual([{ state: 'duplicate' }]);
    });

    test('fits into as many transactions as it takes: five hundred events of five hundred seconds', async () => {
      const events = Array.from({ length: 500 }, (_, n) => event(n, { second: NOW / 1_000 - n }));
      await store().bury(letter(1), countable(events));
      expect(await totals()).toEqual({ 'error#dead_lettered#': 500 });
      await store().exhume(AGAIN);
      expect(await totals()).toEqual({});
      const own = events.map(one => ({ ...one, redriven: true }));
      expect(await tally().receipts('1', own)).toEqual(events.map(() => ({ state: 'reserved' })));
    });

    test('is one thing nobody knows of what cannot be read', async () => {
      const unread: Countable = {
        hour: NOW,
        events: [],
        outcomes: [{ category: 'unknown', outcome: 'dead_lettered', reason: '', quantity: 1 }],
      };
      await store().bury(letter(1), unread);
      await store().bury(letter(1), unread);
      expect(await totals()).toEqual({ 'unknown#dead_lettered#': 1 });
      await store().exhume(AGAIN);
      await store().exhume(AGAIN);
      expect(await totals()).toEqual({});
    });

    test('is counted once by any number of twins at the same moment', async () => {
      const events = Array.from({ length: 40 }, (_, n) => event(n, { second: NOW / 1_000 - (n % 7) }));
      await Promise.all(Array.from({ length: 5 }, () => store().bury(letter(1), countable(events, [FILE]))));
      expect(await totals()).toEqual({ 'error#dead_lettered#': 40, 'attachment_item#dead_lettered#': 1 });
      await Promise.all(Array.from({ length: 5 }, () => store().exhume(AGAIN)));
      expect(await totals()).toEqual({});
    });
  });
});

describeDeadLetterStore('in memory', async clock => ({ store: memoryDeadLetterStore([], clock), close: () => {} }));

describe('the dead-letter queue', () => {
  test('holds what was delivered too often, with what the queue knows of it, until it is deleted', async () => {
    const { call, url, giveUp, close } = await openDeadQueue();
    try {
      const queue = sqsDeadLetterQueue(call, url);
      expect(await queue.receive()).toEqual([]);
      const sent = Date.now();
      await giveUp('b1:queue/lost', '42');
      await giveUp('hello', 'no project');
      const records = [...(await queue.receive()), ...(await queue.receive())];
      const byBody = new Map(records.map(record => [record.body, record]));
      expect(byBody.get('b1:queue/lost')).toMatchObject({ projectId: '42' });
      expect(byBody.get('hello')).not.toHaveProperty('projectId');
      for (const { receives, queued } of records) {
        expect(receives).toBeGreaterThan(5);
        expect(queued).toBeGreaterThanOrEqual(sent - 1_000);
      }
      for (const record of records) await queue.delete(record);
      expect(await queue.receive()).toEqual([]);
    } finally {
      await close();
    }
  });

  test('and any other queue gives up at once what is acknowledged early, stale or not', async () => {
    const { call, url, giveUp, inFlight, close } = await openDeadQueue();
    try {
      for (let n = 0; n < 12; n++) await giveUp(`message ${n}`, '42');
      const queue = sqsDeadLetterQueue(call, url);
      const records = [...(await queue.receive()), ...(await queue.receive())];
      expect([records.length, await inFlight()]).toEqual([12, 12]);
      const acknowledger = sqsAcknowledger(call, url);
      const receipts = records.map(({ receipt }) => receipt);
      await acknowledger.acknowledge(receipts.slice(0, 11));
      await acknowledger.acknowledge(receipts.slice(0, 11));
      expect(await inFlight()).toBe(1);
      await acknowledger.acknowledge([]);
    } finally {
      await close();
    }
  });

  test('says what went wrong when it is not there, without what was asked', async () => {
    const { call, url, close } = await openDeadQueue();
    try {
      await expect(sqsDeadLetterQueue(call, `${url}-none`).receive()).rejects.toThrow(
        /SQS ReceiveMessage was answered 400/,
      );
    } finally {
      await close();
    }
  });
});
