import { describe, expect, test } from '@jest/globals';
import type { StoredFeedback } from '../../../lib/ports/feedback-store.ts';
import { EVENT_ID, HOUR, json, NOW, nextCursor, OTHER_TOKEN, READ_ONLY_TOKEN, scene } from '../scene.ts';

const PROJECT = '/api/0/projects/acme/shop/user-feedback/';
const ISSUE = '/api/0/organizations/acme/issues/SHOP-1/user-reports/';
const id = (number: number) => number.toString(16).padStart(32, '0');

const feedback = (number: number, more: Partial<StoredFeedback> = {}): StoredFeedback => ({
  projectId: '42',
  id: id(number),
  eventId: EVENT_ID,
  issueId: '1001',
  timestamp: NOW - number * 1_000,
  name: 'Jane',
  email: '',
  message: `it broke (${number})`,
  received: NOW - number * 1_000,
  expires: NOW + HOUR,
  ...more,
});

const open = async (...written: StoredFeedback[]) => {
  const opened = scene();
  await opened.feedback.put(written);
  return opened;
};

const REPORT = {
  id: id(1),
  eventID: EVENT_ID,
  name: 'Jane',
  email: '',
  comments: 'it broke (1)',
  dateCreated: '2026-11-22T19:59:59.000Z',
  user: null,
  event: { id: EVENT_ID, eventID: EVENT_ID },
};

describe('what users wrote', () => {
  test('is listed with its issue, newest first, page by page', async () => {
    const { ask } = await open(feedback(2), feedback(1));
    const first = await ask('GET', `${PROJECT}?per_page=1`);
    expect(json(first)).toEqual([
      {
        ...REPORT,
        issue: {
          id: '1001',
          shortId: 'SHOP-1',
          title: 'TypeError: x is undefined (1)',
          permalink: 'https://errors.example.com/issues/1001/',
        },
      },
    ]);
    expect(json(await ask('GET', `${PROJECT}?cursor=${nextCursor(first)}`))).toMatchObject([{ id: id(2) }]);
  });

  test('about an issue is listed with it, by any of its names', async () => {
    const { get } = await open(feedback(1), feedback(2, { issueId: '1002' }));
    for (const target of [ISSUE, '/api/0/issues/1001/user-reports/']) expect(await get(target)).toEqual([REPORT]);
  });

  test('about an event is shown with it, the newest', async () => {
    const { get } = await open(feedback(2), feedback(1));
    expect((await get(`/api/0/projects/acme/shop/events/${EVENT_ID}/`)).userReport).toEqual(REPORT);
    expect((await scene().get(`/api/0/projects/acme/shop/events/${EVENT_ID}/`)).userReport).toBeNull();
  });

  test('is no business of another organization', async () => {
    const { ask } = await open(feedback(1));
    for (const target of [PROJECT, ISSUE, '/api/0/issues/1001/user-reports/'])
      expect((await ask('GET', target, { token: OTHER_TOKEN })).status).toBe(404);
  });
});

describe('a report that is posted the old way', () => {
  const body = { event_id: EVENT_ID, name: 'Jane', email: 'jane.doe@example.com', comments: 'call me: 010-1234-5678' };

  test('is scrubbed like all that comes in, kept with its event and its issue, and counted once', async () => {
    const { ask, get, tallies } = await open();
    const answer = await ask('POST', PROJECT, { body });
    expect(answer.status).toBe(200);
    expect(json(answer)).toMatchObject({ eventID: EVENT_ID, comments: expect.stringContaining('call me') });
    expect(String(answer.body)).not.toMatch(/jane\.doe|1234-5678/);
    expect(await get(ISSUE)).toHaveLength(1);
    expect(tallies).toMatchObject([
      {
        projectId: '42',
        messages: [{ messageId: expect.stringMatching(/^\w{32}$/) }],
        totals: [{ outcome: { category: 'feedback', outcome: 'stored', reason: '', quantity: 1 } }],
      },
    ]);
  });

  test('is scrubbed by patterns of the project’s own too', async () => {
    const opened = await open();
    await opened.deps.projects.updateKeySettings('42', settings => ({
      ...settings,
      scrub: {
        ...settings.scrub,
        piiConfig: {
          rules: { ticket: { type: 'pattern', pattern: 'T-[0-9]+' } },
          applications: { 'contexts.feedback.message': ['ticket'] },
        },
      },
    }));
    const answer = await opened.ask('POST', PROJECT, { body: { ...body, comments: 'see T-4711 please' } });
    expect([answer.status, json(answer).comments]).toEqual([200, expect.not.stringContaining('4711')]);
  });

  test.each([
    ['event_id', { event_id: 'x' }],
    ['comments', { comments: ' ' }],
    ['email', { email: 'nobody' }],
    ['name', { name: 'x'.repeat(200) }],
  ])('is refused for a wrong %s, which the answer names', async (field, wrong) => {
    const { ask, tallies } = await open();
    const answer = await ask('POST', PROJECT, { body: { ...body, ...wrong } });
    expect([answer.status, json(answer).detail]).toEqual([400, expect.stringContaining(field)]);
    expect(tallies).toEqual([]);
  });

  test('needs the right to write', async () => {
    const { ask } = await open();
    expect((await ask('POST', PROJECT, { body, token: READ_ONLY_TOKEN })).status).toBe(403);
    expect((await ask('POST', PROJECT, { body, token: OTHER_TOKEN })).status).toBe(404);
  });
});
