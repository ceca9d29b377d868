import { describe, expect, test } from '@jest/globals';
import { EVENT_ID, event, issue, json, NOW, nextCursor, payload, scene } from '../scene.ts';

const ISSUE = '/api/0/organizations/acme/issues/SHOP-1/events/';
const PROJECT = '/api/0/projects/acme/shop/events/';
const id = (number: number) => number.toString(16).padStart(32, '0');
const at = (number: number, minutesAgo: number, issueNumber = 1) =>
  event(issueNumber, id(number), { timestamp: NOW - minutesAgo * 60_000 });
const ids = (rows: { eventID: string }[]) => rows.map(({ eventID }) => Number(`0x${eventID}`));

describe('one event', () => {
  test('tells what happened part by part', async () => {
    const shown = await scene().get(`${ISSUE}latest/`);
    expect(shown).toMatchObject({
      id: EVENT_ID,
      eventID: EVENT_ID,
      groupID: '1001',
      projectID: '42',
      projectSlug: 'shop',
      type: 'error',
      title: 'TypeError: x is undefined',
      message: '',
      location: './src/coupon.ts',
      dateCreated: '2026-11-22T19:59:00.000Z',
      user: { id: '7', email: 'jane.doe@example.com', username: null },
      contexts: { browser: { name: 'Firefox' } },
      context: { cart: { items: 3 } },
      sdk: { name: 'sentry.javascript.browser', version: '11.12.0' },
      release: { version: 'shop@1.4.2' },
    });
    expect(shown.entries.map(({ type }: { type: string }) => type)).toEqual(['exception', 'breadcrumbs', 'request']);
    expect(shown.entries[0].data.values[1].stacktrace.frames[1]).toMatchObject({
      filename: './src/coupon.ts',
      absPath: 'http://shop/src/coupon.ts',
      lineNo: 38,
      colNo: 9,
      inApp: true,
      context: [
        [36, 'const a = 1;'],
        [37, 'const coupon = find();'],
        [38, 'const minimum = coupon.minimum;'],
        [39, 'return minimum;'],
      ],
    });
    expect(shown.tags).toEqual(
      expect.arrayContaining([
        { key: 'tier', value: 'gold' },
        { key: 'release', value: 'shop@1.4.2' },
        { key: 'browser', value: 'Firefox 140' },
        { key: 'handled', value: 'no' },
      ]),
    );
  });

  test('is called by what it is grouped by, and may be called otherwise than its issue', async () => {
    const member = (id: number) => ({
      type: 'TypeError',
      value: 'x is null',
      mechanism: { type: 'x', exception_id: id, parent_id: 0 },
    });
    const group = {
      type: 'AggregateError',
      value: '2 errors',
      mechanism: { type: 'x', exception_id: 0, is_exception_group: true },
    };
    const grouped = { ...payload(EVENT_ID), exception: { values: [member(2), member(1), group] } };
    const shown = await scene([issue(1)], [event(1, EVENT_ID, { event: grouped })]).get(`${ISSUE}latest/`);
    expect(shown).toMatchObject({ title: 'TypeError: x is null', metadata: { type: 'TypeError', value: 'x is null' } });
  });

  test('of a CSP report has its place where the browser refused to look', async () => {
    const report = { effective_directive: 'img-src', blocked_uri: 'https://evil.example/a.png' };
    const { exception: _, ...rest } = payload(EVENT_ID);
    const refused = { ...rest, type: 'csp', csp: report } as const;
    const shown = await scene([issue(1)], [event(1, EVENT_ID, { event: refused })]).get(`${ISSUE}latest/`);
    expect(shown).toMatchObject({ title: "Blocked 'image' from 'evil.example'", location: 'evil.example' });
  });

  test('latest, oldest, recommended and ids lead to it, with the way to its neighbours', async () => {
    const { get } = scene([issue(1)], [at(1, 30), at(2, 20), at(3, 10)]);
    expect(
      ids(await Promise.all(['latest', 'recommended', 'oldest', id(2)].map(which => get(`${ISSUE}${which}/`)))),
    ).toEqual([3, 3, 1, 2]);
    const middle = await get(`${ISSUE}${id(2)}/`);
    expect([middle.nextEventID, middle.previousEventID]).toEqual([id(3), id(1)]);
    const alone = await get(`${ISSUE}${id(2)}/?collapse=adjacentEvents`);
    expect([alone.nextEventID, alone.previousEventID]).toEqual([null, null]);
  });

  test('is found in its project too, with dashes and capitals in its id', async () => {
    const { get } = scene();
    const dashed = EVENT_ID.toUpperCase().replace(/^(.{8})(.{4})/, '$1-$2-');
    expect(await get(`${PROJECT}${dashed}/`)).toEqual(await get(`${ISSUE}latest/`));
  });

  test('can be had as the SDK sent it', async () => {
    expect(await scene().get(`${PROJECT}${EVENT_ID}/json/`)).toEqual(payload(EVENT_ID));
  });

  test('is not shown through another issue, nor after it has expired, nor under what is no id', async () => {
    const expired = event(1, id(9), { expires: NOW });
    const { ask } = scene([issue(1), issue(2)], [event(1, EVENT_ID), expired]);
    expect((await ask('GET', `/api/0/issues/1002/events/${EVENT_ID}/`)).status).toBe(404);
    expect((await ask('GET', '/api/0/issues/1002/events/latest/')).status).toBe(404);
    expect((await ask('GET', `${PROJECT}${id(9)}/`)).status).toBe(404);
    expect((await ask('GET', `${PROJECT}${id(9)}/json/`)).status).toBe(404);
    expect((await ask('GET', `${PROJECT}../`)).status).not.toBe(500);
    expect((await ask('GET', `/api/0/projects/acme/api/events/${EVENT_ID}/`)).status).toBe(404);
  });

  test('an event with next to nothing in it is shown all the same', async () => {
    const bare = event(1, id(5), {
      event: { event_id: id(5), type: 'default', timestamp: 1, received: 1, level: 'info', platform: 'other' },
    });
    const shown = await scene([issue(1)], [bare]).get(`${ISSUE}latest/`);
    expect(shown).toMatchObject({
      title: '<unlabeled event>',
      entries: [],
      contexts: {},
      user: null,
      sdk: null,
      location: null,
    });
  });
});

