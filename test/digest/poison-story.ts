import { zstdCompressSync } from 'node:zlib';
import { expect } from '@jest/globals';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import { buryDied } from '../../lib/digest/bury-died.ts';
import { type DigestDeps, digestBatch } from '../../lib/digest/digest-batch.ts';
import type { QueueRecord } from '../../lib/digest/queue-record.ts';
import { MAX_TRIES } from '../../lib/digest/settle-failures.ts';
import type { DeadLetterStore } from '../../lib/ports/dead-letter-store.ts';
import { newProjectSettings } from '../../lib/ports/project-store.ts';
import type { Wire } from '../../lib/ports/wire.ts';
import { formatRedrivenBody } from '../../lib/protocol/dead-letter.ts';
import { BLOB_MARK, type QueueMessage } from '../../lib/protocol/queue-message.ts';
import { collectDeadLetters } from '../../lib/sweep/collect-dead-letters.ts';
import { companyMessage, digester, memoryBlobs, message, NOW, seeded, seededIds, toBody } from '../support/digester.ts';
import type { OpenTable } from '../support/each-engine.ts';
import type { TestTable } from '../support/table.ts';
import { dynamoTotals } from '../support/totals.ts';

/**
 * Some messages are poison, digesters and sweeps die anywhere, letters are sent again by people who die too: in the end,
 * when the cause is gone, every item is counted once, as what became of it.
 */
export const tellPoisonStory = async (seed: number, open: OpenTable): Promise<void> => {
  const random = seeded(seed * 104_729);
  const { fate, around } = mortal();
  const clock = { now: () => NOW + 60_000 };
  const table = await open({ clock, around });
  try {
    await makeProject(table);
    const story = newStory(seed, table, random, fate);
    await drainWithCopies(story, table);
    for (let round = 0; round < MAX_ROUNDS && (await letters(story)).length > 0; round++) {
      if (round === CURED_AFTER) cure(story);
      await redriveAll(story, { carefully: round > CURED_AFTER });
      await drainWithCopies(story, table);
    }
    expect(await letters(story)).toEqual([]);
    // A late copy that kills its digests is a letter once more, which counts nothing.
    await drain(story);
    await expectEnd(story, table);
  } finally {
    table.close();
  }
};

/** By which a message that nobody can read is known to be somebody's. */
const makeProject = async (table: TestTable): Promise<void> => {
  const project = { id: '1', slug: 'web', name: 'Web', organization: 'my-team', platform: 'node', dateCreated: NOW };
  await dynamoProjectStore(table).createProject(project, newProjectSettings(project, 'ab'.repeat(32)));
};

/** Rounds of sending letters again; before the cause is gone they come back. */
const MAX_ROUNDS = 6;
const CURED_AFTER = 1;
/** After so many deliveries nobody dies any more, so that every story ends. */
const DEATHS_END = 40;
const MAX_DELIVERIES = 600;
/** Part of the records that come once more, after the queue was empty. */
const LATE_COPIES = 0.15;
/** The queue's own, beyond the digest's four. */
const MAX_RECEIVES = 5;

interface Story {
  seed: number;
  random: () => number;
  fate: Fate;
  queue: { id: string; body: string; receives: number; projectId: string }[];
  dead: Story['queue'];
  later: Story['queue'];
  blobs: ReturnType<typeof memoryBlobs>;
  /** What the digest throws at, and where. */
  poison: Map<string, 'at counting' | 'at storing'>;
  /** Objects that were lost, and what was in them. */
  lost: Map<string, Uint8Array>;
  sent: QueueMessage[];
  deps(number: number): DigestDeps & { deadLetters: DeadLetterStore };
  deliveries: number;
}

const newStory = (seed: number, table: TestTable, random: () => number, fate: Fate): Story => {
  const blobs = memoryBlobs();
  const clock = { now: () => NOW + 60_000 };
  const poison: Story['poison'] = new Map();
  const story: Story = {
    seed,
    random,
    fate,
    queue: [],
    dead: [],
    later: [],
    blobs,
    poison,
    lost: new Map(),
    sent: [],
    deps: number => {
      const { deps } = digester(table, { clock, ids: seededIds(number), blobs });
      // The store that the digester was given has all of its methods.
      return { ...poisoned(deps, poison), deadLetters: deps.deadLetters as DeadLetterStore };
    },
    deliveries: 0,
  };
  const total = 4 + Math.floor(random() * 16);
  for (let n = 0; n < total; n++) send(story, n);
  return story;
};

