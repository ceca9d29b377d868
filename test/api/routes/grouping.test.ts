import { describe, expect, test } from '@jest/globals';
import { FORMER_GROUPING_CONFIG } from '../../../lib/grouping/config.ts';
import { groupEvent } from '../../../lib/grouping/group-event.ts';
import { rulesOf } from '../../../lib/grouping/rules-of.ts';
import type { StoredEvent } from '../../../lib/ports/event-store.ts';
import { NO_GROUPING_SETTINGS } from '../../../lib/ports/grouping-store.ts';
import { event, issue, json, NOW, OTHER_TOKEN, payload, READ_ONLY_TOKEN, scene } from '../scene.ts';

const PROJECT = '/api/0/projects/acme/shop/';
const TRIAL = `${PROJECT}grouping-trial/`;
const id = (n: number) => n.toString(16).padStart(32, '0');
const infoOf = (eventId: string) => `${PROJECT}events/${eventId}/grouping-info/`;

/** An event of an issue with another exception than the usual one. */
const kept = (issueNumber: number, eventId: string, type: string, more: Partial<StoredEvent['event']> = {}) =>
  event(issueNumber, eventId, {
    timestamp: NOW - issueNumber * 60_000,
    event: { ...payload(eventId), exception: { values: [{ type, value: `order ${issueNumber}` }] }, ...more },
  });

describe('the settings of grouping', () => {
  test('are those of a new project until somebody says something', async () => {
    expect(await scene().get(PROJECT)).toMatchObject({
      groupingConfig: 'newstyle:2026-01-20',
      secondaryGroupingConfig: 'allim:2026-11-22',
      secondaryGroupingExpiry: 0,
      groupingEnhancements: '',
      fingerprintingRules: '',
    });
  });

  test('are kept as they are written', async () => {
    const { ask, get } = scene();
    const body = {
      groupingEnhancements: 'stack.module:shop +app\n',
      fingerprintingRules: 'type:A -> a\n',
      secondaryGroupingExpiry: 1_800_000_000,
    };
    expect(json(await ask('PUT', PROJECT, { body }))).toMatchObject(body);
    await ask('PUT', PROJECT, { body: { name: 'Shop' } });
    expect(await get(PROJECT)).toMatchObject({ ...body, name: 'Shop' });
  });

  test.each([
    [{ fingerprintingRules: '# ok\ntype:A ->' }, 'fingerprintingRules: Line 2, column 10: expected a fingerprint'],
    [{ groupingEnhancements: 'module:x\n' }, 'groupingEnhancements: Line 1, column'],
    [{ groupingEnhancements: 'x'.repeat(65_537) }, 'groupingEnhancements: Rules may have at most 65536 bytes'],
    [{ fingerprintingRules: 'type:A -> a\0' }, 'fingerprintingRules: Rules may not hold control characters'],
    [{ groupingConfig: 'newstyle:1999-01-01' }, 'groupingConfig: '],
    [{ secondaryGroupingExpiry: -1 }, 'secondaryGroupingExpiry: '],
  ])('%.60j is refused, and says why and where', async (body, why) => {
    const { ask, get } = scene();
    const response = await ask('PUT', PROJECT, { body: { name: 'Other', ...body } });
    expect([response.status, json(response).detail]).toEqual([400, expect.stringContaining(why)]);
    // Nothing of a refused update is kept.
    expect((await get(PROJECT)).name).not.toBe('Other');
  });
});

