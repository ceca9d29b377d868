import { describe, expect, test } from '@jest/globals';
import { HOUR, issue, json, NOW, scene } from '../scene.ts';

test('an issue is found by its id and by its short id in any case', async () => {
  const { get } = scene();
  const byId = await get('/api/0/organizations/acme/issues/1001/');
  expect(byId.shortId).toBe('SHOP-1');
  for (const path of ['organizations/acme/issues/shop-1/', 'issues/1001/', 'issues/SHOP-1/']) {
    expect(await get(`/api/0/${path}`)).toEqual(byId);
  }
  expect((await get('/api/0/organizations/acme/shortids/SHOP-1/')).groupId).toBe('1001');
});

test('an issue shows the last 24 hours, quiet ones too', async () => {
  const { stats } = await scene().get('/api/0/issues/1001/');
  expect(stats['24h']).toHaveLength(24);
  expect(stats['24h'].slice(-2)).toEqual([
    [(NOW - HOUR) / 1000, 2],
    [NOW / 1000, 0],
  ]);
});

describe('changing one', () => {
  const change = async (from: Parameters<typeof issue>[1], body: unknown) => {
    const { ask, issueStore } = scene([issue(1, from)]);
    const response = await ask('PUT', '/api/0/organizations/acme/issues/SHOP-1/', { body });
    const kept = issueStore.issues[0];
    expect(json(response)).toMatchObject({ id: '1001', status: kept?.status, substatus: kept?.substatus });
    return [kept?.status, kept?.substatus];
  };
  const old = { firstSeen: NOW - 8 * 24 * HOUR };

  test.each([
    ['resolve', {}, { status: 'resolved' }, ['resolved', null]],
    ['archive for good', {}, { status: 'ignored' }, ['ignored', 'archived_forever']],
    [
      'archive until it escalates',
      {},
      { status: 'ignored', statusDetails: { untilEscalating: true } },
      ['ignored', 'archived_until_escalating'],
    ],
    [
      'archive by substatus',
      {},
      { status: 'ignored', substatus: 'archived_until_escalating' },
      ['ignored', 'archived_until_escalating'],
    ],
    [
      'reopen a resolved one',
      { status: 'resolved', substatus: null },
      { status: 'unresolved' },
      ['unresolved', 'regressed'],
    ],
    ['unarchive a young one', { status: 'ignored' }, { status: 'unresolved' }, ['unresolved', 'new']],
    ['unarchive an old one', { ...old, status: 'ignored' }, { status: 'unresolved' }, ['unresolved', 'ongoing']],
    ['say once more what is so', { substatus: 'escalating' }, { status: 'unresolved' }, ['unresolved', 'escalating']],
  ] as const)('people can %s', async (_, from, body, expected) => {
    expect(await change(from, body)).toEqual(expected);
  });

  test('what is so already is not written again', async () => {
    const { ask, issueStore } = scene([issue(1, { status: 'resolved', substatus: null, statusChanged: 5 })]);
    await ask('PUT', '/api/0/issues/1001/', { body: { status: 'resolved' } });
    expect(issueStore.issues[0]?.statusChanged).toBe(5);
  });

  test.each([
    [{ status: 'resolvedInNextRelease' }, 'status'],
    [{ status: 'resolved', statusDetails: { inNextRelease: true } }, 'statusDetails.inNextRelease'],
    [{ status: 'ignored', statusDetails: { ignoreCount: 5 } }, 'statusDetails.ignoreCount'],
    [{ status: 'ignored', substatus: 'archived_until_condition_met' }, 'substatus'],
    [{ status: 'resolved', substatus: 'ongoing' }, 'substatus'],
    [{ status: 'unresolved', substatus: 'archived_forever' }, 'substatus'],
    [{ status: 'resolved', assignedTo: 'user:1' }, 'assignedTo'],
    [{ priority: 'high', status: 'resolved' }, 'priority'],
    [{}, 'status'],
  ])('%j is refused by name and changes nothing', async (body, name) => {
    const { ask, issueStore } = scene();
    const response = await ask('PUT', '/api/0/issues/1001/', { body });
    expect([response.status, json(response).detail]).toEqual([400, expect.stringContaining(name)]);
    expect(issueStore.issues[0]?.status).toBe('unresolved');
  });
});
