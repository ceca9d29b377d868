import { describe, expect, test } from '@jest/globals';
import { MAX_MERGED_ISSUES } from '../../../lib/ports/issue-store.ts';
import { EVENT_ID, event, HOUR, issue, json, NOW, OWNER_TOKEN, READ_ONLY_TOKEN, scene } from '../scene.ts';

const ORGANIZATION = '/api/0/organizations/acme/issues/';
const hex = (digit: string): string => digit.repeat(32);
const EVENTS = [event(1, EVENT_ID), event(2, hex('2')), event(3, hex('3'), { timestamp: NOW - 90_000 })];

const three = () => [
  issue(1, { count: 5, hashes: [hex('a')] }),
  issue(2, { count: 50, hashes: [hex('b'), hex('c')], firstSeen: NOW - HOUR }),
  issue(3, { count: 7, hashes: [hex('d')], status: 'resolved', substatus: null }),
];

/** Issues 1 and 3 are merged into 2. */
const merged = async () => {
  const world = scene(three(), structuredClone(EVENTS));
  const response = await world.ask('PUT', `${ORGANIZATION}?id=1001&id=1002&id=1003`, { body: { merge: 1 } });
  return { ...world, response };
};

describe('merging', () => {
  test('the issue with most events shows all of them', async () => {
    const { response, get } = await merged();
    expect(response.status).toBe(200);
    expect(json(response)).toEqual({ merge: { parent: '1002', children: ['1003', '1001'] } });
    const listed = await get(ORGANIZATION);
    expect(listed.map(({ id, count }: { id: string; count: string }) => [id, count])).toEqual([['1002', '62']]);
    expect(await get(`${ORGANIZATION}?query=is:resolved`)).toEqual([]);
  });

  test('old links lead to it, by id, short id and event', async () => {
    const { get } = await merged();
    for (const id of ['1001', '1002', '1003', 'SHOP-1', 'SHOP-2'])
      expect((await get(`${ORGANIZATION}${id}/`)).id).toBe('1002');
    expect((await get(`/api/0/organizations/acme/shortids/SHOP-3/`)).groupId).toBe('1002');
    expect(await get(`/api/0/projects/acme/shop/events/${EVENT_ID}/`)).toMatchObject({ groupID: '1002' });
    expect((await get(`${ORGANIZATION}?query=${EVENT_ID}`)).map(({ id }: { id: string }) => id)).toEqual(['1002']);
    expect((await get(`/api/0/projects/acme/shop/events/${EVENT_ID}/fate/`)).issue).toMatchObject({ id: '1002' });
  });

  test('its events are those of all, and one goes from each to the next', async () => {
    const { get } = await merged();
    const rows = await get('/api/0/issues/1001/events/');
    expect(rows.map(({ eventID, groupID }: { eventID: string; groupID: string }) => [eventID, groupID])).toEqual([
      [EVENT_ID, '1002'],
      [hex('3'), '1002'],
      [hex('2'), '1002'],
    ]);
    expect(await get('/api/0/issues/1002/events/latest/')).toMatchObject({
      eventID: EVENT_ID,
      previousEventID: hex('3'),
    });
    expect(await get(`/api/0/issues/1002/events/${hex('3')}/`)).toMatchObject({
      nextEventID: EVENT_ID,
      previousEventID: hex('2'),
    });
    expect(await get('/api/0/projects/acme/shop/events/')).toHaveLength(3);
  });

  test('what was exported names the issue that shows it', async () => {
    const { ask } = await merged();
    const lines = String((await ask('GET', '/api/0/issues/1003/export/')).body)
      .trim()
      .split('\n');
    const read = lines.map(line => JSON.parse(line) as { type: string; issueId?: string });
    expect(read.filter(({ type }) => type === 'event').map(({ issueId }) => issueId)).toEqual(['1002', '1002', '1002']);
  });

  test('it is told in the activities', async () => {
    const { get } = await merged();
    const activities = await get('/api/0/issues/1002/activities/');
    expect(activities.map(({ type, data }: { type: string; data: unknown }) => [type, data])).toEqual([
      ['merge', { issues: [{ id: '1001' }] }],
      ['merge', { issues: [{ id: '1003' }] }],
    ]);
  });

  test('naming what was merged already, with what shows it, is one issue and no merge', async () => {
    const { ask } = await merged();
    const again = await ask('PUT', `${ORGANIZATION}?id=1001&id=1002`, { body: { merge: 1 } });
    expect([again.status, json(again).detail]).toEqual([400, 'merge: at least two different issues have to be named']);
  });

  test('issues of several projects are not merged', async () => {
    const { ask, get } = scene([issue(1), issue(2, { projectId: '43', projectSlug: 'api', shortId: 'API-2' })]);
    const refused = await ask('PUT', `${ORGANIZATION}?id=1001&id=1002`, { body: { merge: 1 } });
    expect([refused.status, json(refused).detail]).toEqual([400, 'Merging across multiple projects is not supported']);
    expect(await get(ORGANIZATION)).toHaveLength(2);
  });

  test('more than one can show are refused before anything is merged', async () => {
    const { ask, get } = scene(Array.from({ length: MAX_MERGED_ISSUES + 2 }, (_, index) => issue(index + 1)));
    const ids = Array.from({ length: MAX_MERGED_ISSUES + 2 }, (_, index) => `id=${1_001 + index}`).join('&');
    expect((await ask('PUT', `${ORGANIZATION}?${ids}`, { body: { merge: true } })).status).toBe(400);
    expect(await get(`${ORGANIZATION}?limit=100`)).toHaveLength(MAX_MERGED_ISSUES + 2);
  });

  test.each([
    [{ merge: 1, status: 'resolved' }, 'merge'],
    [{ merge: 2 }, 'merge'],
    [{ merge: 'yes' }, 'merge'],
  ])('%j is refused by the name of the field', async (body, field) => {
    const { ask } = scene(three());
    const refused = await ask('PUT', `${ORGANIZATION}?id=1001&id=1002`, { body });
    expect([refused.status, Object.keys(json(refused))]).toEqual([400, expect.arrayContaining([field])]);
  });

  test('an issue alone is not merged, and who may only read merges nothing', async () => {
    const { ask } = scene(three());
    expect((await ask('PUT', '/api/0/issues/1001/', { body: { merge: 1 } })).status).toBe(400);
    const target = `${ORGANIZATION}?id=1001&id=1002`;
    expect((await ask('PUT', target, { body: { merge: 1 }, token: READ_ONLY_TOKEN })).status).toBe(403);
  });

  test('deleted, it takes along what it shows, and the order says so', async () => {
    const { ask, erasures, issueStore } = await merged();
    expect((await ask('DELETE', '/api/0/issues/1001/', { token: OWNER_TOKEN })).status).toBe(202);
    expect(issueStore.issues).toEqual([]);
    expect(erasures.requests.map(({ order }) => order)).toEqual([
      { kind: 'issue', projectIds: ['42'], issueIds: ['1002', '1003', '1001'] },
    ]);
  });
});