describe('a project’s keys', () => {
  const keysOf = async ({ deps }: ReturnType<typeof scene>) =>
    (await deps.projects.keys('42')).map(({ ownGrouping = false }) => ownGrouping);

  test('know whether rules of its own group its events', async () => {
    const opened = scene();
    const put = (body: object) => opened.ask('PUT', PROJECT, { body });
    expect(await keysOf(opened)).toEqual([false]);
    await put({ fingerprintingRules: '# none yet\n\n', groupingEnhancements: ' \n' });
    expect(await keysOf(opened)).toEqual([false]);
    await put({ fingerprintingRules: '# one\n  type:A -> a' });
    expect(await keysOf(opened)).toEqual([true]);
    await put({ groupingEnhancements: 'stack.module:shop +app' });
    await put({ fingerprintingRules: '' });
    expect(await keysOf(opened)).toEqual([true]);
    await put({ name: 'Shop' });
    expect(await keysOf(opened)).toEqual([true]);
    await put({ groupingEnhancements: '' });
    expect(await keysOf(opened)).toEqual([false]);
  });

  test('know it before the first rule holds', async () => {
    const opened = scene();
    const told: boolean[][] = [];
    const { set } = opened.deps.grouping;
    opened.deps.grouping.set = async (...written) => {
      told.push(await keysOf(opened));
      await set(...written);
    };
    await opened.ask('PUT', PROJECT, { body: { fingerprintingRules: 'type:A -> a' } });
    expect(told).toEqual([[true]]);
  });

  test('say what the last of two changes has left', async () => {
    const opened = scene();
    const { updateProject } = opened.deps.projects;
    const put = (fingerprintingRules: string) => opened.ask('PUT', PROJECT, { body: { fingerprintingRules } });
    await put('type:A -> a');
    let changes = 0;
    // While the keys are told that there are no rules any more, somebody else writes some.
    opened.deps.projects.updateProject = async (...asked) => {
      if (++changes === 2) await put('type:B -> b');
      return updateProject(...asked);
    };
    await put('');
    expect((await opened.get(PROJECT)).fingerprintingRules).toBe('type:B -> b');
    expect(await keysOf(opened)).toEqual([true]);
  });
});

describe('the grouping of an event', () => {
  test('is explained by variant, part for part, with what did not count and why', async () => {
    const found = event(1, id(1));
    const grouped = { ...found.event, grouping_config: { id: 'newstyle:2026-01-20' } };
    const { ask, get } = scene([issue(1)], [{ ...found, event: grouped }]);
    const answer = await get(infoOf(id(1)));
    expect(answer.grouping_config).toBe('newstyle:2026-01-20');
    const { app_chained_exception_stacktrace: app, ...others } = answer.variants;
    expect(Object.keys(others)).toEqual(['system_chained_exception_stacktrace']);
    expect(app).toMatchObject({
      key: 'app_chained_exception_stacktrace',
      type: 'component',
      description: 'in-app chained exception stacktraces',
      hash: expect.stringMatching(/^[0-9a-f]{32}$/),
      hint: null,
      contributes: true,
      hashMismatch: true,
      component: { id: 'app', name: 'in-app', contributes: true, hint: null },
    });
    const chain = app.component.values[0];
    expect(chain).toMatchObject({ id: 'chained_exception', name: null });
    expect(
      chain.values[1].values.map((part: { id: string; contributes: boolean; hint: string }) => [
        part.id,
        part.contributes,
        part.hint,
      ]),
    ).toEqual([
      ['type', true, null],
      ['value', false, 'ignored because stacktrace takes precedence'],
      ['stacktrace', true, null],
    ]);
    expect((await ask('GET', infoOf(id(99)))).status).toBe(404);
  });

  test('of an issue that another shows goes by its own hashes', async () => {
    const found = event(2, id(2));
    const { hashes } = groupEvent(
      found.event,
      rulesOf({ ...NO_GROUPING_SETTINGS, groupingConfig: FORMER_GROUPING_CONFIG }),
    );
    const { ask, get } = scene([issue(1, { count: 9 }), issue(2, { hashes })], [found]);
    const merging = await ask('PUT', '/api/0/organizations/acme/issues/?id=1001&id=1002', { body: { merge: 1 } });
    expect(json(merging).merge.parent).toBe('1001');
    const variants: { hashMismatch: boolean }[] = Object.values((await get(infoOf(id(2)))).variants);
    expect(variants.length).toBeGreaterThan(0);
    expect(variants.map(({ hashMismatch }) => hashMismatch)).toEqual(variants.map(() => false));
  });

  test('names the rule and the client’s own fingerprint where a rule has replaced it', async () => {
    const ruled = kept(1, id(1), 'A', {
      fingerprint: ['db'],
      _fingerprint_info: {
        client_fingerprint: ['mine'],
        matched_rule: { text: 'type:"A" -> "db"', fingerprint: ['db'], attributes: {}, matchers: [['type', 'A']] },
      },
      hashes: ['d77d5e503ad1439f585ac494268b351b'],
      grouping_config: { id: 'newstyle:2026-01-20' },
    });
    const { variants } = await scene([issue(1)], [ruled]).get(infoOf(id(1)));
    expect(variants.custom_fingerprint).toEqual({
      key: 'custom_fingerprint',
      type: 'custom_fingerprint',
      description: 'custom fingerprint',
      hash: 'd77d5e503ad1439f585ac494268b351b',
      hint: null,
      contributes: true,
      hashMismatch: false,
      values: ['db'],
      client_values: ['mine'],
      matched_rule: 'type:"A" -> "db"',
    });
    expect(variants.app_exception_message).toMatchObject({
      contributes: false,
      hash: null,
      hint: 'ignored because custom server fingerprint takes precedence',
    });
  });

  test('is nobody else’s to see', async () => {
    const { ask } = scene([issue(1)], [event(1, id(1))]);
    expect((await ask('GET', infoOf(id(1)), { token: OTHER_TOKEN })).status).toBe(404);
  });
});

