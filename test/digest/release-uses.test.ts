import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoReleaseCounts } from '../../lib/aws/release-counts.ts';
import { cutSlot } from '../../lib/digest/cut-slot.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { releaseUses } from '../../lib/digest/release-uses.ts';
import { type IssueShare, MAX_TALLY_ROWS } from '../../lib/ports/tally-store.ts';
import { digestEvent } from '../support/digest-event.ts';
import { digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';

const DAY = 86_400_000;
const id = (number: number): string => number.toString(16).padStart(32, '0');

describe('what is counted of releases', () => {
  let table: TestTable;
  const clock = { now: () => NOW };
  beforeEach(async () => {
    table = await openTestTable({ clock });
  });
  afterEach(() => table.close());

  const sent = (number: number, release: string | undefined, over: { site?: string; environment?: string } = {}) =>
    toRecord(
      message({
        id: id(number),
        eventId: id(100 + number),
        site: over.site ?? 'pay',
        event: { ...(release && { release }), environment: over.environment ?? 'production' },
      }),
    );
  const daily = async (version: string) => (await dynamoReleaseCounts(table).daily('1', version)).counts;

  test('are its events by day and environment, and the issues that it brought, once however often they are delivered', async () => {
    const { deps } = digester(table, { clock, ids: seededIds(3) });
    const first = [sent(1, 'shop@1'), sent(2, 'shop@1'), sent(3, 'shop@2', { environment: 'dev' }), sent(4, undefined)];
    await digestBatch(deps, first);
    await digestBatch(deps, [...first, sent(5, 'shop@2', { site: 'ship' }), sent(6, 'shop@2')]);
    await digestBatch(deps, first);
    const day = '2026-11-22';
    const unmapped = (events: number) => ({ mapped: 0, partly: 0, unmapped: events, reasons: { no_uploads: events } });
    expect(await daily('shop@1')).toEqual([
      { day, environment: 'production', events: 2, newIssues: 1, maps: unmapped(2) },
    ]);
    expect(await daily('shop@2')).toEqual([
      { day, environment: 'production', events: 2, newIssues: 1, maps: unmapped(2) },
      { day, environment: 'dev', events: 1, newIssues: 0, maps: unmapped(1) },
    ]);
  });

  test('are no events of releases whose names nobody can have', () => {
    const events = ['a/b', '', '\ud800', undefined].map((release, number) => {
      const plain = digestEvent(number);
      return { ...plain, event: { ...plain.event, ...(release !== undefined && { release }) } };
    });
    const share = { events, issue: { kind: 'new' } } as unknown as IssueShare; // releases are all that is looked at
    expect(releaseUses([share])).toEqual([]);
  });

  test('of many releases at once are cut into transactions that fit', () => {
    const events = Array.from({ length: 300 }, (_, number) => {
      const plain = digestEvent(number, { received: NOW - (number % 3) * DAY });
      return { ...plain, event: { ...plain.event, release: `shop@${number % 150}` } };
    });
    const slot = { issue: undefined, events, newHashes: new Map<string, string | undefined>() };
    const parts = cutSlot({ receiptOf: () => 'one' }, '1', slot);
    for (const part of parts) {
      const uses = releaseUses([{ events: part.events, issue: { kind: 'known' } } as unknown as IssueShare]);
      expect(uses.length + 8).toBeLessThanOrEqual(MAX_TALLY_ROWS);
    }
    expect(parts.flatMap(part => part.events)).toHaveLength(300);
  });
});
