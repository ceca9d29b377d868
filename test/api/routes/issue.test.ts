import { describe, expect, jest, test } from '@jest/globals';
import { HOUR, issue, json, NOW, OTHER_TOKEN, OWNER_TOKEN, scene } from '../scene.ts';

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
    [{ status: 'resolvedInNextRelease' }, 'statusDetails'],
    [{ status: 'resolved', statusDetails: { inNextRelease: true } }, 'statusDetails'],
    [{ status: 'resolved', statusDetails: { inRelease: 'shop@9.9.9' } }, 'statusDetails.inRelease'],
    [{ status: 'resolved', statusDetails: { inRelease: 'latest' } }, 'statusDetails.inRelease'],
    [{ status: 'resolved', statusDetails: { inRelease: 'a', inNextRelease: true } }, 'statusDetails.inNextRelease'],
    [{ status: 'resolved', statusDetails: { inCommit: { commit: 'c' } } }, 'statusDetails.inCommit.repository'],
    [{ status: 'resolved', statusDetails: { inFutureRelease: '2.0.0' } }, 'statusDetails.inFutureRelease'],
    [{ status: 'resolved', statusDetails: { inFutureRelease: 'a/b@2.0.0' } }, 'statusDetails.inFutureRelease'],
    [{ status: 'resolved', statusDetails: { inFutureRelease: '' } }, 'statusDetails.inFutureRelease'],
    [
      { status: 'resolved', statusDetails: { inFutureRelease: 'a@2', inNextRelease: true } },
      'statusDetails.inFutureRelease',
    ],
    [{ status: 'ignored', statusDetails: { inFutureRelease: 'a@2' } }, 'statusDetails.inFutureRelease'],
    [{ status: 'resolved', statusDetails: { ignoreCount: 5 } }, 'statusDetails.ignoreCount'],
    [{ status: 'ignored', statusDetails: { inNextRelease: true } }, 'statusDetails.inNextRelease'],
    [{ statusDetails: { ignoreCount: 5 } }, 'statusDetails.ignoreCount'],
    [{ status: 'ignored', statusDetails: { ignoreWindow: 5 } }, 'statusDetails.ignoreWindow'],
    [{ status: 'ignored', statusDetails: { ignoreUserWindow: 5, ignoreCount: 5 } }, 'statusDetails.ignoreUserWindow'],
    [{ status: 'ignored', statusDetails: { ignoreCount: 10_001, ignoreWindow: 5 } }, 'statusDetails.ignoreCount'],
    [{ status: 'ignored', statusDetails: { ignoreCount: 0 } }, 'statusDetails.ignoreCount'],
    [{ status: 'ignored', statusDetails: { ignoreCount: 1.5 } }, 'statusDetails.ignoreCount'],
    [{ status: 'ignored', statusDetails: { ignoreDuration: 10_000_000 } }, 'statusDetails.ignoreDuration'],
    [{ status: 'ignored', statusDetails: { ignoreCount: 5, untilEscalating: true } }, 'statusDetails.ignoreCount'],
    [{ status: 'ignored', substatus: 'archived_until_condition_met' }, 'substatus'],
    [{ status: 'ignored', substatus: 'archived_forever', statusDetails: { ignoreCount: 5 } }, 'substatus'],
    [{ status: 'resolved', substatus: 'ongoing' }, 'substatus'],
    [{ status: 'unresolved', substatus: 'archived_forever' }, 'substatus'],
    [{ status: 'resolved', assignedTo: 'jane' }, 'assignedTo'],
    [{ status: 'resolved', assignedTo: 'team:a b' }, 'assignedTo'],
    [{ status: 'resolved', priority: 'urgent' }, 'priority'],
    [{ status: 'resolved', isPublic: true }, 'isPublic'],
    [{ status: 'resolved', merge: 1 }, 'merge'],
    [{ status: 'resolved', discard: true }, 'discard'],
    [{ status: 'resolved', inFutureRelease: 'x' }, 'inFutureRelease'],
    [{}, 'status'],
  ])('%j is refused by name and changes nothing', async (body, name) => {
    const { ask, issueStore } = scene();
    const response = await ask('PUT', '/api/0/issues/1001/', { body });
    expect([response.status, json(response).detail]).toEqual([400, expect.stringContaining(name)]);
    expect(issueStore.issues[0]?.status).toBe('unresolved');
  });

  test('an owner, a priority and the caller’s own marks are changed together, and shown', async () => {
    const { ask } = scene();
    const body = {
      assignedTo: 'jane@example.com',
      priority: 'low',
      hasSeen: true,
      isBookmarked: true,
      isSubscribed: true,
      inbox: false,
    };
    const put = async (change: object) => json(await ask('PUT', '/api/0/issues/1001/', { body: change }));
    const changed = await put(body);
    expect(changed).toMatchObject({
      status: 'unresolved',
      substatus: 'new',
      assignedTo: { type: 'user', name: 'jane@example.com', email: 'jane@example.com' },
      priority: 'low',
      hasSeen: true,
      isBookmarked: true,
      isSubscribed: true,
      seenBy: [{ name: 'set-up' }],
      participants: [{ name: 'set-up' }],
    });
    expect(changed.activity.map(({ type }: { type: string }) => type)).toEqual([
      'mark_reviewed',
      'set_priority',
      'assigned',
    ]);
    expect(await put({ assignedTo: '', isBookmarked: false, hasSeen: false })).toMatchObject({
      assignedTo: null,
      isBookmarked: false,
      hasSeen: false,
      isSubscribed: true,
      seenBy: [],
    });
    expect((await put({ assignedTo: '#web' })).assignedTo).toEqual({ type: 'team', id: 'web', name: 'web' });
    expect((await put({ assignedTo: null })).assignedTo).toBeNull();
    const me = (await put({ assignedTo: 'me' })).assignedTo;
    expect(me).toMatchObject({ type: 'user', name: 'set-up' });
    expect((await put({ assignedTo: `user:${me.id}` })).assignedTo).toEqual(me);
    expect((await put({ assignedTo: 'team:web' })).assignedTo).toMatchObject({ type: 'team', name: 'web' });
  });

  test('marks are nobody else’s', async () => {
    const { ask, get } = scene();
    await ask('PUT', '/api/0/issues/1001/', { body: { isBookmarked: true, hasSeen: true } });
    const seen = json(await ask('GET', '/api/0/issues/1001/', { token: OWNER_TOKEN }));
    expect(seen).toMatchObject({ isBookmarked: false, hasSeen: false, seenBy: [{ name: 'set-up' }] });
    const [row] = await get('/api/0/projects/acme/shop/issues/');
    expect(row).toMatchObject({ isBookmarked: true, hasSeen: true });
  });

  test.each([
    [{ ignoreDuration: 30 }, { ignoreUntil: '2026-11-22T20:30:00.000Z' }],
    [
      { ignoreCount: 5, ignoreWindow: 60 },
      { ignoreCount: 5, ignoreWindow: 60 },
    ],
    [
      { ignoreUserCount: 5, ignoreUserWindow: 60 },
      { ignoreUserCount: 5, ignoreUserWindow: 60 },
    ],
    [{ untilEscalating: true }, { untilEscalating: true }],
  ])('archived by %j is shown as such', async (statusDetails, shown) => {
    const { ask, get } = scene();
    await ask('PUT', '/api/0/issues/1001/', { body: { status: 'ignored', statusDetails } });
    expect((await get('/api/0/issues/1001/')).statusDetails).toMatchObject(shown);
  });

  test('the old name for archiving for some minutes still works', async () => {
    const { ask } = scene();
    const changed = json(await ask('PUT', '/api/0/issues/1001/', { body: { status: 'ignored', snoozeDuration: 30 } }));
    expect(changed.statusDetails.ignoreUntil).toBe('2026-11-22T20:30:00.000Z');
  });

  test('what is resolved in a release is shown with it', async () => {
    const { ask, deps } = scene();
    await deps.releases.make('42', 'shop@1.0.0', {});
    const put = async (body: object) => json(await ask('PUT', '/api/0/issues/1001/', { body })).statusDetails;
    expect(await put({ status: 'resolved', statusDetails: { inRelease: 'latest' } })).toEqual({
      inRelease: 'shop@1.0.0',
    });
    expect(await put({ status: 'resolvedInNextRelease' })).toEqual({ inRelease: 'shop@1.0.0' });
    const commit = { commit: 'c0ffee', repository: 'acme/shop' };
    expect(await put({ status: 'resolved', statusDetails: { inCommit: commit } })).toEqual({
      inCommit: { id: 'c0ffee', repository: 'acme/shop' },
    });
    await deps.releases.make('42', 'abc', {});
    await deps.releases.make('42', 'def', {});
    expect(await put({ status: 'resolved', statusDetails: { inUpcomingRelease: true } })).toEqual({
      inUpcomingRelease: true,
    });
  });

  test('what is resolved in a version to come is shown so, or with the first release from that version on', async () => {
    const { ask, deps, get } = scene();
    const body = { status: 'resolved', statusDetails: { inFutureRelease: 'shop@2.0.0' } };
    const resolve = async () => json(await ask('PUT', '/api/0/issues/1001/', { body })).statusDetails;
    await deps.releases.make('42', 'shop@1.0.0', {});
    expect(await resolve()).toEqual(body.statusDetails);
    const [told] = await get('/api/0/issues/1001/activities/');
    expect(told.data).toEqual({ version: '', future_release_version: 'shop@2.0.0' });
    for (const version of ['shop@3.0.0', 'shop@2.1.0', 'shop@2.2.0']) await deps.releases.make('42', version, {});
    expect(await resolve()).toEqual({ inRelease: 'shop@2.1.0' });
    await deps.releases.make('42', 'shop@2.0.0', {});
    expect(await resolve()).toEqual({ inRelease: 'shop@2.0.0' });
  });

  test('an issue of a week ago is not new any more, though nobody has said so', async () => {
    const { get } = scene([issue(1, { firstSeen: NOW - 7 * 24 * HOUR, substatus: 'new' })]);
    expect((await get('/api/0/issues/1001/')).substatus).toBe('ongoing');
  });

  test('somebody else’s change in between is not lost', async () => {
    const { ask, issueStore } = scene();
    const change = issueStore.change.bind(issueStore);
    let first = true;
    issueStore.change = async (id, version, write) => {
      const found = issueStore.issues[0];
      if (first && found)
        Object.assign(found, { lifeVersion: 1, life: { ...found.life, priority: 'low', priorityLocked: true } });
      first = false;
      return change(id, version, write);
    };
    await ask('PUT', '/api/0/issues/1001/', { body: { status: 'resolved' } });
    expect(issueStore.issues[0]).toMatchObject({ status: 'resolved', life: { priority: 'low' }, lifeVersion: 2 });
  });

  test('its activities are listed, newest first, to whoever may see it', async () => {
    const { ask, get } = scene();
    await ask('PUT', '/api/0/issues/1001/', { body: { status: 'resolved' } });
    await ask('PUT', '/api/0/issues/1001/', { body: { status: 'unresolved' } });
    const activities = await get('/api/0/organizations/acme/issues/SHOP-1/activities/');
    expect(activities).toMatchObject([
      { type: 'set_unresolved', user: { name: 'set-up' }, dateCreated: '2026-11-22T20:00:00.000Z' },
      { type: 'set_resolved' },
    ]);
    expect((await ask('GET', '/api/0/issues/1001/activities/', { token: OTHER_TOKEN })).status).toBe(404);
  });
});