describe('rules are tried on kept events', () => {
  const world = () =>
    scene(
      [issue(1), issue(2), issue(3)],
      [kept(1, id(1), 'A'), kept(1, id(11), 'B'), kept(2, id(2), 'B'), kept(3, id(3), 'C')],
    );
  const trial = async (body: object) => json(await world().ask('POST', TRIAL, { body }));

  test('and the answer says which issues would lose events and which would be one', async () => {
    const answer = await trial({ fingerprintingRules: 'type:B -> b\ntype:C -> b' });
    expect(answer).toMatchObject({ events: 4, complete: true, faults: [] });
    expect(
      answer.issues.map((one: { id: string; events: number; leaving: string[]; groups: number }) => [
        one.id,
        one.events,
        one.leaving.length,
        one.groups,
      ]),
    ).toEqual([
      ['1001', 2, 1, 2],
      ['1002', 1, 0, 1],
      ['1003', 1, 0, 1],
    ]);
    expect(answer.together).toEqual([['1001', '1002', '1003']]);
  });

  test('only so many events are looked at as are asked for', async () => {
    expect(await trial({ limit: 2 })).toMatchObject({ events: 2 });
    expect((await world().ask('POST', TRIAL, { body: { limit: 101 } })).status).toBe(400);
  });

  test('faults come with their places, and nothing is tried', async () => {
    expect(await trial({ fingerprintingRules: 'type:B', groupingEnhancements: 'x' })).toEqual({
      events: 0,
      issues: [],
      together: [],
      complete: false,
      faults: [
        { field: 'groupingEnhancements', line: 1, column: expect.any(Number), reason: expect.any(String) },
        { field: 'fingerprintingRules', line: 1, column: 7, reason: expect.stringContaining('->') },
      ],
    });
  });

  test('nothing is written', async () => {
    const { ask, get } = world();
    await ask('POST', TRIAL, { body: { fingerprintingRules: 'type:B -> b' } });
    expect((await get(PROJECT)).fingerprintingRules).toBe('');
  });

  test('whoever may read issues may try, and nobody of another organization', async () => {
    expect((await world().ask('POST', TRIAL, { body: {}, token: READ_ONLY_TOKEN })).status).toBe(200);
    expect((await world().ask('POST', TRIAL, { body: {}, token: OTHER_TOKEN })).status).toBe(404);
  });
});
