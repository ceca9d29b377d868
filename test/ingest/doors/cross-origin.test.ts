import { describe, expect, test } from '@jest/globals';
import { answerIngest } from '../../../lib/ingest/answer.ts';
import { edge, PROJECT_ID, PUBLIC_KEY, request } from '../../support/edge.ts';

const PATHS = [
  `/api/${PROJECT_ID}/envelope/`,
  `/api/${PROJECT_ID}/store/`,
  '/api/store/',
  `/api/${PROJECT_ID}/security/`,
  `/api/${PROJECT_ID}/csp-report/`,
  `/api/${PROJECT_ID}/cron/backup/`,
  `/api/${PROJECT_ID}/cron/backup/${PUBLIC_KEY}/`,
  '/tunnel/',
  '/api/embed/error-page/',
  `/js-sdk-loader/${PUBLIC_KEY}.js`,
];
const places = () => ({ publicUrl: 'https://errors.example', sdkCdn: 'https://cdn.example' });
const answer = async (method: string, path: string) =>
  (await answerIngest({ ...edge().deps, places }, request({ method, path, query: new URLSearchParams() }))).response;

describe('a page of another origin', () => {
  test.each(PATHS)('may send to %s what its browser asks for first', async path => {
    const { status, headers, body } = await answer('OPTIONS', path);
    expect([status, body]).toEqual([204, '']);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-max-age': '3600',
      'access-control-expose-headers': 'x-sentry-error,x-sentry-rate-limits,retry-after',
      'access-control-allow-headers':
        'x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept, content-type, authentication, authorization, content-encoding, transfer-encoding',
    });
  });

  test.each(PATHS)('may read what %s answers, also a refusal', async path => {
    for (const method of ['GET', 'POST', 'PUT']) {
      const { headers } = await answer(method, path);
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      });
    }
  });
});

describe('every door', () => {
  const forms = (path: string): string[] => [
    path,
    path.replace(/\/$/, ''),
    path.replaceAll('/', '//'),
    `/some/prefix${path}`,
    `/some//prefix/${path}`,
  ];

  test.each(PATHS)('%s is found with or without its last slash, with slashes doubled, below any prefix', async path => {
    const expected = (await answer('POST', path)).status;
    for (const form of forms(path)) expect([form, (await answer('POST', form)).status]).toEqual([form, expected]);
  });

  test.each(['/api/1/security/more', '/api/1/cron/', '/api/1/cron/a/b/c', '/tunnels', '/api/embed/error-page/x'])(
    '%s is none',
    async path => {
      expect((await answer('POST', path)).status).toBe(404);
    },
  );
});
