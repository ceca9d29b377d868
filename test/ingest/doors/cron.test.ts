import { describe, expect, test } from '@jest/globals';
import { cronDoor } from '../../../lib/ingest/doors/cron.ts';
import type { IngestRequest } from '../../../lib/ingest/http.ts';
import { receive } from '../../../lib/ingest/receive.ts';
import { findRoute } from '../../../lib/ingest/route.ts';
import { edge, PROJECT_ID, PUBLIC_KEY, request } from '../../support/edge.ts';

const CHECK_IN_ID = '0123456789abcdef0123456789abcdef';

const call = async (over: Partial<IngestRequest>) =>
  (await receive(edge().deps, request({ method: 'GET', query: new URLSearchParams(), ...over }))).response;

/** What the door makes of a request. */
const checkInOf = async (over: Partial<IngestRequest>): Promise<unknown> => {
  const made = request({ method: 'GET', ...over });
  const { params } = findRoute(made.path, made.method);
  const { items } = await cronDoor.read({
    request: made,
    body: made.body,
    params,
    newId: () => CHECK_IN_ID,
    receivedAt: 0,
  });
  expect(items.map(({ type }) => type)).toEqual(['check_in']);
  return JSON.parse(Buffer.from(items[0]?.payload ?? []).toString('utf8'));
};

describe('a check-in from a crontab', () => {
  test.each([
    `/api/${PROJECT_ID}/cron/backup/${PUBLIC_KEY}/`,
    `/api/${PROJECT_ID}/cron/backup/${PUBLIC_KEY}`,
    `/prefix//api/${PROJECT_ID}/cron//backup/${PUBLIC_KEY}`,
  ])('by GET of %s is answered 202 with nothing in it', async path => {
    const { status, body } = await call({ path, query: new URLSearchParams({ status: 'ok' }) });
    expect([status, body]).toEqual([202, '']);
  });

  test('may have its key in the query or a header', async () => {
    const path = `/api/${PROJECT_ID}/cron/backup/`;
    const query = new URLSearchParams({ sentry_key: PUBLIC_KEY, status: 'ok' });
    expect((await call({ path, query })).status).toBe(202);
    const headers = { 'x-sentry-auth': `Sentry sentry_key=${PUBLIC_KEY}` };
    expect((await call({ path, headers, query: new URLSearchParams({ status: 'ok' }) })).status).toBe(202);
  });

  test('says in the query what it has to say', async () => {
    const query = new URLSearchParams({
      status: 'error',
      check_in_id: '01234567-89ab-cdef-0123-456789abcdef',
      duration: '12.5',
      environment: 'production',
    });
    expect(await checkInOf({ path: `/api/${PROJECT_ID}/cron/nightly/`, query })).toEqual({
      monitor_slug: 'nightly',
      status: 'error',
      check_in_id: CHECK_IN_ID,
      duration: 12.5,
      environment: 'production',
    });
  });

  test('in JSON is taken as it is, under the name in the path', async () => {
    const body = Buffer.from(
      JSON.stringify({ status: 'in_progress', monitor_slug: 'other', monitor_config: { schedule: {} } }),
    );
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect(await checkInOf({ method: 'POST', path: `/api/${PROJECT_ID}/cron/nightly`, headers, body })).toEqual({
      monitor_slug: 'nightly',
      status: 'in_progress',
      monitor_config: { schedule: {} },
    });
  });

  test('for a monitor whose name is not ASCII keeps the name', async () => {
    const path = `/api/${PROJECT_ID}/cron/${encodeURIComponent('백업')}/`;
    expect(await checkInOf({ path, query: new URLSearchParams({ status: 'ok' }) })).toMatchObject({
      monitor_slug: '백업',
    });
  });

  const withKey = { path: `/api/${PROJECT_ID}/cron/backup/${PUBLIC_KEY}/` };
  test.each([
    ['no status', withKey, 400],
    ['an id that is none', { ...withKey, query: new URLSearchParams({ status: 'ok', check_in_id: 'x' }) }, 400],
    ['a duration that is none', { ...withKey, query: new URLSearchParams({ status: 'ok', duration: '-1' }) }, 400],
    ['a slug that is not percent-encoded', { path: `/api/${PROJECT_ID}/cron/%ff/${PUBLIC_KEY}/` }, 400],
    ['JSON that is none', { ...withKey, method: 'POST', headers: { 'content-type': 'application/json' } }, 400],
    ['a list for JSON', jsonList(), 400],
    ['JSON that is nested without end', deepJson(), 400],
    ['an unknown key', { path: `/api/${PROJECT_ID}/cron/backup/${'b'.repeat(32)}/` }, 403],
    [
      'a key in path and query',
      { ...withKey, query: new URLSearchParams({ status: 'ok', sentry_key: PUBLIC_KEY }) },
      401,
    ],
    ['no key', { path: `/api/${PROJECT_ID}/cron/backup/`, query: new URLSearchParams({ status: 'ok' }) }, 401],
    ['DELETE', { ...withKey, method: 'DELETE' }, 405],
  ])('with %s is refused', async (_, over, status) => {
    expect((await call(over)).status).toBe(status);
  });

  function deepJson(): Partial<IngestRequest> {
    return { ...jsonList(), body: Buffer.from(`{"status":"ok","a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`) };
  }

  function jsonList(): Partial<IngestRequest> {
    return { ...withKey, method: 'POST', headers: { 'content-type': 'application/json' }, body: Buffer.from('[]') };
  }
});