/** One message: sound, or broken in one of the ways that there are. */
const send = (story: Story, n: number): void => {
  const { random, poison, lost, blobs } = story;
  const eventId = hex(random);
  const at = NOW - Math.floor(random() * 4) * 1_000;
  const queued = message({ id: hex(random), eventId, site: `site${'abc'[n % 3]}`, at });
  const messages = [queued];
  if (random() < 0.3) queued.items.push(...companyMessage({ id: hex(random), eventId, at }).items);
  if (random() < 0.2)
    queued.outcomes.push({ category: 'error', outcome: 'filtered', reason: 'localhost', quantity: 1 });
  if (random() < 0.2) messages.push(message({ id: hex(random), eventId, site: `site${'abc'[n % 3]}`, at }));
  const kind = random();
  if (kind < 0.12) poison.set(eventId, 'at counting');
  else if (kind < 0.24) poison.set(eventId, 'at storing');
  for (const one of messages) {
    story.sent.push(one);
    const isLost = random() < 0.1;
    const key = `queue/2026-11-22/${one.id}`;
    if (isLost) lost.set(key, zstdCompressSync(JSON.stringify(one)));
    else if (random() < 0.2) blobs.objects.set(key, zstdCompressSync(JSON.stringify(one)));
    const body = isLost || blobs.objects.has(key) ? BLOB_MARK + key : toBody(one);
    story.queue.push({ id: `record-${one.id}`, body, receives: 0, projectId: '1' });
  }
};

const poisoned = (deps: DigestDeps, poison: Story['poison']): DigestDeps => ({
  ...deps,
  tally: {
    ...deps.tally,
    record: async tally => {
      for (const { events } of tally.shares)
        for (const { eventId } of events)
          if (poison.get(eventId) === 'at counting') throw new TypeError('poison at counting');
      return deps.tally.record(tally);
    },
  },
  events: {
    ...deps.events,
    put: async stored => {
      if (stored.some(({ eventId }) => poison.get(eventId) === 'at storing')) throw new RangeError('poison at storing');
      await deps.events.put(stored);
    },
    putMissing: async stored => {
      if (stored.some(({ eventId }) => poison.get(eventId) === 'at storing')) throw new RangeError('poison at storing');
      await deps.events.putMissing(stored);
    },
  },
});

/** The cause is gone: objects are found again, and a new digest knows what to do. */
const cure = ({ poison, lost, blobs }: Story): void => {
  poison.clear();
  for (const [key, bytes] of lost) blobs.objects.set(key, bytes);
};

/** Some copies come right after, some while letters are sent again. */
const drainWithCopies = async (story: Story, table: TestTable): Promise<void> => {
  await drain(story);
  expectBalance(story, await totalsOf(table));
  story.queue.push(...story.later.splice(0, Math.ceil(story.later.length / 2)));
  await drain(story);
  expectBalance(story, await totalsOf(table));
  story.queue.push(...story.later.splice(0));
};

/** Delivers until the queue and its dead-letter queue are empty. */
const drain = async (story: Story): Promise<void> => {
  while (story.queue.length + story.dead.length > 0) {
    expect(story.deliveries++).toBeLessThan(MAX_DELIVERIES);
    if (story.queue.length > 0) await deliver(story);
    if (story.dead.length > 0) await collect(story);
  }
  live(story.fate);
};

const deliver = async (story: Story): Promise<void> => {
  const { random, fate } = story;
  story.queue = shuffle(story.queue, random);
  const batch = story.queue.slice(0, 1 + Math.floor(random() * 8));
  for (const record of batch) record.receives++;
  mayDie(story);
  const twins = random() < 0.3 ? 2 : 1;
  const records: QueueRecord[] = batch.map(record => ({ ...record }));
  const results = await Promise.all(
    Array.from({ length: twins }, (_, twin) =>
      digestBatch(story.deps(story.seed * 10_000 + story.deliveries * 2 + twin), records).catch(error => {
        if (error instanceof Died) return { failed: new Set(records.map(({ id }) => id)) };
        throw error;
      }),
    ),
  );
  // A dead digester acknowledges nothing; of two that had the same batch, both must.
  const isDone = ({ id }: { id: string }) => !fate.dead && results.every(({ failed }) => !failed.has(id));
  const left = batch.filter(record => !isDone(record));
  story.queue = [
    ...story.queue.filter(record => !batch.includes(record)),
    ...left.filter(({ receives }) => receives < MAX_RECEIVES),
  ];
  story.dead.push(...left.filter(({ receives }) => receives >= MAX_RECEIVES));
  // The queue delivers at least once: a copy may come when all is long over, and for the last time.
  const late = batch.filter(record => !left.includes(record) && random() < LATE_COPIES);
  story.later.push(...late.map(record => ({ ...record, receives: MAX_TRIES - 1 })));
};

/** A sweep, which may die as well. */
const collect = async (story: Story): Promise<void> => {
  mayDie(story);
  const deps = story.deps(story.seed * 10_000 + 5_000 + story.deliveries);
  const received = new Set<string>();
  const collected = collectDeadLetters({
    clock: deps.clock,
    log: () => {},
    deadLetterQueue: {
      receive: async () => {
        const records = story.dead.filter(({ id }) => !received.has(id)).slice(0, 10);
        for (const record of records) {
          received.add(record.id);
          record.receives++;
        }
        return records.map(record => ({ ...record, receipt: record.id }));
      },
      delete: async ({ id }) => {
        if (story.fate.dead) throw new Died();
        story.dead = story.dead.filter(record => record.id !== id);
      },
    },
    // None is looked at blindly here: that is another test's.
    buryDied: record => buryDied(deps, record, { blind: false }),
  });
  await collected;
};

