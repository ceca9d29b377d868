import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { receiptKey } from '../../lib/aws/keys/tally.ts';
import { DEFAULT_SAMPLING } from '../../lib/digest/choose-kept.ts';
import { cutSlot } from '../../lib/digest/cut-slot.ts';
import type { DigestEvent } from '../../lib/digest/digest-event.ts';
import { openIssue } from '../../lib/digest/open-issue.ts';
import { packLoose, packTallies } from '../../lib/digest/pack-tallies.ts';
import { newIssueShare } from '../../lib/digest/share.ts';
import { type IssueShare, MAX_RECEIPT_NAMES, MAX_TALLY_ROWS, type Tally } from '../../lib/ports/tally-store.ts';
import { digestEvent } from '../support/digest-event.ts';
import { NOW } from '../support/digester.ts';

const HOUR = 3_600_000;
const measure = {
  rowsOf: (share: IssueShare) => 1 + share.newHashes.length + (share.tags.length > 0 ? 1 : 0),
  receiptOf: (projectId: string, event: { second: number; eventId: string }) =>
    receiptKey(projectId, event.second, event.eventId).pk,
};
const origin = { projectId: '1', projectSlug: 'web', organization: 'my-team' };
const rules = { policy: DEFAULT_SAMPLING, retentionMs: 90 * 24 * HOUR, now: NOW };
const entry = () => ({ id: '0'.repeat(32), since: NOW });

const births = (events: readonly DigestEvent[]): IssueShare[] =>
  events.map((event, index) => {
    const part = { events: [event], newHashes: [{ hash: `hash-${index}` }] };
    return newIssueShare(rules, openIssue(origin, part, { now: NOW, number: index + 1 }), part).share;
  });

const eventsIn = (tally: Tally): DigestEvent[] =>
  [...tally.shares.flatMap(({ events }) => events), ...(tally.duplicates ?? [])] as DigestEvent[];

/** What DynamoDB refuses: too many rows in a transaction, too many entries in a condition. */
const checkRoom = (tally: Tally): void => {
  const receipts = Map.groupBy(eventsIn(tally), event => measure.receiptOf('1', event));
  const hours = new Set(tally.totals.map(({ hour }) => hour));
  const own = tally.shares.reduce((sum, share) => sum + measure.rowsOf(share), 0);
  const releases = (tally.releases?.length ?? 0) + (tally.unmapped ? tally.unmapped.versions.length + 1 : 0);
  expect(own + receipts.size + hours.size + releases + (tally.outbox ? 1 : 0)).toBeLessThanOrEqual(MAX_TALLY_ROWS);
  for (const entries of receipts.values()) expect(entries.length).toBeLessThanOrEqual(MAX_RECEIPT_NAMES);
};

const anyEvents = fc
  .array(fc.record({ second: fc.nat(40), shard: fc.nat(3), late: fc.nat(30) }), { minLength: 1, maxLength: 600 })
  .map(plans =>
    plans.map(({ second, shard, late }, index) => {
      const eventId = `${index.toString(16).padStart(30, '0')}${shard.toString(16).padStart(2, '0')}`;
      const times = { received: NOW - late * HOUR, timestamp: NOW - late * HOUR };
      const { event, ...rest } = digestEvent(index, { eventId, second, ...times });
      return { ...rest, event: { ...event, release: `shop@${second}`, environment: `e${shard}` } };
    }),
  );

describe('what goes into one transaction', () => {
  test('fits, whatever comes: nothing is left out and nothing is in two', () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const tallies = packTallies(measure, '1', births(events), entry);
        for (const tally of tallies) checkRoom(tally);
        const packed = tallies.flatMap(eventsIn).map(({ eventId }) => eventId);
        expect(packed.toSorted()).toEqual(events.map(({ eventId }) => eventId).toSorted());
        for (const loose of packLoose(measure, '1', 'duplicates', events)) checkRoom(loose);
      }),
      { numRuns: 40 },
    );
  });

  test('a slot of one issue is cut into parts that fit, with each new hash in the part of its event', () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const own = events.map((event, index) => ({ ...event, hashes: ['common', `own-${index % 70}`] }));
        const newHashes = new Map(own.flatMap(({ hashes }) => hashes).map(hash => [hash, undefined]));
        const parts = cutSlot(measure, '1', { issue: undefined, events: own, newHashes });
        for (const part of parts) {
          const [tally] = packLoose(measure, '1', 'duplicates', part.events);
          expect(eventsIn(tally!)).toHaveLength(part.events.length);
          for (const { hash } of part.newHashes)
            expect(part.events.some(({ hashes }) => hashes.includes(hash))).toBe(true);
        }
        const claimed = parts.flatMap(part => part.newHashes.map(({ hash }) => hash));
        expect(claimed.toSorted()).toEqual([...newHashes.keys()].toSorted());
      }),
      { numRuns: 40 },
    );
  });

  test('a thousand new issues of one second share their receipts: some forty to a transaction, which touches two at most', () => {
    const events = Array.from({ length: 1_000 }, (_, index) => {
      const eventId = `${index.toString(16).padStart(30, '0')}${((index * 37) % 256).toString(16).padStart(2, '0')}`;
      return digestEvent(index, { eventId });
    });
    const tallies = packTallies(measure, '1', births(events), entry);
    expect(tallies.length).toBeLessThanOrEqual(22);
    for (const tally of tallies)
      expect(new Set(eventsIn(tally).map(event => measure.receiptOf('1', event))).size).toBeLessThanOrEqual(2);
  });

  test('what people are to be told of stands in one entry for each transaction', () => {
    const tallies = packTallies(measure, '1', births([1, 2, 3].map(number => digestEvent(number))), entry);
    expect(tallies.map(({ outbox }) => outbox?.announcements.map(({ kind }) => kind))).toEqual([['new', 'new', 'new']]);
  });
});

test('dead letters that are sent again, a thousand of one second, fit as well: their conditions are twice as long', () => {
  const redriven = Array.from({ length: 1_000 }, (_, index) => digestEvent(index * 12, { redriven: true }));
  for (const tally of packLoose(measure, '1', 'discarded', redriven)) {
    const receipts = Map.groupBy(tally.discarded ?? [], event => measure.receiptOf('1', event));
    for (const entries of receipts.values()) expect(2 * entries.length).toBeLessThanOrEqual(MAX_RECEIPT_NAMES);
  }
});
