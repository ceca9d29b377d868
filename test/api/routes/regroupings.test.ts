import { describe, expect, test } from '@jest/globals';
import type { ApiDeps } from '../../../lib/api/api-request.ts';
import { continueUnfinished } from '../../../lib/api/regroup/continue-unfinished.ts';
import { MAX_REGROUPED_ISSUES } from '../../../lib/api/regroup/look-at-issues.ts';
import { event, issue, json, NOW, OTHER_TOKEN, payload, READ_ONLY_TOKEN, scene } from '../scene.ts';

const PROJECT = '/api/0/projects/acme/shop/';
const REGROUPINGS = `${PROJECT}regroupings/`;
const PREVIEW = `${REGROUPINGS}preview/`;
const RULES = { fingerprintingRules: 'type:Db* -> database' };
const id = (n: number) => n.toString(16).padStart(32, '0');

const kept = (issueNumber: number, eventId: string, type: string) =>
  event(issueNumber, eventId, { event: { ...payload(eventId), exception: { values: [{ type, value: 'x' }] } } });

/** Two issues of a database, one of something else, one without events. */
const shop = () =>
  scene(
    [1, 2, 3, 4].map(number => issue(number, { count: 10 * number, hashes: [id(100 + number)] })),
    [kept(1, id(1), 'DbDown'), kept(2, id(2), 'DbSlow'), kept(3, id(3), 'TypeError'), kept(3, id(4), 'DbGone')],
  );

const named = (number: number) => expect.objectContaining({ id: String(1_000 + number), shortId: `SHOP-${number}` });

describe('a preview of a regrouping', () => {
  test('says which issues would be one, which fall apart, what was not looked at, and writes nothing', async () => {
    const { ask, get } = shop();
    const before = await get(`${PROJECT}issues/`);
    const preview = json(await ask('POST', PREVIEW, { body: RULES, token: READ_ONLY_TOKEN }));
    expect(preview).toEqual({
      looked: { issues: 4, events: 4 },
      notLooked: { withoutEvents: 1, more: false },
      joins: [{ parent: named(2), children: [named(1)], left: [] }],
      splits: [
        {
          ...{ issue: named(3), events: 2, whole: 'counted' },
          groups: [{ eventIds: [id(4)], moving: 0, coming: 'other', other: named(2) }],
        },
      ],
      hashes: 2,
      faults: [],
    });
    expect(preview.joins[0].parent).toEqual({ id: '1002', shortId: 'SHOP-2', title: expect.any(String), count: '20' });
    expect(await get(`${PROJECT}issues/`)).toEqual(before);
    expect(await get(REGROUPINGS)).toEqual([]);
    expect((await get(PROJECT)).fingerprintingRules).toBe('');
  });

  test('without a body it is about the rules that there are', async () => {
    const { ask } = shop();
    expect(json(await ask('POST', PREVIEW)).joins).toEqual([]);
    await ask('PUT', PROJECT, { body: RULES });
    expect(json(await ask('POST', PREVIEW)).joins).toHaveLength(1);
  });

  test('looks at the issues that were seen last, and says that there are more', async () => {
    const many = Array.from({ length: MAX_REGROUPED_ISSUES + 1 }, (_, at) =>
      issue(at + 1, { hashes: [id(at + 1_000)] }),
    );
    const { ask } = scene(many, [kept(1, id(1), 'DbDown'), kept(many.length, id(2), 'DbSlow')]);
    const preview = json(await ask('POST', PREVIEW, { body: RULES }));
    expect(preview).toMatchObject({
      looked: { issues: MAX_REGROUPED_ISSUES, events: 1 },
      notLooked: { withoutEvents: MAX_REGROUPED_ISSUES - 1, more: true },
      joins: [],
    });
  });

  test('looks at a few events of each, the newest, and at none whose time is over', async () => {
    const events = Array.from({ length: 9 }, (_, at) => ({ ...kept(1, id(at + 1), 'DbDown'), timestamp: NOW - at }));
    const { ask } = scene(
      [issue(1)],
      [...events, { ...kept(1, id(99), 'Other'), timestamp: NOW + 1, expires: NOW - 1 }],
    );
    expect(json(await ask('POST', PREVIEW, { body: RULES }))).toMatchObject({
      looked: { issues: 1, events: 5 },
      splits: [],
    });
  });

  test('has no time for rules that are slow: what it did not get to stays as it is', async () => {
    const { ask, deps } = shop();
    slowClock(deps)(6_000);
    expect(json(await ask('POST', PREVIEW, { body: RULES }))).toMatchObject({
      looked: { issues: 0, events: 0 },
      notLooked: { more: true },
    });
  });

  test('says where rules cannot be read', async () => {
    const { ask } = shop();
    const body = { fingerprintingRules: 'type:A ->' };
    expect(json(await ask('POST', PREVIEW, { body })).faults).toEqual([
      expect.objectContaining({ field: 'fingerprintingRules', line: 1 }),
    ]);
    expect((await ask('POST', REGROUPINGS, { body })).status).toBe(400);
  });
});

