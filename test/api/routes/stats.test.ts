import { describe, expect, test } from '@jest/globals';
import type { LedgerRow } from '../../../lib/ports/ledger-store.ts';
import { HOUR, json, NOW, OTHER_TOKEN, scene } from '../scene.ts';

const STATS = '/api/0/organizations/acme/stats_v2/';
const row = (hoursAgo: number, outcome: LedgerRow['outcome'], quantity: number, reason = ''): LedgerRow => ({
  hour: NOW - hoursAgo * HOUR,
  category: 'error',
  outcome,
  reason,
  quantity,
});

const statsScene = (rows: Record<string, LedgerRow[]>) => {
  const { deps, ask } = scene();
  const reads: string[] = [];
  deps.ledger = {
    read: async (projectId, from, to) => {
      reads.push(projectId);
      return (rows[projectId] ?? []).filter(({ hour }) => hour >= from && hour < to);
    },
  };
  const get = async (query: string, token?: string) => {
    const answer = await ask('GET', `${STATS}?${query}`, token === undefined ? {} : { token });
    return { status: answer.status, json: json(answer) };
  };
  return { get, reads };
};

const ROWS = {
  '42': [row(1, 'stored', 5), row(1, 'counted_only', 2), row(0, 'filtered', 3, 'localhost'), row(0, 'duplicate', 1)],
  '43': [row(1, 'stored', 10), { ...row(0, 'rate_limited', 4, 'key_quota'), category: 'attachment' as const }],
};

describe('the stats of an organization', () => {
  test('count what came in by outcome in Sentry’s words, hour by hour', async () => {
    const { get } = statsScene(ROWS);
    const { json: stats } = await get('field=sum(quantity)&groupBy=outcome&statsPeriod=2h&interval=1h');
    expect(stats.intervals).toEqual([
      '2026-11-22T18:00:00.000Z',
      '2026-11-22T19:00:00.000Z',
      '2026-11-22T20:00:00.000Z',
    ]);
    expect([stats.start, stats.end]).toEqual([stats.intervals[0], '2026-11-22T20:00:00.001Z']);
    expect(stats.groups).toEqual([
      { by: { outcome: 'accepted' }, totals: { 'sum(quantity)': 17 }, series: { 'sum(quantity)': [0, 17, 0] } },
      { by: { outcome: 'filtered' }, totals: { 'sum(quantity)': 3 }, series: { 'sum(quantity)': [0, 0, 3] } },
      { by: { outcome: 'invalid' }, totals: { 'sum(quantity)': 1 }, series: { 'sum(quantity)': [0, 0, 1] } },
      { by: { outcome: 'rate_limited' }, totals: { 'sum(quantity)': 4 }, series: { 'sum(quantity)': [0, 0, 4] } },
    ]);
  });

  test('are grouped by several things, and narrowed by each', async () => {
    const { get, reads } = statsScene(ROWS);
    const { json: stats } = await get(
      'field=sum(quantity)&groupBy=project&groupBy=reason&category=error&outcome=filtered',
    );
    expect(stats.groups).toMatchObject([{ by: { project: 42, reason: 'localhost' }, totals: { 'sum(quantity)': 3 } }]);
    expect(stats.intervals).toHaveLength(25);
    reads.length = 0;
    await get('field=sum(quantity)&project=43');
    await get('field=sum(quantity)&project=api');
    expect(reads).toEqual(['43', '43']);
    const whole = (await get('field=sum(quantity)&field=sum(times_seen)&project=-1&interval=1d&statsPeriod=1d')).json;
    expect(whole.groups).toMatchObject([{ by: {}, totals: { 'sum(quantity)': 25, 'sum(times_seen)': 25 } }]);
  });

  test('are about the time that was asked for, in UTC where no zone is named', async () => {
    const { get } = statsScene(ROWS);
    const { json: stats } = await get('field=sum(quantity)&start=2026-11-22T19:00:00&end=2026-11-22T20:00:00Z');
    expect(stats.intervals).toEqual(['2026-11-22T19:00:00.000Z']);
    expect(stats.groups).toMatchObject([{ totals: { 'sum(quantity)': 17 } }]);
  });

  test('of nothing are empty', async () => {
    expect((await statsScene({}).get('field=sum(quantity)&groupBy=category')).json.groups).toEqual([]);
  });

  test.each([
    ['groupBy=outcome', 'field'],
    ['field=sum(money)', 'field'],
    ['field=sum(quantity)&groupBy=user', 'groupBy'],
    ['field=sum(quantity)&interval=1m', 'interval'],
    ['field=sum(quantity)&statsPeriod=1y', 'statsPeriod'],
    ['field=sum(quantity)&statsPeriod=93d', 'start'],
    ['field=sum(quantity)&start=yesterday', 'start'],
  ])('asked for by %s are refused by the name of %s', async (query, field) => {
    const { status, json: said } = await statsScene({}).get(query);
    expect([status, said[field]?.length]).toEqual([400, 1]);
  });

  test('of others are not there', async () => {
    const { get } = statsScene({});
    expect((await get('field=sum(quantity)&project=44')).status).toBe(404);
    expect((await get('field=sum(quantity)', OTHER_TOKEN)).status).toBe(404);
  });
});
