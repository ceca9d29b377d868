import { expect } from '@jest/globals';
import { type DigestDeps, digestBatch } from '../../lib/digest/digest-batch.ts';
import type { Notification } from '../../lib/ports/notifier.ts';
import type { Wire } from '../../lib/ports/wire.ts';
import { eventsOf, type QueueMessage } from '../../lib/protocol/queue-message.ts';
import type { Quota } from '../../lib/protocol/quota.ts';
import { windowStart } from '../../lib/protocol/quota-window.ts';
import { announceDue } from '../../lib/sweep/announce-due.ts';
import {
  companyMessage,
  digester,
  memoryBlobs,
  message,
  NOW,
  seeded,
  seededIds,
  toRecord,
} from '../support/digester.ts';
import type { OpenTable } from '../support/each-engine.ts';
import { dynamoTotals } from '../support/totals.ts';

/** Digesters die anywhere, messages come again in other batches, and every count must be exact in the end. */
export const tellCrashStory = async (seed: number, open: OpenTable): Promise<void> => {
  const random = seeded(seed * 7_919);
  const { fate, around } = mortal();
  const clock = { now: () => NOW + 60_000 };
  const table = await open({ clock, around });
  try {
    const blobs = memoryBlobs();
    const told: Notification[] = [];
    const quotas = seed % LIMITED_EVERY === 0 ? [QUOTA] : [];
    const queued = traffic(random).map(one => ({ ...one, quotas }));
    const digest = (number: number) => digester(table, { clock, ids: seededIds(number), blobs, told }).deps;
    const mayRepeat = await deliverAll({ queued, seed, random, fate, digest });

    const later = { now: () => clock.now() + 600_000 };
    const { deps, issues, events, attachments, feedback } = digester(table, {
      clock: later,
      ids: seededIds(seed),
      blobs,
      told,
    });
    await announceDue({ ...deps, issues });

    const reports = queued.filter(one => eventsOf(one).length > 0);
    const company = queued.flatMap(({ items }) => items.filter(item => item.type === 'attachment'));
    const distinct = new Map(reports.map(one => [eventsOf(one)[0]!.eventId, siteOf(one)]));
    const found = (await issues.list('1', 'unresolved', { limit: 100 })).issues;
    expect(Object.fromEntries(found.map(issue => [issue.metadata.value, issue.count]))).toEqual(
      countBy([...distinct.values()]),
    );
    const duplicates = reports.length - distinct.size;
    expect(await dynamoTotals(table, '1', NOW)).toEqual({
      'error#stored#': distinct.size,
      ...(duplicates > 0 && { 'error#duplicate#': duplicates }),
      ...(company.length > 0 && {
        'attachment#stored#': company.length * FILE_BYTES,
        'attachment_item#stored#': company.length,
        'feedback#stored#': company.length,
      }),
    });
    for (const { id, eventId } of company) {
      expect(await attachments.get('1', eventId, id)).toMatchObject({ name: 'app.log', size: FILE_BYTES });
      expect(await feedback.newestOfEvent('1', eventId)).toMatchObject({ message: 'it broke' });
    }
    if (quotas.length > 0) expect(await usedOf(deps)).toBe(queued.flatMap(({ items }) => items).length);
    for (const issue of found) {
      const times = told.filter(notification => notification.issue.id === issue.id).length;
      expect(times).toBeGreaterThanOrEqual(1);
      expect(times).toBeLessThanOrEqual(1 + mayRepeat);
    }
    for (const eventId of distinct.keys()) expect(await events.get('1', eventId)).toBeDefined();
  } finally {
    table.close();
  }
};

/** One story in so many has a quota: it takes twice the time. */
const LIMITED_EVERY = 4;
/** Soon used up, so that telling it is interrupted as well. */
const QUOTA: Quota = {
  id: 'daily',
  scope: 'project',
  scopeId: '1',
  categories: [],
  limit: 5,
  window: 86_400,
  reasonCode: 'daily',
};

