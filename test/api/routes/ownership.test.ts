import { expect, test } from '@jest/globals';
import { EVENT_ID, json, OTHER_TOKEN, READ_ONLY_TOKEN, scene } from '../scene.ts';

const PATH = '/api/0/projects/acme/shop/ownership/';
const RAW = '# who\n*/coupon.ts jane@example.com #cart\nurl:*cart* #web\n';

test('nobody owns anything until somebody says so', async () => {
  const { get } = scene();
  expect(await get(PATH)).toMatchObject({ raw: '', fallthrough: true, schema: null, dateCreated: null });
  expect(await get(`/api/0/projects/acme/shop/events/${EVENT_ID}/owners/`)).toEqual({
    owners: [],
    rule: null,
    rules: [],
  });
});

test('rules are kept as written, understood, and suggest the owners of an event', async () => {
  const { ask, get } = scene();
  const put = json(await ask('PUT', PATH, { body: { raw: RAW, autoAssignment: 'Turn off Auto-Assignment' } }));
  expect(put).toMatchObject({
    raw: RAW,
    autoAssignment: 'Turn off Auto-Assignment',
    schema: {
      rules: [{ matcher: { type: 'path', pattern: '*/coupon.ts' } }, { matcher: { type: 'url', pattern: '*cart*' } }],
    },
  });
  expect(json(await ask('PUT', PATH, { body: { fallthrough: false } }))).toMatchObject({
    raw: RAW,
    fallthrough: false,
  });
  expect(await get(PATH)).toMatchObject({ raw: RAW, fallthrough: false });
  expect(await get(`/api/0/projects/acme/shop/events/${EVENT_ID}/owners/`)).toMatchObject({
    owners: [
      { type: 'user', email: 'jane@example.com' },
      { type: 'team', id: 'cart' },
      { type: 'team', id: 'web' },
    ],
    rule: ['path', '*/coupon.ts'],
  });
});

test.each([
  [{ raw: '*.js' }, 'raw: Parse error in line 1: a rule needs an owner'],
  [{ raw: 'x'.repeat(100_001) }, 'raw: Raw needs to be <= 100000'],
  [{ autoAssignment: 'Auto Assign to Suspect Commits' }, 'autoAssignment: not supported'],
  [{ codeowners: true }, 'codeowners'],
])('%.60j is refused, and says why', async (body, why) => {
  const response = await scene().ask('PUT', PATH, { body });
  expect([response.status, json(response).detail]).toEqual([400, expect.stringContaining(why)]);
});

test('who may only read issues, or is of another organization, changes nothing', async () => {
  const { ask } = scene();
  expect((await ask('PUT', PATH, { body: { raw: RAW }, token: READ_ONLY_TOKEN })).status).toBe(403);
  expect((await ask('PUT', PATH, { body: { raw: RAW }, token: OTHER_TOKEN })).status).toBe(404);
});

test('the age by which issues are resolved is an option of the project', async () => {
  const { ask, get } = scene();
  expect((await get('/api/0/projects/acme/shop/')).resolveAge).toBe(0);
  expect(json(await ask('PUT', '/api/0/projects/acme/shop/', { body: { resolveAge: 48 } })).resolveAge).toBe(48);
  expect((await get('/api/0/projects/acme/shop/')).resolveAge).toBe(48);
  const refused = await ask('PUT', '/api/0/projects/acme/shop/', { body: { resolveAge: 10_000 } });
  expect([refused.status, json(refused).detail]).toEqual([400, expect.stringContaining('resolveAge')]);
});
