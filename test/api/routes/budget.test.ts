import { describe, expect, test } from '@jest/globals';
import { usageOf } from '../../../lib/budget/usage.ts';
import { json, NOW, OTHER_TOKEN, OWNER_TOKEN, READ_ONLY_TOKEN, scene } from '../scene.ts';

const PROJECT = '/api/0/projects/acme/shop/budget/';
const ORGANIZATION = '/api/0/organizations/acme/budget/';
const DOLLAR = 1_000_000;

const spend = ({ costs }: ReturnType<typeof scene>, dollars: number) =>
  costs.charge({
    owners: [
      { kind: 'project', id: '42' },
      { kind: 'organization', id: 'acme' },
    ],
    month: new Date(NOW).toISOString().slice(0, 7),
    usage: usageOf({ gatewayRequests: 1_000 }),
    cost: dollars * DOLLAR,
  });

describe('a budget', () => {
  test('that nobody has set has no bound, and says what the month has cost all the same', async () => {
    const here = scene();
    await spend(here, 2.5);
    expect(await here.get(PROJECT)).toEqual({
      monthlyUsd: null,
      month: '2026-11',
      spentUsd: 2.5,
      forecastUsd: expect.closeTo(3.44, 1),
      step: 'normal',
      scope: 'project',
      since: null,
      usage: usageOf({ gatewayRequests: 1_000 }),
      history: [],
    });
  });

  test('is kept, and read back', async () => {
    const here = scene();
    const put = await here.ask('PUT', PROJECT, { body: { monthlyUsd: 12.34 } });
    expect(put.status).toBe(200);
    expect(json(put).monthlyUsd).toBe(12.34);
    expect((await here.get(PROJECT)).monthlyUsd).toBe(12.34);
    await here.ask('PUT', PROJECT, { body: { monthlyUsd: null } });
    expect((await here.get(PROJECT)).monthlyUsd).toBeNull();
  });

  test('below what is spent already takes effect at once, step by step, and taking it away frees at once', async () => {
    const here = scene();
    await spend(here, 50);
    const set = json(await here.ask('PUT', PROJECT, { body: { monthlyUsd: 10 } }));
    expect(set).toMatchObject({ step: 'limit', scope: 'project', since: new Date(NOW).toISOString() });
    expect(set.history.map(({ to }: { to: string }) => to)).toEqual(['limit', 'count_only', 'sample']);
    expect(set.history[0]).toMatchObject({ monthlyUsd: 10, spentUsd: 50 });
    expect((await here.deps.projects.keys('42'))[0]?.budget?.step).toBe('limit');
    expect(json(await here.ask('PUT', PROJECT, { body: { monthlyUsd: null } })).step).toBe('normal');
    expect((await here.deps.projects.keys('42'))[0]?.budget).toBeUndefined();
  });

  test('of an organization holds for its projects, and they say whose it is', async () => {
    const here = scene();
    await spend(here, 50);
    const set = await here.ask('PUT', ORGANIZATION, { token: OWNER_TOKEN, body: { monthlyUsd: 10 } });
    expect(json(set)).toMatchObject({ step: 'limit', scope: 'organization', spentUsd: 50 });
    expect(await here.get(PROJECT)).toMatchObject({ monthlyUsd: null, step: 'limit', scope: 'organization' });
    expect(await here.get('/api/0/projects/acme/api/budget/')).toMatchObject({ step: 'limit', spentUsd: 0 });
  });

  test.each([
    [{}, 'monthlyUsd'],
    [{ monthlyUsd: '5' }, 'monthlyUsd'],
    [{ monthlyUsd: -1 }, 'monthlyUsd'],
    [{ monthlyUsd: 0 }, 'monthlyUsd'],
    [{ monthlyUsd: 1e12 }, 'monthlyUsd'],
    [{ monthlyUsd: 5, dailyUsd: 1 }, 'dailyUsd'],
  ])('that makes no sense (%j) is refused with the field that is wrong', async (body, field) => {
    const here = scene();
    const refused = await here.ask('PUT', PROJECT, { body });
    expect(refused.status).toBe(400);
    expect(String(refused.body)).toContain(field);
    expect((await here.get(PROJECT)).monthlyUsd).toBeNull();
  });

  test('is nobody’s business outside of the organization, and only who may write sets it', async () => {
    const here = scene();
    expect((await here.ask('GET', PROJECT, { token: OTHER_TOKEN })).status).toBe(404);
    expect((await here.ask('PUT', PROJECT, { token: OTHER_TOKEN, body: { monthlyUsd: 1 } })).status).toBe(404);
    expect((await here.ask('GET', ORGANIZATION, { token: OTHER_TOKEN })).status).toBe(404);
    expect((await here.ask('PUT', ORGANIZATION, { body: { monthlyUsd: 1 } })).status).toBe(403);
    expect((await here.ask('PUT', PROJECT, { token: READ_ONLY_TOKEN, body: { monthlyUsd: 1 } })).status).toBe(403);
    expect((await here.ask('GET', PROJECT, { token: READ_ONLY_TOKEN })).status).toBe(403);
  });
});