/** All messages of a story are of one day. */
const usedOf = async ({ quotas }: Pick<DigestDeps, 'quotas'>): Promise<number | undefined> => {
  const [state] = await quotas.read([{ quota: QUOTA, start: windowStart(QUOTA, NOW) }]);
  return state?.used;
};

interface Story {
  queued: QueueMessage[];
  seed: number;
  random: () => number;
  fate: Fate;
  digest(ids: number): Parameters<typeof digestBatch>[0];
}

/** After so many deliveries nobody dies any more, so that every story ends. */
const DEATHS_END = 40;
const MAX_DELIVERIES = 500;

/** @returns how often people may have been told once more: each death and each twin may tell again what was told */
const deliverAll = async ({ queued, seed, random, fate, digest }: Story): Promise<number> => {
  let left = shuffle(queued, random);
  let mayRepeat = 0;
  for (let delivery = 0; left.length > 0; delivery++) {
    expect(delivery).toBeLessThan(MAX_DELIVERIES);
    const batch = left.slice(0, 1 + Math.floor(random() * 12));
    Object.assign(fate, {
      dead: false,
      after: random() < 0.5,
      callsLeft: random() < 0.7 && delivery < DEATHS_END ? 1 + Math.floor(random() * 12) : Number.POSITIVE_INFINITY,
    });
    const twins = random() < 0.3 ? 2 : 1;
    const results = await Promise.all(
      Array.from({ length: twins }, (_, twin) =>
        digestBatch(
          digest(seed * 1_000 + delivery * 2 + twin),
          batch.map(one => toRecord(one, delivery)),
        ),
      ),
    );
    mayRepeat += twins - 1 + (fate.dead ? 1 : 0);
    // A dead digester acknowledges nothing; of two that had the same batch, one may.
    const done = (one: QueueMessage) =>
      !fate.dead && batch.includes(one) && results.every(({ failed }) => !failed.has(`${one.id}-${delivery}`));
    left = shuffle(
      left.filter(one => !done(one)),
      random,
    );
  }
  Object.assign(fate, { dead: false, callsLeft: Number.POSITIVE_INFINITY });
  return mayRepeat;
};

class Died extends Error {}

interface Fate {
  callsLeft: number;
  /** Whether the last call is carried out. */
  after: boolean;
  dead: boolean;
}

/** Counts down table calls, then kills the digester: before a call is carried out, or after it, its answer lost. */
const mortal = () => {
  const fate: Fate = { callsLeft: Number.POSITIVE_INFINITY, after: false, dead: false };
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

/** Of the file that comes along with an event. */
const FILE_BYTES = 11;

const hex = (random: () => number) => Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');

/** Events of a few issues, some sent twice, some with a file and words of a user, over a few seconds. */
const traffic = (random: () => number): QueueMessage[] => {
  const queued: QueueMessage[] = [];
  const total = 3 + Math.floor(random() * 25);
  for (let n = 0; n < total; n++) {
    const site = `site${'abcde'[Math.floor(random() * 5)]}`;
    const at = NOW - Math.floor(random() * 4) * 1_000;
    const eventId = hex(random);
    queued.push(message({ id: hex(random), eventId, site, at }));
    if (random() < 0.15) queued.push(message({ id: hex(random), eventId, site, at }));
    // In a message of its own, or in that of its event.
    const company = companyMessage({ id: hex(random), eventId, at, size: FILE_BYTES });
    const fate = random();
    if (fate < 0.15) queued.push(company);
    else if (fate < 0.3) queued.at(-1)?.items.push(...company.items);
  }
  return queued;
};

const shuffle = <T>(list: T[], random: () => number): T[] =>
  list
    .map(value => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);

const siteOf = (one: QueueMessage): string => eventsOf(one)[0]?.event.exception?.values[0]?.value ?? '';

const countBy = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};
