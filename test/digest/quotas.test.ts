import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { projectSettingsOf } from '../../lib/ports/project-store.ts';
import type { Quota, QuotaScope } from '../../lib/protocol/quota.ts';
import { digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { edgeSettings } from '../support/edge.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { dynamoTotals } from '../support/totals.ts';

const id = (n: number) => n.toString(16).padStart(32, '0');
const KEYS = { web: ['a'.repeat(32), 'b'.repeat(32)], api: ['d'.repeat(32)], other: ['e'.repeat(32)] } as const;
const WINDOW_END = NOW + 3_600_000;

const quota = (scope: QuotaScope, over: Partial<Quota> = {}): Quota => ({
  id: 'hourly',
  scope,
  scopeId: { key: KEYS.web[0], project: '1', organization: 'my-team' }[scope],
  categories: ['error'],
  limit: 5,
  window: 3_600,
  reasonCode: 'hourly',
  ...over,
});

describe('a quota that the digest counts', () => {
  let table: TestTable;
  let now = NOW;
  const open = () => digester(table, { clock: { now: () => now }, ids: seededIds(7) }).deps;
  const projects = () => dynamoProjectStore(table);
  beforeEach(async () => {
    now = NOW;
    table = await openTestTable({ clock: { now: () => now } });
  });
  afterEach(() => table.close());

  /** Three projects, the last of another organization, whose keys all have the quota. */
  const settle = async (one: Quota): Promise<void> => {
    const all = [
      { id: '1', slug: 'web', organization: 'my-team', keys: KEYS.web },
      { id: '2', slug: 'api', organization: 'my-team', keys: KEYS.api },
      { id: '3', slug: 'other', organization: 'others', keys: KEYS.other },
    ];
    for (const { keys, ...project } of all) {
      const of = (publicKey: string) => ({
        ...edgeSettings({ publicKey, projectId: project.id, projectSlug: project.slug }),
        organization: project.organization,
        quotas: one.scope === 'key' && one.scopeId !== publicKey ? [] : [one],
      });
      await projects().createProject(
        { ...project, name: project.slug, platform: 'node', dateCreated: NOW },
        projectSettingsOf(of(keys[0])),
      );
      for (const publicKey of keys) await projects().createKey(of(publicKey));
    }
  };
  const sent = (quotas: Quota[], from: number, count: number, received = NOW) =>
    Array.from({ length: count }, (_, n) => ({
      ...message({ id: id(from + n), eventId: id(1_000 + from + n), received }),
      quotas,
    }));
  const digest = (messages: ReturnType<typeof sent>, delivery = 0) =>
    digestBatch(
      open(),
      messages.map(one => toRecord(one, delivery)),
    );
  const usedOf = async (one: Quota) => (await open().quotas.read([{ quota: one, start: NOW }]))[0]?.used;
  /** Public keys that have a limit. */
  const limitedKeys = async () => {
    const keys = (await Promise.all(['1', '2', '3'].map(project => projects().keys(project)))).flat();
    return keys.filter(({ limits = [] }) => limits.length > 0).map(({ publicKey }) => publicKey);
  };

  test.each([
    ['key', [KEYS.web[0]]],
    ['project', [...KEYS.web]],
    ['organization', [...KEYS.web, ...KEYS.api]],
  ] as const)('of a %s closes the keys concerned, and no others, when it is used up', async (scope, concerned) => {
    const one = quota(scope);
    await settle(one);
    await digest(sent([one], 1, 4));
    expect(await limitedKeys()).toEqual([]);
    await digest(sent([one], 5, 1));
    expect((await limitedKeys()).sort()).toEqual(concerned);
    const [key] = await projects().keys('1');
    expect(key?.limits).toEqual([
      { quotaId: 'hourly', scope, categories: ['error'], reasonCode: 'hourly', until: WINDOW_END },
    ]);
  });

  test('has keys read more often from four fifths on', async () => {
    const one = quota('project');
    await settle(one);
    await digest(sent([one], 1, 3));
    expect((await projects().keys('1'))[0]?.nearLimitUntil).toBeUndefined();
    await digest(sent([one], 4, 1));
    expect((await projects().keys('1'))[0]?.nearLimitUntil).toBe(WINDOW_END);
  });

  test('counts each item once, however often and in whatever company the queue delivers its message', async () => {
    const one = quota('project', { limit: 1_000 });
    await settle(one);
    const messages = sent([one], 1, 12);
    await digest(messages.slice(0, 7));
    await digest(messages.slice(3), 1);
    await Promise.all([digest(messages, 2), digest(messages.slice(0, 5), 3)]);
    expect(await usedOf(one)).toBe(12);
    expect(await dynamoTotals(table, '1', NOW)).toEqual({ 'error#stored#': 12 });
  });

  test('counts a large batch, which takes more than one transaction', async () => {
    const one = quota('project', { limit: 1_000 });
    await settle(one);
    expect((await digest(sent([one], 1, 200))).failed.size).toBe(0);
    expect(await usedOf(one)).toBe(200);
  });

  test('is told after a crash between counting and telling', async () => {
    const one = quota('key');
    await settle(one);
    const deps = open();
    const broken = { ...deps, projects: { ...deps.projects, updateKey: () => Promise.reject(new Error('gone')) } };
    const records = sent([one], 1, 5).map(queued => toRecord(queued));
    expect((await digestBatch(broken, records)).failed.size).toBe(5);
    expect(await limitedKeys()).toEqual([]);
    expect((await digestBatch(deps, records)).failed.size).toBe(0);
    expect(await limitedKeys()).toEqual([KEYS.web[0]]);
    expect(await usedOf(one)).toBe(5);
  });

  test('is told once: later messages of the window leave the keys alone', async () => {
    const one = quota('key');
    await settle(one);
    await digest(sent([one], 1, 5));
    const deps = open();
    const untouchable = {
      ...deps,
      projects: { ...deps.projects, updateKey: () => Promise.reject(new Error('again')) },
    };
    const more = sent([one], 6, 3).map(queued => toRecord(queued));
    expect((await digestBatch(untouchable, more)).failed.size).toBe(0);
  });

  test('that was raised or taken away since the message was sent closes nothing', async () => {
    const one = quota('project');
    await settle({ ...one, limit: 50 });
    await digest(sent([one], 1, 10));
    expect(await limitedKeys()).toEqual([]);
    await digest(sent([{ ...one, limit: 50 }], 11, 40));
    expect((await limitedKeys()).sort()).toEqual([...KEYS.web]);
  });

  test('of a window that is over closes nothing', async () => {
    const one = quota('project');
    await settle(one);
    now = WINDOW_END + 1;
    await digest(sent([one], 1, 10));
    expect(await limitedKeys()).toEqual([]);
    expect(await usedOf(one)).toBe(10);
  });

  test('forgets limits whose time is over when it writes a new one', async () => {
    const one = quota('key');
    await settle(one);
    await digest(sent([one], 1, 5));
    now = WINDOW_END + 1;
    await digest(sent([one], 6, 5, now));
    const [key] = await projects().keys('1');
    expect(key?.limits?.map(({ until }) => until)).toEqual([WINDOW_END + 3_600_000]);
  });
});
