import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { findDoor, ROUTES } from '../../local/routes.ts';

const serverless = readFileSync(path.resolve(import.meta.dirname, '../../serverless.yml'), 'utf8');

test('a laptop has the routes that serverless.yml gives to AWS', () => {
  const listed = [...serverless.matchAll(/- httpApi: '([^']+)'/g)].map(([, key]) => (key === '*' ? '$default' : key));
  expect(ROUTES.map(({ key }) => key).sort()).toEqual(listed.sort());
});

test.each([
  ['GET', '/', 'api'],
  ['POST', '/', 'ingest'],
  ['GET', '/api/0/', 'api'],
  ['PUT', '/api/0/organizations/a/issues/1/?x=/api/1/envelope/', 'api'],
  ['POST', '/api/1/envelope/?sentry_key=x', 'ingest'],
  ['OPTIONS', '/api/1/store/', 'ingest'],
  ['POST', '/prefix/api/1/envelope/', 'ingest'],
  ['GET', '/assets/page.js', 'api'],
  ['GET', '/issues/1/', 'api'],
  ['POST', '/auth/sign-in/', 'api'],
  ['GET', '/local/inbox', 'inbox'],
  ['GET', '/anything', 'ingest'],
] as const)('%s %s goes to %s', (method, url, door) => {
  expect(findDoor(method, url).door).toBe(door);
});
