import { expect, test } from '@jest/globals';
import { dynamoFateLog } from '../../lib/aws/fate-log.ts';
import { dynamoFateMerging } from '../../lib/aws/fate-merging.ts';
import type { Table } from '../../lib/aws/table.ts';
import type { BlobStore } from '../../lib/ports/blob-store.ts';
import { LOGGED_OUTCOMES, type LoggedFate } from '../../lib/protocol/logged-fate.ts';
import { mergeFates } from '../../lib/sweep/merge-fates.ts';
import { mortal } from '../digest/mortal-wire.ts';
import { memoryBlobs, NOW, seeded } from '../support/digester.ts';
import { type OpenTable, onEachEngine } from '../support/each-engine.ts';
import { allRows } from '../support/erasing.ts';
import { bestOf, fate, idOf, someFates } from './some-fates.ts';

const DAY_MS = 86_400_000;
const KEPT = { days: 90, objectClass: 'full' };

const fateTable = async (open: OpenTable, around?: Parameters<typeof mortal>[0]) => {
  const clock = { time: NOW, now: () => clock.time };
  const death = mortal(around ?? (() => 0));
  const table = await open({ clock, ...(around && { around: death.around }) });
  const blobs = memoryBlobs();
  const log = (process: Table = table, store: BlobStore = blobs) =>
    dynamoFateLog(process, store, { clock, retentionDays: 90 });
  const sweep = (store: BlobStore = blobs, errors: string[] = []) =>
    mergeFates({
      clock,
      fateMerging: dynamoFateMerging({ table, blobs: store, clock }),
      log: (level, line) => void (level === 'error' && errors.push(line)),
    });
  const files = async () => (await allRows(table)).filter(row => row.pk?.S?.startsWith('FATES#'));
  return { clock, table, blobs, log, sweep, files, fate: death.fate };
};

const checkAll = async (find: (eventId: string) => Promise<unknown>, fates: readonly LoggedFate[]): Promise<void> => {
  for (const eventId of new Set(fates.map(one => one.eventId))) {
    const found = await find(eventId);
    // Of two with the same outcome either may be told.
    expect(bestOf(fates, eventId)).toContainEqual(found);
  }
};

