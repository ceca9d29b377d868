import { expect, test } from '@jest/globals';
import { memoryIssueStats } from '../../support/memory-issue-stats.ts';
import { HOUR, issue, json, NOW, scene } from '../scene.ts';

const DAY = 24 * HOUR;
const STATS = '/api/0/issues/1001/stats/';
const today = NOW - (NOW % DAY);

const open = () => {
  const opened = scene([issue(1, { users: 3 })]);
  opened.deps.stats = memoryIssueStats({
    '1001': {
      hours: [
        { hour: today - 2 * DAY, count: 4 },
        { hour: today - 2 * DAY + 23 * HOUR, count: 3 },
        { hour: NOW - HOUR, count: 2 },
      ],
    },
  });
  return opened;
};

test('an issue’s events can be asked for by the hour and by the day', async () => {
  const { get } = open();
  const hours = await get(STATS);
  expect(hours).toHaveLength(24);
  expect(hours.slice(-2)).toEqual([
    [(NOW - HOUR) / 1_000, 2],
    [NOW / 1_000, 0],
  ]);
  const days = await get(`${STATS}?resolution=1d&since=${(today - 3 * DAY) / 1_000}&until=${NOW / 1_000}`);
  expect(days.map(([, events]: [number, number]) => events)).toEqual([0, 7, 0, 2]);
  expect(days[1][0]).toBe((today - 2 * DAY) / 1_000);
  expect(await get(`${STATS}?resolution=1d`)).toHaveLength(30);
});

test('an issue’s page has the last day, the last thirty, and how many users it hit', async () => {
  const details = await open().get('/api/0/issues/1001/');
  expect(details).toMatchObject({ userCount: 3, userCountExact: true });
  expect(details.stats['24h']).toHaveLength(24);
  expect(details.stats['30d']).toHaveLength(30);
  expect(details.stats['30d'].at(-1)).toEqual([today / 1_000, 2]);
  expect(details.stats['30d'].at(-3)).toEqual([(today - 2 * DAY) / 1_000, 7]);
});

test.each([
  ['resolution=10s', 'resolution'],
  ['since=soon', 'since'],
  [`since=${NOW / 1_000}&until=1`, 'since'],
  ['since=0', 'since'],
  ['until=-1', 'until'],
  ['until=1e300', 'until'],
])('%s is refused by name', async (query, name) => {
  const response = await open().ask('GET', `${STATS}?${query}`);
  expect([response.status, json(response).detail]).toEqual([400, expect.stringContaining(name)]);
});
