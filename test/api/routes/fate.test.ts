import { describe, expect, test } from '@jest/globals';
import type { DeadLetter } from '../../../lib/ports/dead-letter-store.ts';
import { issueIdOf } from '../../../lib/protocol/issue-id.ts';
import type { LoggedFate } from '../../../lib/protocol/logged-fate.ts';
import { ACME_TOKEN, EVENT_ID, event, issue, json, NOW, OTHER_TOKEN, scene } from '../scene.ts';

const LOST = 'dead'.repeat(8);
const path = (id: string) => `/api/0/projects/acme/shop/events/${id}/fate/`;
const KEPT = { days: 90, objectClass: 'full' };
const logged = (over: Partial<LoggedFate> = {}): LoggedFate => ({
  eventId: LOST,
  received: NOW - 5_000,
  scrubbed: NOW - 4_990,
  queued: NOW - 4_900,
  digested: NOW - 4_000,
  outcome: 'counted_only',
  reason: '',
  issueNumber: 3,
  ...over,
});
const letter = (over: Partial<DeadLetter> = {}): DeadLetter => ({
  id: 'ab'.repeat(16),
  origin: { organization: 'acme', projectId: '42', projectSlug: 'shop' },
  reason: 'digest_failed',
  error: 'RangeError',
  recordId: 'r',
  received: NOW - 9_000,
  queued: NOW - 8_000,
  buried: NOW - 1_000,
  tries: 4,
  redrives: 0,
  held: [{ category: 'error', quantity: 1 }],
  eventIds: [LOST],
  expires: NOW + 1_000_000,
  ...over,
});
const steps = (answer: { steps: { name: string; sinceReceived: number; sincePrevious: number }[] }) =>
  answer.steps.map(({ name, sinceReceived, sincePrevious }) => [name, sinceReceived, sincePrevious]);

describe('what became of an event', () => {
  test('one that is kept tells its way, when people were told of it, and where it is to be seen', async () => {
    const received = NOW - 60_000;
    const stored = event(1, EVENT_ID, {
      received,
      scrubbed: received + 5,
      queued: received + 45,
      digested: received + 900,
    });
    const { get, fates } = scene([issue(1)], [stored]);
    await fates.noteAnnounced([{ projectId: '42', eventId: EVENT_ID }], received + 1_200);
    const answer = await get(path(EVENT_ID));
    expect(answer).toMatchObject({
      eventId: EVENT_ID,
      fate: 'stored',
      reason: '',
      issue: { id: '1001', shortId: 'SHOP-1' },
      links: { event: expect.stringMatching(`/issues/1001/events/${EVENT_ID}/$`), deadLetter: null },
    });
    expect(answer.steps[0].time).toBe(new Date(received).toISOString());
    expect(steps(answer)).toEqual([
      ['received', 0, 0],
      ['scrubbed', 5, 5],
      ['queued', 45, 40],
      ['stored', 900, 855],
      ['announced', 1_200, 300],
    ]);
  });

  test('one that was only counted leads to the issue that counts it', async () => {
    const id = issueIdOf('42', 3);
    const { get, fates } = scene([issue(3, { id })], []);
    await fates.append('42', KEPT, [logged()]);
    const answer = await get(path(LOST));
    expect(answer).toMatchObject({ fate: 'counted_only', issue: { id }, links: { event: null } });
    expect(answer.detail).toContain('counted in its issue');
    expect(steps(answer).map(([name]) => name)).toEqual(['received', 'scrubbed', 'queued', 'counted']);
  });

  test('one that was dropped says why, and where on its way', async () => {
    const { get, fates } = scene([], []);
    const { issueNumber: _, ...none } = logged();
    await fates.append('42', KEPT, [{ ...none, outcome: 'filtered', reason: 'web-crawlers' }]);
    const answer = await get(path(LOST));
    expect(answer).toMatchObject({ fate: 'filtered', reason: 'web-crawlers', issue: null, links: { issue: null } });
    expect(answer.detail).toBe('The event was dropped by a filter (web-crawlers).');
    expect(steps(answer).map(([name]) => name)).toEqual(['received', 'dropped', 'queued', 'counted']);
  });

  test('one that waits among the dead letters leads there; counted by another message, it is counted', async () => {
    const { get, fates, deadLetters } = scene([], []);
    deadLetters.letters.set(letter().id, letter());
    expect(await get(path(LOST))).toMatchObject({
      fate: 'dead_lettered',
      reason: 'digest_failed',
      links: { deadLetter: expect.stringMatching(`/api/0/organizations/acme/dead-letters/${letter().id}/$`) },
    });
    await fates.append('42', KEPT, [logged()]);
    expect(await get(path(LOST))).toMatchObject({ fate: 'counted_only' });
  });

  test('an id is taken as SDKs write it, and nothing else is', async () => {
    const { ask, get } = scene();
    const dashed = EVENT_ID.toUpperCase().replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    expect(await get(path(dashed))).toMatchObject({ eventId: EVENT_ID });
    const bad = await ask('GET', path('not-an-id'));
    expect([bad.status, json(bad).detail]).toEqual([400, expect.stringContaining('32 hex digits')]);
    expect((await ask('GET', `${path(EVENT_ID)}?at=yesterday`)).status).toBe(400);
    expect((await ask('GET', `${path(EVENT_ID)}?at=${new Date(NOW).toISOString()}`)).status).toBe(200);
  });

  test('of an id that nobody knows it says what that may mean', async () => {
    const unknown = await scene().ask('GET', path(LOST));
    expect([unknown.status, json(unknown).detail]).toEqual([404, expect.stringContaining('still on its way')]);
  });

  test('neither other projects nor other organizations are told', async () => {
    const { ask, fates, deadLetters } = scene();
    await fates.append('44', KEPT, [logged()]);
    await fates.append('43', KEPT, [logged()]);
    deadLetters.letters.set('x', letter({ origin: { organization: 'other', projectId: '44', projectSlug: 'secret' } }));
    const status = async (target: string, token: string) => (await ask('GET', target, { token })).status;
    expect(await status(path(LOST), ACME_TOKEN)).toBe(404);
    expect(await status(`/api/0/projects/other/secret/events/${LOST}/fate/`, ACME_TOKEN)).toBe(404);
    expect(await status(path(EVENT_ID), OTHER_TOKEN)).toBe(404);
    expect(await status(`/api/0/projects/other/secret/events/${LOST}/fate/`, OTHER_TOKEN)).toBe(200);
    expect((await ask('GET', path(EVENT_ID), { token: undefined })).status).toBe(401);
  });

  test('more than one look can go through is said, with the way out', async () => {
    const { ask, fates } = scene([], []);
    fates.find = async (_project, _event, options) => (options?.near === undefined ? 'too_many' : logged());
    const refused = await ask('GET', path(LOST));
    expect([refused.status, json(refused).detail]).toEqual([400, expect.stringMatching(/^at: /)]);
    expect((await ask('GET', `${path(LOST)}?at=2026-11-22`)).status).toBe(200);
  });
});
