import { describe, expect, test } from '@jest/globals';
import { json, NOW, OWNER_TOKEN, scene } from '../scene.ts';

const PROJECTS = '/api/0/organizations/acme/projects/';

const projectsScene = () => {
  const { deps, ask } = scene();
  const post = async (body: unknown, path = PROJECTS) => {
    const answer = await ask('POST', path, { body, token: OWNER_TOKEN });
    return { status: answer.status, json: json(answer) };
  };
  return { deps, ask, post };
};

describe('a new project', () => {
  test('has an id that none had, a key, and secrets of its own', async () => {
    const { deps, ask, post } = projectsScene();
    const { status, json: project } = await post({ name: 'New thing', platform: 'python' });
    expect([status, project]).toEqual([
      201,
      expect.objectContaining({ slug: 'new-thing', name: 'New thing', platform: 'python', status: 'active' }),
    ]);
    expect(['42', '43', '44']).not.toContain(project.id);
    const [key, ...others] = json(await ask('GET', `/api/0/projects/acme/new-thing/keys/`));
    expect(others).toEqual([]);
    expect(key).toMatchObject({ name: 'Default', isActive: true, dateCreated: new Date(NOW).toISOString() });
    const [settings] = await deps.projects.keys(project.id);
    expect(settings).toMatchObject({ projectId: project.id, projectSlug: 'new-thing', organization: 'acme' });
    expect(settings?.scrub).toMatchObject({ profile: 'strict', pseudonymKey: expect.stringMatching(/^\w{64}$/) });
    const second = await post({ name: 'Another' });
    const [other] = await deps.projects.keys(second.json.id);
    expect(other?.scrub.pseudonymKey).not.toBe(settings?.scrub.pseudonymKey);
  });

  test('is also made under a team, as Sentry’s tools ask for it, whatever the team is called', async () => {
    const { post } = projectsScene();
    expect(await post({ name: 'New thing' }, '/api/0/teams/acme/web/projects/')).toMatchObject({
      status: 201,
      json: { slug: 'new-thing', team: { slug: 'acme' } },
    });
  });

  test.each([
    ['결제 서비스', 'gyeolje-seobiseu'],
    ['Café №1', 'cafe-no1'],
    ['日本', 'project'],
    ['42', 'project-42'],
    ['Shop', 'shop-2'],
  ])('called %s has the slug %s, which people can read', async (name, slug) => {
    expect((await projectsScene().post({ name })).json).toMatchObject({ name, slug });
  });

  test('has the slug that was asked for, or is not made', async () => {
    const { post } = projectsScene();
    expect((await post({ name: 'Till', slug: 'till' })).json.slug).toBe('till');
    const taken = await post({ name: 'Shop', slug: 'shop' });
    expect([taken.status, taken.json]).toEqual([409, { detail: 'A project with this slug already exists.' }]);
    for (const body of [{}, { name: '' }, { name: 7 }])
      expect((await post(body)).json.name).toEqual([expect.any(String)]);
    expect((await post({ name: 'x', slug: '7' })).json.slug).toEqual([expect.any(String)]);
  });

  test('has the quotas of its organization from the first moment', async () => {
    const { deps, post } = projectsScene();
    const quota = { id: 'all', scopeId: 'acme', categories: [], limit: 10, window: 60, reasonCode: 'all' };
    await deps.projects.updateKeySettings('42', settings => ({
      ...settings,
      quotas: [
        { ...quota, scope: 'organization' },
        { ...quota, scope: 'project', scopeId: '42' },
      ],
    }));
    const { json: project } = await post({ name: 'New thing' });
    expect((await deps.projects.keys(project.id))[0]?.quotas).toEqual([{ ...quota, scope: 'organization' }]);
  });

  test('is one of so many that one request still reads the issues of all', async () => {
    const { ask, post } = projectsScene();
    for (let made = 2; made < 50; made++) expect((await post({ name: 'New thing' })).status).toBe(201);
    expect(await post({ name: 'One more' })).toMatchObject({
      status: 400,
      json: { detail: expect.stringContaining('50 projects') },
    });
    expect((await ask('GET', '/api/0/organizations/acme/issues/')).status).toBe(200);
  });
});