describe('deleting', () => {
  const asOwner = (body?: object) => ({ token: OWNER_TOKEN, ...(body && { body }) });

  test('hides the issue at once and orders the rest', async () => {
    const { ask, deps, issueStore } = scene([issue(1), issue(2)]);
    const request = jest.spyOn(deps.erasures, 'request');
    expect((await ask('DELETE', '/api/0/issues/SHOP-1/', asOwner())).status).toBe(202);
    expect((await ask('GET', '/api/0/issues/1001/')).status).toBe(404);
    expect(issueStore.issues.map(({ id }) => id)).toEqual(['1002']);
    expect(request.mock.calls[0]?.[0]).toEqual({
      organization: 'acme',
      requestedBy: 'owner',
      order: { kind: 'issue', projectIds: ['42'], issueIds: ['1001'] },
    });
  });

  test('several go together, by id or by search', async () => {
    const { ask, issueStore } = scene([issue(1), issue(2), issue(3, { level: 'warning' })]);
    expect((await ask('DELETE', '/api/0/projects/acme/shop/issues/?id=1001', asOwner())).status).toBe(204);
    expect((await ask('DELETE', '/api/0/organizations/acme/issues/?query=level:warning', asOwner())).status).toBe(204);
    expect(issueStore.issues.map(({ id }) => id)).toEqual(['1002']);
  });

  test('and discarding leave a tombstone, which can be lifted', async () => {
    const { ask } = scene();
    expect((await ask('PUT', '/api/0/issues/1001/', asOwner({ discard: true }))).status).toBe(204);
    const list = async (token = OWNER_TOKEN) =>
      json(await ask('GET', '/api/0/projects/acme/shop/tombstones/', { token }));
    expect(await list()).toMatchObject([{ id: '1001', level: 'error', actor: { name: 'owner' } }]);
    const lift = (project: string) => ask('DELETE', `/api/0/projects/acme/${project}/tombstones/1001/`, asOwner());
    expect((await lift('api')).status).toBe(404);
    expect((await lift('shop')).status).toBe(204);
    expect((await lift('shop')).status).toBe(404);
    expect(await list()).toEqual([]);
  });

  test.each([
    ['DELETE', '/api/0/issues/1001/', undefined],
    ['DELETE', '/api/0/projects/acme/shop/issues/?id=1001', undefined],
    ['PUT', '/api/0/issues/1001/', { discard: true }],
    ['PUT', '/api/0/projects/acme/shop/issues/?id=1001', { discard: true }],
  ])('%s %s is not for who may only change issues', async (method, path, body) => {
    const { ask, issueStore } = scene();
    expect((await ask(method, path, { body })).status).toBe(403);
    expect((await ask(method, path, { body, token: OTHER_TOKEN })).status).toBe(404);
    expect(issueStore.issues).toHaveLength(1);
  });
});

