import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import { buryDied } from '../../lib/digest/bury-died.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { MAX_TRIES } from '../../lib/digest/settle-failures.ts';
import type { DeadLetterStore } from '../../lib/ports/dead-letter-store.ts';
import { newProjectSettings } from '../../lib/ports/project-store.ts';
import { formatRedrivenBody } from '../../lib/protocol/dead-letter.ts';
import { BLOB_MARK } from '../../lib/protocol/queue-message.ts';
import { digester, memoryBlobs, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { dynamoTotals } from '../support/totals.ts';

const id = (n: number) => n.toString(16).padStart(32, '0');
const PROJECT = { id: '1', slug: 'web', name: 'Web', organization: 'my-team', platform: 'node', dateCreated: NOW };

describe('a poisoned message', () => {
  let table: TestTable;
  let blobs: ReturnType<typeof memoryBlobs>;
  let lines: { level: string; text: string; fields: Record<string, unknown> | undefined }[];
  const clock = { now: () => NOW };
  beforeEach(async () => {
    table = await openTestTable({ clock });
    blobs = memoryBlobs();
    lines = [];
    await dynamoProjectStore(table).createProject(PROJECT, newProjectSettings(PROJECT, 'ab'.repeat(32)));
  });
  afterEach(() => table.close());

  const open = () => {
    const log = (level: string, text: string, fields?: Record<string, unknown>) =>
      void lines.push({ level, text, fields });
    const { deps, events } = digester(table, { clock, ids: seededIds(7), blobs, log });
    // The digester is given the whole store.
    return { deps, events, deadLetters: deps.deadLetters as DeadLetterStore };
  };
  const letters = async (organization?: string) =>
    (await open().deadLetters.list({ limit: 50, ...(organization && { organization }) })).letters;
  const totals = async () =>
    Object.fromEntries(Object.entries(await dynamoTotals(table, '1', NOW)).filter(([, sum]) => sum !== 0));
  const sound = (count: number) =>
    Array.from({ length: count }, (_, n) => toRecord(message({ id: id(n + 1), eventId: id(0xe00 + n) })));
  /** The digest throws at storing any event of this function, for the first time or again. */
  const allergicTo = (deps: ReturnType<typeof open>['deps'], site: string, error: () => Error) => {
    const picky = (put: typeof deps.events.put) => async (stored: Parameters<typeof put>[0]) => {
      if (stored.some(({ event }) => event.exception?.values[0]?.value?.startsWith(site))) throw error();
      await put(stored);
    };
    const { put, putMissing } = deps.events;
    return { ...deps, events: { ...deps.events, put: picky(put), putMissing: picky(putMissing) } };
  };
  const poison = (over: { receives?: number } = {}) => ({
    ...toRecord(message({ id: id(0xbad), eventId: id(0xebad), site: 'venom' })),
    receives: MAX_TRIES,
    ...over,
  });

  test('that nobody can read is given up at once, and its neighbours are stored', async () => {
    const { deps, events } = open();
    const records = [...sound(20), { id: 'bad', body: 'z1:AAAA' }, { id: 'strange', body: 'hello', projectId: '1' }];
    const digested = await digestBatch(deps, records);
    expect(digested).toMatchObject({ counted: 20, buried: 2, failed: new Set() });
    for (let n = 0; n < 20; n++) expect(await events.get('1', id(0xe00 + n))).toBeDefined();
    expect(await letters('my-team')).toMatchObject([
      {
        reason: 'unreadable',
        error: 'UnreadableMessage: the body is of an unknown form',
        origin: { projectSlug: 'web' },
        body: { form: 'text', bytes: 5 },
      },
    ]);
    expect(await letters()).toMatchObject([{ reason: 'unreadable', held: [], eventIds: [] }]);
    expect(await totals()).toEqual({ 'error#stored#': 20, 'unknown#dead_lettered#': 1 });
  });

  test('that the digest throws at comes again three times, then it is given up; its neighbours never wait', async () => {
    const { deps, events } = open();
    const digest = allergicTo(deps, 'venom', () => new TypeError(`secret 4111 of "jane@example.com"`));
    const first = await digestBatch(digest, [...sound(20), poison({ receives: 1 })]);
    expect(first).toMatchObject({ failed: new Set([poison().id]), buried: 0 });
    for (let n = 0; n < 20; n++) expect(await events.get('1', id(0xe00 + n))).toBeDefined();
    for (let receives = 2; receives < MAX_TRIES; receives++)
      expect((await digestBatch(digest, [poison({ receives })])).failed.size).toBe(1);
    expect(await digestBatch(digest, [poison()])).toMatchObject({ failed: new Set(), buried: 1 });
    expect(await letters('my-team')).toMatchObject([
      {
        id: id(0xbad),
        reason: 'digest_failed',
        error: 'TypeError: secret 4111 of …',
        tries: MAX_TRIES,
        redrives: 0,
        received: NOW,
        held: [{ category: 'error', quantity: 1 }],
        eventIds: [id(0xebad)],
      },
    ]);
  });

  test('that cannot even be prepared is told from one that cannot be read', async () => {
    const { deps } = open();
    const broken = { ...message({ id: id(0xbad), eventId: id(0xebad) }) };
    const record = {
      id: 'r',
      receives: MAX_TRIES,
      body: JSON.stringify({ ...broken, items: [{ ...broken.items[0], event: null }] }),
    };
    expect(await digestBatch(deps, [{ ...record, receives: 1 }])).toMatchObject({ failed: new Set(['r']) });
    expect(await digestBatch(deps, [record, ...sound(2)])).toMatchObject({ buried: 1, counted: 2 });
    expect(await letters('my-team')).toMatchObject([{ reason: 'digest_failed', id: id(0xbad) }]);
    expect(await totals()).toEqual({ 'error#stored#': 2, 'error#dead_lettered#': 1 });
  });

  test.each([
    [
      'items that are nothing',
      { items: [null, 7, { type: 'event' }, { type: 'later' }] },
      { 'unknown#dead_lettered#': 3 },
    ],
    ['an outcome that is none', { outcomes: [null, { category: 'x' }] }, {}],
    ['a size that is none', { items: [{ type: 'attachment', size: 'much' }] }, { 'unknown#dead_lettered#': 1 }],
  ])('with %s inside is counted as far as it can be', async (_, over, expected) => {
    const { deps } = open();
    const { items: __, ...head } = message({ id: id(0xbad), eventId: id(0xebad) });
    const record = { id: 'r', receives: MAX_TRIES, body: JSON.stringify({ items: [null], ...head, ...over }) };
    await digestBatch(deps, [record]);
    const [found] = await letters('my-team');
    expect(found?.reason).toBe('digest_failed');
    expect(await totals()).toMatchObject(expected);
    for (const quantity of Object.values(await totals())) expect(quantity).toBeGreaterThan(0);
  });

  test('of a newer version goes back to the queue: its digest may be on its way', async () => {
    const { deps } = open();
    const body = JSON.stringify({ ...message({ id: id(1), eventId: id(2) }), version: 2 });
    expect(await digestBatch(deps, [{ id: 'new', body, receives: 1 }])).toMatchObject({ failed: new Set(['new']) });
    expect(await digestBatch(deps, [{ id: 'new', body, receives: MAX_TRIES }])).toMatchObject({ buried: 1 });
    expect(await letters()).toMatchObject([{ reason: 'unknown_version' }]);
  });

  test('whose object was lost is counted for its project, as one thing that nobody knows', async () => {
    const { deps } = open();
    const record = { id: 'r', body: `${BLOB_MARK}queue/2026-11-22/1/${id(1)}`, queued: NOW - 5 };
    expect(await digestBatch(deps, [record])).toMatchObject({ buried: 1 });
    expect(await letters('my-team')).toMatchObject([{ reason: 'payload_lost', queued: NOW - 5, held: [] }]);
    expect(await totals()).toEqual({ 'unknown#dead_lettered#': 1 });
  });

  test('that is larger than the table takes says so', async () => {
    const { deps } = open();
    const tooLarge = () =>
      Object.assign(new Error('Item size has exceeded the maximum allowed size'), { name: 'ValidationException' });
    await digestBatch(allergicTo(deps, 'venom', tooLarge), [poison(), ...sound(3)]);
    expect(await letters('my-team')).toMatchObject([{ reason: 'too_large' }]);
  });

  test('is not blamed for a table that is away: nothing is given up, and nothing is tried in parts', async () => {
    const { deps } = open();
    let tries = 0;
    const away = allergicTo(deps, 'venom', () => {
      tries++;
      return Object.assign(new Error('slow down'), { name: 'ProvisionedThroughputExceededException' });
    });
    const records = [poison(), ...sound(9)];
    const { failed, buried } = await digestBatch(away, records);
    expect([failed.size, buried, tries]).toEqual([10, 0, 1]);
    expect(await letters('my-team')).toEqual([]);
  });

  test('takes nobody along when the time is over: all come again, and none is given up for what another did', async () => {
    const { deps } = open();
    const digest = allergicTo(deps, 'venom', () => new TypeError('x'));
    const records = [poison(), ...sound(9).map(record => ({ ...record, receives: MAX_TRIES }))];
    const { failed, buried } = await digestBatch(digest, records, { timeLeft: () => 1_000 });
    expect([failed.size, buried]).toEqual([10, 0]);
  });

  test('cannot be given up while the bucket is away: it comes again', async () => {
    const { deps } = open();
    const digest = { ...deps, blobs: { ...blobs, put: () => Promise.reject(new Error('S3 is down')) } };
    expect(await digestBatch(digest, [{ id: 'bad', body: 'hello', projectId: '1' }])).toMatchObject({
      failed: new Set(['bad']),
      buried: 0,
    });
    expect(await totals()).toEqual({});
    expect(lines.some(({ text }) => text === 'message could not be given up')).toBe(true);
  });

  test('is told at error level, without a word of what was in it', async () => {
    const { deps } = open();
    await digestBatch(deps, [{ id: 'bad', body: '{"secret":"jane@example.com"', projectId: '1' }]);
    expect(lines).toMatchObject([
      { level: 'error', text: 'message given up', fields: { reason: 'unreadable', project: '1' } },
    ]);
    expect(JSON.stringify(lines)).not.toContain('jane');
    expect(JSON.stringify(await letters('my-team'))).not.toContain('jane');
  });

  test('sent again once the cause is gone is stored, and no longer counted as dead', async () => {
    const { deps, events, deadLetters } = open();
    await digestBatch(
      allergicTo(deps, 'venom', () => new TypeError('x')),
      [poison()],
    );
    const [found] = await letters('my-team');
    const body = formatRedrivenBody({ letter: found?.id ?? '', times: 1, key: found?.body?.key ?? '', form: 'text' });
    await deadLetters.delete(found ?? { id: '', redrives: 0 });
    expect(await digestBatch(deps, [{ id: 'again', body, receives: 1 }])).toMatchObject({
      buried: 0,
      failed: new Set(),
    });
    expect(await events.get('1', id(0xebad))).toBeDefined();
    expect(await totals()).toEqual({ 'error#stored#': 1 });
    expect(await letters('my-team')).toEqual([]);
  });

  test('sent again while the cause is still there is one letter that says so', async () => {
    const { deps } = open();
    const digest = allergicTo(deps, 'venom', () => new TypeError('x'));
    await digestBatch(digest, [poison()]);
    const [found] = await letters('my-team');
    const body = formatRedrivenBody({ letter: found?.id ?? '', times: 1, key: found?.body?.key ?? '', form: 'text' });
    await digestBatch(digest, [{ id: 'again', body, receives: MAX_TRIES }]);
    expect(await letters('my-team')).toMatchObject([{ id: found?.id, redrives: 1 }]);
  });

  test.each(['r1:', 'r1:{}', 'r1:null', 'r1:{"letter":"../x","times":1,"key":"k","form":"text"}'])(
    'that only looks like a letter (%s) is unreadable',
    async body => {
      const { deps } = open();
      await digestBatch(deps, [{ id: 'odd', body }]);
      expect(await letters()).toMatchObject([{ reason: 'unreadable' }]);
    },
  );

  describe('that killed its digests', () => {
    const dead = (body: string) => ({ id: 'r', body, receives: 6, receipt: 'x', projectId: '1' });

    test('is read in the sweep, and keeps what is in it', async () => {
      const { deps } = open();
      await buryDied(deps, dead(toRecord(message({ id: id(1), eventId: id(2) })).body), { blind: false });
      expect(await letters('my-team')).toMatchObject([{ reason: 'digest_died', tries: 6, eventIds: [id(2)] }]);
      expect(await totals()).toEqual({ 'error#dead_lettered#': 1 });
    });

    test('and perhaps a sweep is kept without a look into it', async () => {
      const { deps } = open();
      const key = `queue/2026-11-22/${id(1)}`;
      blobs.objects.set(key, zstdCompressSync('{'));
      await buryDied(deps, dead(BLOB_MARK + key), { blind: true });
      expect(await letters('my-team')).toMatchObject([{ reason: 'digest_died', held: [], body: { form: 'zstd' } }]);
      expect(await totals()).toEqual({ 'unknown#dead_lettered#': 1 });
    });

    test('although all of it was counted stays a letter, and counts nothing', async () => {
      const { deps } = open();
      const queued = toRecord(message({ id: id(1), eventId: id(2) }));
      await digestBatch(deps, [queued]);
      await buryDied(deps, dead(queued.body), { blind: false });
      expect(await letters('my-team')).toHaveLength(1);
      expect(await totals()).toEqual({ 'error#stored#': 1 });
    });
  });
});