const letters = async (story: Story) => {
  const { deadLetters } = story.deps(1);
  const own = await deadLetters.list({ organization: 'my-team', limit: 100 });
  return [...own.letters, ...(await deadLetters.list({ limit: 100 })).letters];
};

/** People send all letters again; some die between sending and deleting, and do it twice, but in the end not. */
const redriveAll = async (story: Story, { carefully }: { carefully: boolean }): Promise<void> => {
  const { deadLetters } = story.deps(2);
  for (const { id, redrives, body } of await letters(story)) {
    if (!body) continue;
    const again = formatRedrivenBody({ letter: id, times: redrives + 1, key: body.key, form: body.form });
    const times = story.random() < 0.2 ? 2 : 1;
    for (let time = 0; time < times; time++) {
      const record = `${id}-${redrives + 1}-${time}-${story.deliveries}`;
      story.queue.push({ id: record, body: again, receives: 0, projectId: '1' });
    }
    if (carefully || story.random() < 0.8) await deadLetters.delete({ id, redrives });
  }
};

const totalsOf = async (table: TestTable): Promise<Record<string, number>> =>
  Object.fromEntries(Object.entries(await dynamoTotals(table, '1', NOW)).filter(([, quantity]) => quantity !== 0));

const sumOf = (totals: Record<string, number>, category: string): number =>
  Object.entries(totals).reduce((sum, [name, quantity]) => sum + (name.startsWith(`${category}#`) ? quantity : 0), 0);

/** Nothing is ever less than nothing; what cannot be read is one thing that nobody knows, instead of what it holds. */
const expectBalance = ({ sent, lost, blobs }: Story, totals: Record<string, number>): void => {
  for (const quantity of Object.values(totals)) expect(quantity).toBeGreaterThan(0);
  const unreadable = sent.filter(({ id }) => lost.has(keyOf(id)) && !blobs.objects.has(keyOf(id)));
  const readable = sent.filter(one => !unreadable.includes(one));
  expect(sumOf(totals, 'unknown')).toBe(unreadable.length);
  expect(sumOf(totals, 'error')).toBe(readable.length + filteredIn(readable));
  expect(sumOf(totals, 'feedback')).toBe(itemsOf(readable, 'feedback'));
  expect(sumOf(totals, 'attachment_item')).toBe(itemsOf(readable, 'attachment'));
};

const keyOf = (id: string): string => `queue/2026-11-22/${id}`;
const filteredIn = (messages: readonly QueueMessage[]): number => messages.flatMap(({ outcomes }) => outcomes).length;
const itemsOf = (messages: readonly QueueMessage[], type: string): number =>
  messages.flatMap(({ items }) => items.filter(item => item.type === type)).length;

const expectEnd = async (story: Story, table: TestTable): Promise<void> => {
  const totals = await totalsOf(table);
  const ids = new Set(
    story.sent.flatMap(({ items }) => items.flatMap(item => (item.type === 'event' ? [item.eventId] : []))),
  );
  expect((totals['error#stored#'] ?? 0) + (totals['error#counted_only#'] ?? 0)).toBe(ids.size);
  expect(totals['error#duplicate#'] ?? 0).toBe(story.sent.length - ids.size);
  expect(totals['error#filtered#localhost'] ?? 0).toBe(filteredIn(story.sent));
  expect(Object.keys(totals).filter(name => name.includes('dead_lettered'))).toEqual([]);
  const { issues, events } = digester(table, {
    clock: { now: () => NOW + 60_000 },
    ids: seededIds(9),
    blobs: story.blobs,
  });
  const found = (await issues.list('1', 'unresolved', { limit: 100 })).issues;
  expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(ids.size);
  for (const eventId of ids) expect(await events.get('1', eventId)).toBeDefined();
};

class Died extends Error {}

interface Fate {
  callsLeft: number;
  /** Whether the last call is carried out. */
  after: boolean;
  dead: boolean;
}

const live = (fate: Fate): void => void Object.assign(fate, { dead: false, callsLeft: Number.POSITIVE_INFINITY });

const mayDie = ({ fate, random, deliveries }: Story): void => {
  const dies = random() < 0.5 && deliveries < DEATHS_END;
  Object.assign(fate, {
    dead: false,
    after: random() < 0.5,
    callsLeft: dies ? 1 + Math.floor(random() * 25) : Number.POSITIVE_INFINITY,
  });
};

/** Counts down table calls, then kills whoever makes them: before a call is carried out, or after it, its answer lost. */
const mortal = (): { fate: Fate; around(wire: Wire): Wire } => {
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

const hex = (random: () => number): string =>
  Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');

const shuffle = <T>(list: readonly T[], random: () => number): T[] =>
  list
    .map(value => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