describe('splitting off again', () => {
  test('the hashes of an issue are told, with the newest event of each and what it was merged with', async () => {
    const { get } = await merged();
    const hashes = await get('/api/0/issues/1002/hashes/');
    const told = hashes.map(
      (one: { id: string; latestEvent: { eventID: string } | null; mergedIssue: { shortId: string } | null }) => [
        one.id,
        one.latestEvent?.eventID,
        one.mergedIssue?.shortId,
      ],
    );
    expect(told).toEqual([
      [hex('b'), hex('2'), undefined],
      [hex('c'), hex('2'), undefined],
      [hex('a'), EVENT_ID, 'SHOP-1'],
      [hex('d'), hex('3'), 'SHOP-3'],
    ]);
    expect(hashes[0]).toMatchObject({ mergedBySeer: false, latestEvent: { groupID: '1002' } });
  });

  test('hashes come page by page', async () => {
    const { ask } = await merged();
    const first = await ask('GET', `${ORGANIZATION}1002/hashes/?limit=3`);
    expect(json(first)).toHaveLength(3);
    const cursor = /rel="next"; results="true"; cursor="([^"]+)"/.exec(first.headers.link ?? '')?.[1];
    const second = json(await ask('GET', `${ORGANIZATION}1002/hashes/?limit=3&cursor=${cursor}`));
    expect(second.map(({ id }: { id: string }) => id)).toEqual([hex('d')]);
  });

  test.each(['PUT', 'DELETE'])('%s with a hash brings back the issue that it belongs to', async method => {
    const { ask, get } = await merged();
    expect((await ask(method, `${ORGANIZATION}1002/hashes/?id=${hex('d')}`)).status).toBe(202);
    expect(await get('/api/0/issues/1003/')).toMatchObject({
      id: '1003',
      count: '7',
      status: 'unresolved',
      substatus: 'new',
      activity: [{ type: 'unmerge_destination', data: { source_id: '1002', fingerprints: [hex('d')] } }],
    });
    expect(await get('/api/0/issues/1002/')).toMatchObject({ count: '55' });
    const [newest] = await get('/api/0/issues/1002/activities/');
    expect(newest).toMatchObject({
      type: 'unmerge_source',
      data: { destination_id: '1003', fingerprints: [hex('d')] },
    });
  });

  test('several hashes at once, and the same again is nobody’s hash', async () => {
    const { ask, get } = await merged();
    const target = `/api/0/issues/1002/hashes/?id=${hex('a')}&id=${hex('d')}`;
    expect((await ask('PUT', target)).status).toBe(202);
    expect(await get(ORGANIZATION)).toHaveLength(3);
    expect((await ask('PUT', target)).status).toBe(404);
  });

  test('an issue’s own hash cannot be split off, and nothing else that was named is', async () => {
    const { ask, get } = await merged();
    const refused = await ask('DELETE', `/api/0/issues/1002/hashes/?id=${hex('a')}&id=${hex('b')}`);
    expect([refused.status, json(refused).detail]).toEqual([
      400,
      'id: this hash is the issue’s own. Only what was merged into an issue can be split off it.',
    ]);
    expect(await get(ORGANIZATION)).toHaveLength(1);
  });

  test.each([
    ['PUT', '', 400],
    ['PUT', `?id=${hex('9')}`, 404],
    ['PUT', `?${Array.from({ length: MAX_MERGED_ISSUES + 1 }, (_, index) => `id=${index}`).join('&')}`, 400],
  ])('%s %s is answered %i', async (method, query, status) => {
    const { ask } = await merged();
    expect((await ask(method, `/api/0/issues/1002/hashes/${query}`)).status).toBe(status);
  });

  test('who may only read splits off nothing, and others find no such issue', async () => {
    const { ask } = await merged();
    const target = `/api/0/issues/1002/hashes/?id=${hex('a')}`;
    expect((await ask('PUT', target, { token: READ_ONLY_TOKEN })).status).toBe(403);
    expect((await ask('PUT', target, { token: 'b'.repeat(64) })).status).toBe(404);
    expect((await ask('GET', '/api/0/issues/1002/hashes/', { token: 'b'.repeat(64) })).status).toBe(404);
  });
});
