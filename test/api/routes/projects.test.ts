import { expect, test } from '@jest/globals';
import { scene } from '../scene.ts';

test('organizations have the fields that sentry-cli cannot do without, and an empty region', async () => {
  const [organization, ...others] = await scene().get('/api/0/organizations/');
  expect(others).toEqual([]);
  expect(organization).toMatchObject({
    id: 'acme',
    slug: 'acme',
    name: 'Acme',
    dateCreated: '2026-11-22T20:00:00.000Z',
    isEarlyAdopter: false,
    require2FA: false,
    links: { organizationUrl: 'https://errors.example.com', regionUrl: '' },
  });
  expect(await scene().get('/api/0/organizations/acme/')).toMatchObject(organization);
});

test.each(['/api/0/projects/', '/api/0/organizations/acme/projects/?cursor='])(
  '%s lists projects with a team',
  async path => {
    const projects = await scene().get(path);
    expect(projects.map(({ slug }: { slug: string }) => slug)).toEqual(['shop', 'api']);
    expect(projects[0]).toMatchObject({ id: '42', name: 'Shop', team: { id: 'acme', slug: 'acme', name: 'Acme' } });
  },
);

test('a project is found by its slug and by its id', async () => {
  const { get } = scene();
  expect(await get('/api/0/projects/acme/shop/')).toEqual(await get('/api/0/projects/acme/42/'));
});

test('a project hands out its DSN', async () => {
  const [key] = await scene().get('/api/0/projects/acme/shop/keys/');
  expect(key).toMatchObject({
    id: 'f'.repeat(32),
    name: 'Default',
    isActive: true,
    projectId: 42,
    dateCreated: '2026-11-22T20:00:00.000Z',
    dsn: { public: `https://${'f'.repeat(32)}@errors.example.com/42` },
  });
});