onEachEngine((engine, open) => {
  test(`${engine}: what was logged is found by its id, few fates or many`, async () => {
    const { log, blobs, table } = await fateTable(open);
    const few = someFates(3, seeded(1));
    const many = someFates(900, seeded(2)).map(one => ({ ...one, eventId: `f${one.eventId.slice(1)}` }));
    await log().append('1', KEPT, few);
    expect(blobs.objects.size).toBe(0);
    await log().append('1', { days: 30, objectClass: 'd30' }, many);
    expect([...blobs.objects.keys()]).toEqual([expect.stringMatching(/^fates\/d30\/1\/2026-11-22\/[0-9a-f]{32}$/)]);
    await checkAll(eventId => log().find('1', eventId), [...few, ...many]);
    expect(await log().find('1', idOf(123_456_789))).toBeUndefined();
    table.close();
  });

  test(`${engine}: nobody learns the fate of another project's event`, async () => {
    const { log, table } = await fateTable(open);
    await log().append('1', KEPT, [fate(1)]);
    for (const other of ['2', '11', '1#', '']) if (other) expect(await log().find(other, idOf(1))).toBeUndefined();
    table.close();
  });

  test(`${engine}: a fate is told to the day on which its event would have gone, though its row is there still`, async () => {
    const { log, clock, table } = await fateTable(open);
    await log().append('1', { days: 7, objectClass: 'd7' }, [fate(1)]);
    clock.time = NOW + 7 * DAY_MS - 1;
    expect(await log().find('1', idOf(1))).toMatchObject({ outcome: 'counted_only' });
    clock.time = NOW + 7 * DAY_MS;
    expect(await log().find('1', idOf(1))).toBeUndefined();
    table.close();
  });

  test(`${engine}: of an id that was sent twice the fate is told that counts, of the latest day`, async () => {
    const { log, table } = await fateTable(open);
    await log().append('1', KEPT, [fate(1, { outcome: 'rate_limited', reason: 'daily', received: NOW + 60_000 })]);
    await log().append('1', KEPT, [fate(1)]);
    expect(await log().find('1', idOf(1))).toMatchObject({ outcome: 'counted_only' });
    await log().append('1', KEPT, [fate(1, { outcome: 'invalid', reason: 'later', received: NOW + DAY_MS })]);
    expect(await log().find('1', idOf(1))).toMatchObject({ outcome: 'invalid', reason: 'later' });
    table.close();
  });

  test(`${engine}: who knows about when it was has only those days looked into`, async () => {
    const { log, blobs, table } = await fateTable(open);
    const many = (day: number) =>
      Array.from({ length: 300 }, (_, n) => fate(day * 1_000 + n, { received: NOW - day * DAY_MS }));
    for (let day = 0; day < 20; day++) await log().append('1', KEPT, many(day));
    let reads = 0;
    const counting: BlobStore = {
      ...blobs,
      get: (...asked) => {
        reads++;
        return blobs.get(...asked);
      },
    };
    expect(await log(table, counting).find('1', idOf(15_007), { near: NOW - 15 * DAY_MS + 3_600_000 })).toMatchObject({
      received: NOW - 15 * DAY_MS,
    });
    expect(reads).toBeLessThanOrEqual(4);
    expect(await log().find('1', idOf(15_007), { near: NOW })).toBeUndefined();
    expect(await log().find('1', idOf(15_007))).toBeDefined();
    table.close();
  });

  test(`${engine}: a day ends as one file, however many batches it had, and nothing of it is lost`, async () => {
    const { log, sweep, files, clock, blobs, table } = await fateTable(open);
    const random = seeded(5);
    const all: LoggedFate[] = [];
    for (let batch = 0; batch < 40; batch++) {
      const fates = someFates(1 + Math.floor(random() * 400), random).filter(one => one.received < NOW + DAY_MS / 2);
      await log().append('1', KEPT, fates);
      all.push(...fates);
    }
    expect(await sweep()).toBe(0);
    clock.time = NOW + 700_000;
    await sweep();
    expect((await files()).length).toBeLessThan(8);
    await checkAll(eventId => log().find('1', eventId), all);
    clock.time = NOW + DAY_MS;
    await sweep();
    expect(await files()).toHaveLength(1);
    expect(blobs.objects.size).toBe(1);
    await checkAll(eventId => log().find('1', eventId), all);
    expect((await allRows(table)).filter(row => row.pk?.S === 'FATESDUE')).toEqual([]);
    table.close();
  });

  test(`${engine}: a merge that dies anywhere, or two at once, lose no fate`, async () => {
    const random = seeded(77);
    const { log, sweep, files, clock, fate: death, table } = await fateTable(open, random);
    const all: LoggedFate[] = [];
    for (let batch = 0; batch < 6; batch++) {
      const fates = someFates(batch % 2 === 0 ? 20 : 300, random);
      await log().append('1', KEPT, fates);
      all.push(...fates);
    }
    const ids = [...new Set(all.map(one => one.eventId))];
    clock.time = NOW + DAY_MS;
    let lives = 0;
    for (let callsLeft = 1; (await files()).length > 1 && lives < 60; callsLeft = 1 + (lives % 18)) {
      Object.assign(death, { dead: false, callsLeft, after: lives++ % 2 === 0 });
      await Promise.all(lives % 3 === 0 ? [sweep(), sweep()] : [sweep()]);
      Object.assign(death, { dead: false, callsLeft: Number.POSITIVE_INFINITY });
      clock.time += 700_000;
      const some = ids.filter(() => random() < 0.03);
      for (const eventId of some) expect(bestOf(all, eventId)).toContainEqual(await log().find('1', eventId));
    }
    expect(await files()).toHaveLength(1);
    await checkAll(eventId => log().find('1', eventId), all);
    table.close();
  });

  test(`${engine}: who looks while files are merged finds what was in them`, async () => {
    const { log, sweep, clock, blobs, table } = await fateTable(open);
    for (let batch = 0; batch < 4; batch++)
      await log().append(
        '1',
        KEPT,
        Array.from({ length: 300 }, (_, n) => fate(batch * 1_000 + n)),
      );
    clock.time = NOW + DAY_MS;
    let swept = false;
    const late: BlobStore = {
      ...blobs,
      get: async (...asked) => {
        if (!swept) {
          swept = true;
          await sweep();
        }
        return blobs.get(...asked);
      },
    };
    expect(await log(table, late).find('1', idOf(2_005))).toMatchObject({ outcome: 'counted_only' });
    table.close();
  });

  test(`${engine}: the bucket being away keeps no other project's fates from being merged`, async () => {
    const { log, sweep, clock, blobs, files, table } = await fateTable(open);
    for (const project of ['1', '2'])
      for (let batch = 0; batch < 2; batch++)
        await log().append(
          project,
          KEPT,
          Array.from({ length: 300 }, (_, n) => fate(batch * 1_000 + n)),
        );
    clock.time = NOW + DAY_MS;
    const errors: string[] = [];
    const broken: BlobStore = {
      ...blobs,
      get: async key => {
        if (key.includes('/1/')) throw new Error('the bucket is away');
        return blobs.get(key);
      },
    };
    await sweep(broken, errors);
    expect(errors).toEqual(['fates were not merged']);
    expect((await files()).map(row => row.pk?.S).sort()).toEqual(['FATES#1', 'FATES#1', 'FATES#2']);
    clock.time += 700_000;
    await sweep();
    expect(await files()).toHaveLength(2);
    table.close();
  });

  test(`${engine}: when people were told of an event can be asked for, and goes with the event's time`, async () => {
    const { log, clock, table } = await fateTable(open);
    const event = { projectId: '1', eventId: idOf(1) };
    await log().noteAnnounced([event, event], NOW + 5);
    await log().noteAnnounced([event], NOW + 5);
    expect(await log().announcedAt('1', idOf(1))).toBe(NOW + 5);
    expect(await log().announcedAt('2', idOf(1))).toBeUndefined();
    clock.time = NOW + 91 * DAY_MS;
    expect(await log().announcedAt('1', idOf(1))).toBeUndefined();
    table.close();
  });
});

test('the list of outcomes only grows at its end: files hold places in it', () => {
  expect(LOGGED_OUTCOMES.slice(0, 4)).toEqual(['counted_only', 'filtered', 'invalid', 'rate_limited']);
});
