import { expect, test } from '@jest/globals';
import { json, scene } from '../scene.ts';

test('a client learns the scopes of its token, and finds the user that it needs', async () => {
  const { get } = scene();
  expect(await get('/api/0/')).toMatchObject({
    version: '0',
    auth: { scopes: expect.arrayContaining(['event:read']) },
    user: { id: 'acme', email: '', name: 'set-up' },
  });
  expect(await get('/api/0/auth/')).toMatchObject({ id: 'acme', name: 'set-up', email: '' });
});

test('without a token the root says that nobody is signed in, with a wrong one it refuses', async () => {
  const { ask } = scene();
  expect(json(await ask('GET', '/api/0/', { token: undefined }))).toEqual({ version: '0', auth: null, user: null });
  expect((await ask('GET', '/api/0/', { token: 'wrong' })).status).toBe(401);
});