describe('several at once', () => {
  const elsewhere = issue(2, { projectId: '43', projectSlug: 'api', shortId: 'API-2' });
  const PATH = '/api/0/organizations/acme/issues/?id=1001&id=1002';

  test('a release is of one project: issues of several cannot be resolved in it', async () => {
    const { ask, deps, issueStore } = scene([issue(1), elsewhere]);
    for (const project of ['42', '43']) await deps.releases.make(project, 'a', {});
    for (const statusDetails of [{ inRelease: 'a' }, { inNextRelease: true }, { inFutureRelease: 'a@2.0.0' }]) {
      const response = await ask('PUT', PATH, { body: { status: 'resolved', statusDetails } });
      expect([response.status, json(response).detail]).toEqual([400, expect.stringContaining('several projects')]);
    }
    expect(issueStore.issues.every(({ status }) => status === 'unresolved')).toBe(true);
  });

  test('each is changed by its own facts, and what was changed is answered', async () => {
    const { ask, issueStore } = scene([issue(1), elsewhere]);
    const body = { status: 'ignored', statusDetails: { ignoreCount: 5 }, assignedTo: '#web', hasSeen: true };
    const response = json(await ask('PUT', PATH, { body }));
    expect(response).toMatchObject({
      status: 'ignored',
      substatus: 'archived_until_condition_met',
      statusDetails: { ignoreCount: 5 },
      assignedTo: { name: 'web' },
      hasSeen: true,
    });
    expect(issueStore.issues.map(({ life }) => life.archive?.countThen)).toEqual([2, 2]);
  });
});
