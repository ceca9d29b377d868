import { expect, test } from '@jest/globals';
import { json, READ_ONLY_TOKEN, scene } from '../scene.ts';

const PROJECT = '/api/0/projects/acme/shop/';

test('nothing is fetched from the web until somebody says so, and from where', async () => {
  const { ask, get } = scene();
  expect(await get(PROJECT)).toMatchObject({
    scrapeJavaScript: false,
    scrapingDomains: [],
    securityToken: '',
    securityTokenHeader: 'X-Sentry-Token',
    verifySSL: true,
  });
  const body = {
    scrapeJavaScript: true,
    scrapingDomains: ['*.shop.example'],
    securityToken: 'let-me-in',
    verifySSL: false,
  };
  expect(json(await ask('PUT', PROJECT, { body }))).toMatchObject(body);
  expect(json(await ask('PUT', PROJECT, { body: { securityTokenHeader: 'X-Allim' } }))).toMatchObject({
    ...body,
    securityTokenHeader: 'X-Allim',
  });
  expect(json(await ask('PUT', PROJECT, { body: { securityToken: '' } }))).toMatchObject({ securityToken: '' });
});

test('who may not change the token does not see it', async () => {
  const { ask } = scene();
  await ask('PUT', PROJECT, { body: { securityToken: 'let-me-in' } });
  expect(String((await ask('GET', PROJECT, { token: READ_ONLY_TOKEN })).body)).not.toContain('let-me-in');
});

test.each([
  [{ securityToken: 'a\r\nx-forged: 1' }, 'securityToken'],
  [{ securityTokenHeader: 'X Y' }, 'securityTokenHeader'],
  [{ securityTokenHeader: 'Host' }, 'securityTokenHeader'],
  [{ scrapingDomains: ['a b'] }, 'scrapingDomains'],
  [{ scrapeJavaScript: 'maybe' }, 'scrapeJavaScript'],
])('%j is refused', async (body, field) => {
  const response = await scene().ask('PUT', PROJECT, { body });
  expect([response.status, json(response).detail]).toEqual([400, expect.stringContaining(field)]);
});
