import { expect, test } from '@jest/globals';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import type { Notification } from '../../lib/ports/notifier.ts';
import type { Wire } from '../../lib/ports/wire.ts';
import type { QueueMessage } from '../../lib/protocol/queue-message.ts';
import { announceDue } from '../../lib/sweep/announce-due.ts';
import { digester, memoryBlobs, message, NOW, seeded, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable } from '../support/table.ts';
import { dynamoTotals } from '../support/totals.ts';

/** How many stories are told; more by hand with `CRASH_SEEDS=3000`. */
const SEEDS = Number(process.env.CRASH_SEEDS ?? 120);

class Died extends Error {}

/** Counts down table calls, then kills the digester: before a call is carried out, or after it, its answer lost. */
const mortal = () => {
  const fate = { callsLeft: Number.POSITIVE_INFINITY, after: false, dead: false };
  const around =
    (wire: Wire): Wire =>
    async request => {
      if (fate.dead) throw new Died();
      fate.callsLeft--;
      if (fate.callsLeft > 0) return wire(request);
      fate.dead = true;
      if (fate.after) await wire(request);
      throw new Died();
    };
  return { fate, around };
};

const hex = (random: () => number) => Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');

/** Events of a few issues, some sent twice, over a few seconds. */
const traffic = (random: () => number): QueueMessage[] => {
  const queued: QueueMessage[] = [];
  const total = 3 + Math.floor(random() * 25);
  for (let n = 0; n < total; n++) {
    const site = `site${'abcde'[Math.floor(random() * 5)]}`;
    const at = NOW - Math.floor(random() * 4) * 1_000;
    const eventId = hex(random);
    queued.push(message({ id: hex(random), eventId, site, at }));
    if (random() < 0.15) queued.push(message({ id: hex(random), eventId, site, at }));
  }
  return queued;
};

const shuffle = <T>(list: T[], random: () => number): T[] =>
  list
    .map(value => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);

test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))(
  'story %i: digesters die anywhere, messages come again in other batches, and every count is exact',
  async seed => {
    const random = seeded(seed * 7_919);
    const { fate, around } = mortal();
    const clock = { now: () => NOW + 60_000 };
    const table = await openTestTable({ clock, around });
    const blobs = memoryBlobs();
    const told: Notification[] = [];
    const queued = traffic(random);
    let left = shuffle(queued, random);
    // Each death and each twin may tell once more what was told already; nothing else may.
    let mayRepeat = 0;

    for (let delivery = 0; left.length > 0; delivery++) {
      expect(delivery).toBeLessThan(500);
      const batch = left.slice(0, 1 + Math.floor(random() * 12));
      // After some deaths the digester is left alive, so that every story ends.
      Object.assign(fate, {
        dead: false,
        after: random() < 0.5,
        callsLeft: random() < 0.7 && delivery < 40 ? 1 + Math.floor(random() * 12) : Number.POSITIVE_INFINITY,
      });
      const twins = random() < 0.3 ? 2 : 1;
      mayRepeat += twins - 1;
      const results = await Promise.all(
        Array.from({ length: twins }, (_, twin) =>
          digestBatch(
            digester(table, { clock, ids: seededIds(seed * 1_000 + delivery * 2 + twin), blobs, told }).deps,
            batch.map(one => toRecord(one, delivery)),
          ),
        ),
      );
      if (fate.dead) mayRepeat++;
      // A dead digester acknowledges nothing; of two that had the same batch, one may.
      const acknowledged = fate.dead
        ? new Set<string>()
        : new Set(
            batch.filter(one => results.every(({ failed }) => !failed.has(`${one.id}-${delivery}`))).map(one => one.id),
          );
      left = shuffle(
        left.filter(one => !acknowledged.has(one.id)),
        random,
      );
    }

    Object.assign(fate, { dead: false, callsLeft: Number.POSITIVE_INFINITY });
    const { deps, issues, events } = digester(table, {
      clock: { now: () => clock.now() + 600_000 },
      ids: seededIds(seed),
      blobs,
      told,
    });
    await announceDue({ ...deps, issues });

    const distinct = new Map(
      queued.map(one => [one.items[0]!.eventId, one.items[0]!.event.exception?.values[0]?.value]),
    );
    const wanted = Object.fromEntries(
      Object.entries(Object.groupBy([...distinct.values()], value => value ?? '')).map(([value, all]) => [
        value,
        all?.length,
      ]),
    );
    const found = (await issues.list('1', 'unresolved', { limit: 100 })).issues;
    expect(Object.fromEntries(found.map(issue => [issue.metadata.value, issue.count]))).toEqual(wanted);
    const duplicates = queued.length - distinct.size;
    expect(await dynamoTotals(table, '1', NOW)).toEqual({
      'error#stored#': distinct.size,
      ...(duplicates > 0 && { 'error#duplicate#': duplicates }),
    });
    for (const issue of found) {
      const times = told.filter(notification => notification.issue.id === issue.id).length;
      expect(times).toBeGreaterThanOrEqual(1);
      expect(times).toBeLessThanOrEqual(1 + mayRepeat);
    }
    for (const eventId of distinct.keys()) expect(await events.get('1', eventId)).toBeDefined();
    table.close();
  },
);