describe('lists of events', () => {
  test("an issue's events are listed newest first, page by page", async () => {
    const { ask } = scene([issue(1)], [at(1, 30), at(2, 20), at(3, 10)]);
    const first = await ask('GET', `${ISSUE}?per_page=2&query=is:unresolved&sort=-timestamp&statsPeriod=14d`);
    expect(ids(json(first))).toEqual([3, 2]);
    const second = await ask('GET', `${ISSUE}?per_page=2&cursor=${nextCursor(first)}`);
    expect([ids(json(second)), nextCursor(second)]).toEqual([[1], undefined]);
  });

  test("a project's newest events are listed across its issues, whatever their status", async () => {
    const issues = [
      issue(1, { lastSeen: NOW - 5 * 60_000 }),
      issue(2, { lastSeen: NOW, status: 'resolved' }),
      issue(3, { lastSeen: 0 }),
    ];
    const spread = [at(1, 5), at(2, 15), at(3, 0, 2), at(4, 10, 2), at(5, 20, 2), event(3, id(6), { timestamp: 0 })];
    const { get } = scene(issues, spread);
    expect(ids(await get(`${PROJECT}?cursor=`))).toEqual([3, 1, 4, 2, 5, 6]);
    expect(ids(await get(`${PROJECT}?limit=3`))).toEqual([3, 1, 4]);
  });

  test('an issue with many events does not hide those of others', async () => {
    const busy = Array.from({ length: 40 }, (_, index) => at(index + 1, index));
    const { get } = scene(
      [issue(1, { lastSeen: NOW }), issue(2, { lastSeen: NOW - 35.5 * 60_000 })],
      [...busy, at(99, 35.5, 2)],
    );
    expect(ids(await get(`${PROJECT}?limit=40`)).indexOf(99)).toBe(36);
  });

  test('a search that would look into events is refused by name, not ignored', async () => {
    const response = await scene().ask('GET', `${ISSUE}?query=user.email:jane`);
    expect([response.status, json(response).detail]).toEqual([400, expect.stringContaining('user.email')]);
  });
});