describe('a regrouping', () => {
  test('joins, saves the rules, is remembered, and is taken back', async () => {
    const { ask, get } = shop();
    const made = await ask('POST', REGROUPINGS, { body: RULES });
    expect(made.status).toBe(201);
    const regrouping = json(made);
    expect(regrouping).toMatchObject({
      ...{ state: 'applied', steps: 3, done: 3, hashes: 2, faults: [], savedRules: true },
      joins: [{ parent: { id: '1002', shortId: 'SHOP-2' }, children: [{ id: '1001', shortId: 'SHOP-1' }] }],
      rules: { before: { fingerprintingRules: '' }, after: RULES },
      createdBy: { name: 'set-up' },
      dateCreated: new Date(NOW).toISOString(),
    });
    expect((await get('/api/0/issues/1001/')).count).toBe('30');
    expect(await get(PROJECT)).toMatchObject(RULES);
    const { rules: _, ...listed } = regrouping;
    expect(await get(REGROUPINGS)).toEqual([listed]);
    expect(await get(`${REGROUPINGS}${regrouping.id}/`)).toEqual(regrouping);
    for (const _again of [1, 2]) {
      const undone = await ask('POST', `${REGROUPINGS}${regrouping.id}/undo/`);
      expect([undone.status, json(undone)]).toEqual([200, { ...regrouping, state: 'undone', done: 0 }]);
    }
    expect((await get('/api/0/issues/1001/')).count).toBe('10');
    expect((await get(PROJECT)).fingerprintingRules).toBe('');
  });

  test('one that one request has no time for goes on when it is asked again, and back again the same way', async () => {
    const { ask, deps, get } = shop();
    const slow = slowClock(deps);
    slow(2_000);
    const { id: made, ...first } = json(await ask('POST', REGROUPINGS, { body: RULES }));
    expect(first).toMatchObject({ state: 'applying' });
    expect((await get(PROJECT)).fingerprintingRules).toBe('');
    const states = [];
    for (const action of ['', '', '', 'undo/', '', '', '', '', ''])
      states.push(json(await ask('POST', `${REGROUPINGS}${made}/${action}`)).state);
    expect(states.slice(0, 3).at(-1)).toBe('applied');
    expect(states[3]).toBe('undoing');
    expect(states.at(-1)).toBe('undone');
    slow(0);
    expect((await get('/api/0/issues/1001/')).count).toBe('10');
  });

  test('rules that were changed since are not overwritten', async () => {
    const { ask, get } = shop();
    const { id: made } = json(await ask('POST', REGROUPINGS, { body: RULES }));
    await ask('PUT', PROJECT, { body: { fingerprintingRules: 'type:A -> a' } });
    const undo = `${REGROUPINGS}${made}/undo/`;
    expect((await ask('POST', undo)).status).toBe(409);
    expect((await get('/api/0/issues/1001/')).count).toBe('30');
    expect(json(await ask('POST', undo, { body: { keepRules: true } })).state).toBe('undone');
    expect((await get(PROJECT)).fingerprintingRules).toBe('type:A -> a');
  });

  test('an issue all of whose events are kept falls apart, and is put together again', async () => {
    const { ask, get } = scene(
      [issue(1, { count: 3, hashes: [id(101)] }), issue(2, { count: 30, hashes: [id(102)] })],
      [kept(1, id(1), 'TypeError'), kept(1, id(2), 'TypeError'), kept(1, id(3), 'DbGone'), kept(2, id(4), 'DbDown')],
    );
    const [split] = json(await ask('POST', PREVIEW, { body: RULES })).splits;
    expect(split).toMatchObject({
      issue: named(1),
      whole: 'kept',
      groups: [{ moving: 1, coming: 'other', other: named(2) }],
    });
    const made = json(await ask('POST', REGROUPINGS, { body: RULES }));
    expect(made).toMatchObject({
      state: 'applied',
      faults: [],
      splits: [{ from: { id: '1001' }, parts: [{ shortId: 'SHOP-P1' }] }],
    });
    const counts = async () => [(await get('/api/0/issues/1001/')).count, (await get('/api/0/issues/1002/')).count];
    const events = async (of: string) => (await get(`/api/0/issues/${of}/events/`)).length;
    expect([await counts(), await events('1001'), await events('1002')]).toEqual([['2', '31'], 2, 2]);
    expect(json(await ask('POST', `${REGROUPINGS}${made.id}/undo/`)).state).toBe('undone');
    expect([await counts(), await events('1001'), await events('1002')]).toEqual([['3', '30'], 3, 1]);
    expect(json(await ask('POST', PREVIEW, { body: RULES })).splits).toMatchObject([
      { issue: named(1), groups: [{ moving: 1 }] },
    ]);
  });

  test('what was left unfinished goes on in its direction, the oldest first, and says whether something is left', async () => {
    const { ask, deps, get } = shop();
    const slow = slowClock(deps);
    slow(2_000);
    const { id: made, state } = json(await ask('POST', REGROUPINGS, { body: RULES }));
    expect(state).toBe('applying');
    const goOn = () => continueUnfinished(deps, '42');
    slow(0);
    expect(await goOn()).toBe('finished');
    expect((await get('/api/0/issues/1001/')).count).toBe('30');
    expect((await get(PROJECT)).fingerprintingRules).toBe(RULES.fingerprintingRules);
    slow(2_000);
    expect(json(await ask('POST', `${REGROUPINGS}${made}/undo/`)).state).toBe('undoing');
    slow(7_000);
    expect(await goOn()).toBe('unfinished');
    slow(0);
    expect(await goOn()).toBe('finished');
    expect((await get(`${REGROUPINGS}${made}/`)).state).toBe('undone');
    expect((await get('/api/0/issues/1001/')).count).toBe('10');
    expect(await goOn()).toBe('nothing');
  });

  test('whoever begins or takes back leaves word for the sweep', async () => {
    const { ask, deps } = shop();
    const added: unknown[] = [];
    deps.dues.add = async due => void added.push(due);
    const { id: made } = json(await ask('POST', REGROUPINGS, { body: RULES }));
    await ask('POST', `${REGROUPINGS}${made}/undo/`);
    expect(added).toEqual(Array(2).fill({ kind: 'regrouping', id: '42', at: NOW + 120_000 }));
  });

  test('rules that somebody has changed while it was under way are left as they are, also when it is taken back', async () => {
    const { ask, deps, get } = shop();
    const slow = slowClock(deps);
    slow(2_000);
    const { id: made } = json(await ask('POST', REGROUPINGS, { body: RULES }));
    await ask('PUT', PROJECT, { body: { fingerprintingRules: 'type:A -> a' } });
    slow(0);
    const path = `${REGROUPINGS}${made}/`;
    const after = json(await ask('POST', path));
    expect(after).toMatchObject({ state: 'applied', savedRules: false, faults: [{ issue: '', why: 'changed' }] });
    expect(json(await ask('POST', `${path}undo/`)).state).toBe('undone');
    expect((await get(PROJECT)).fingerprintingRules).toBe('type:A -> a');
  });

  test('what could not be done is said of each issue', async () => {
    const { ask, deps } = shop();
    deps.issues.merge = async () => 'gone';
    expect(json(await ask('POST', REGROUPINGS, { body: RULES })).faults).toEqual([{ issue: '1001', why: 'gone' }]);
  });

  test('others do not see it, and who may only read regroups nothing', async () => {
    const { ask } = shop();
    const { id: made } = json(await ask('POST', REGROUPINGS, { body: RULES }));
    const status = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).status;
    expect(await status('GET', `${REGROUPINGS}${made}/`, { token: OTHER_TOKEN })).toBe(404);
    expect(await status('GET', `/api/0/projects/acme/api/regroupings/${made}/`)).toBe(404);
    expect(await status('GET', `${REGROUPINGS}nothing/`)).toBe(404);
    expect(await status('POST', REGROUPINGS, { token: READ_ONLY_TOKEN })).toBe(403);
    expect(await status('POST', `${REGROUPINGS}${made}/undo/`, { token: READ_ONLY_TOKEN })).toBe(403);
  });
});

/** From now on each look at the clock takes so many milliseconds. */
const slowClock = (deps: ApiDeps): ((step: number) => void) => {
  let [now, step] = [NOW, 0];
  deps.clock.now = () => {
    now += step;
    return now;
  };
  return next => {
    step = next;
  };
};
