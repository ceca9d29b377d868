import { describe, expect, test } from '@jest/globals';
import { json, OTHER_TOKEN, READ_ONLY_TOKEN, scene } from '../scene.ts';

const REPOS = '/api/0/organizations/acme/repos/';
const MAPPINGS = '/api/0/organizations/acme/code-mappings/';
const LINK = '/api/0/projects/acme/shop/stacktrace-link/';
const GITHUB = { name: 'acme/shop', url: 'https://github.com/acme/shop/', provider: 'integrations:github' };
const upload = (...mappings: { stackRoot: string; sourceRoot: string }[]) => ({
  body: { project: 'shop', repository: 'acme/shop', defaultBranch: 'main', mappings },
});
const APP = { stackRoot: '/app/', sourceRoot: 'web/' };

const withRepository = async () => {
  const opened = scene();
  const repository = json(await opened.ask('POST', REPOS, { body: GITHUB }));
  return { ...opened, repository };
};

describe('repositories', () => {
  test('are named, listed and deleted in Sentry’s words', async () => {
    const opened = await withRepository();
    expect(opened.repository).toEqual({
      id: expect.stringMatching(/^\d+$/),
      name: 'acme/shop',
      url: 'https://github.com/acme/shop',
      provider: { id: 'integrations:github', name: 'GitHub' },
      status: 'active',
      dateCreated: '2026-11-22T20:00:00.000Z',
      integrationId: null,
      externalSlug: 'acme/shop',
      externalId: null,
    });
    await opened.ask('POST', REPOS, { body: { name: 'acme/api' } });
    const listed = await opened.get(`${REPOS}?cursor=`);
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(['acme/api', 'acme/shop']);
    expect(await opened.get(`${REPOS}?query=SHOP`)).toEqual([opened.repository]);
    expect((await opened.ask('DELETE', `${REPOS}${opened.repository.id}/`)).status).toBe(204);
    expect((await opened.ask('DELETE', `${REPOS}${opened.repository.id}/`)).status).toBe(404);
    expect(await opened.get(REPOS)).toHaveLength(1);
  });

  test.each([
    { name: '' },
    { name: 'a\nb' },
    { name: 'x'.repeat(201) },
    { ...GITHUB, url: 'javascript:alert(1)' },
    { ...GITHUB, provider: '<b>' },
  ])('named %j are refused', async body => {
    const opened = scene();
    expect((await opened.ask('POST', REPOS, { body })).status).toBe(400);
    expect(await opened.get(REPOS)).toEqual([]);
  });

  test('of another organization look as if they were not there', async () => {
    const opened = await withRepository();
    for (const [method, path] of [
      ['GET', REPOS],
      ['POST', REPOS],
      ['DELETE', `${REPOS}${opened.repository.id}/`],
      ['GET', MAPPINGS],
      ['POST', `${MAPPINGS}bulk/`],
      ['GET', `${LINK}?file=a`],
    ] as const)
      expect([path, (await opened.ask(method, path, { token: OTHER_TOKEN, body: GITHUB })).status]).toEqual([
        path,
        404,
      ]);
    expect((await opened.ask('POST', REPOS, { token: READ_ONLY_TOKEN, body: GITHUB })).status).toBe(403);
  });
});

describe('code mappings', () => {
  test('are uploaded by the command line, and said anew under the same roots', async () => {
    const opened = await withRepository();
    const first = json(await opened.ask('POST', `${MAPPINGS}bulk/`, upload(APP)));
    expect(first).toEqual({ created: 1, updated: 0, errors: 0, mappings: [{ ...APP, status: 'created' }] });
    const again = json(await opened.ask('POST', `${MAPPINGS}bulk/`, upload(APP, { stackRoot: '', sourceRoot: '' })));
    expect([again.created, again.updated]).toEqual([1, 1]);
    expect((await opened.get(`${MAPPINGS}?project=shop`))[0]).toMatchObject({
      ...APP,
      projectSlug: 'shop',
      repoId: opened.repository.id,
      repoName: 'acme/shop',
      provider: { key: 'github' },
      defaultBranch: 'main',
    });
    expect(await opened.get(`${MAPPINGS}?project=api`)).toEqual([]);
  });

  test('are made, changed and deleted one by one', async () => {
    const opened = await withRepository();
    const body = { projectId: '42', repositoryId: opened.repository.id, ...APP };
    const made = await opened.ask('POST', MAPPINGS, { body });
    expect([made.status, json(made)]).toMatchObject([201, { ...APP, projectId: '42', defaultBranch: null }]);
    expect((await opened.ask('POST', MAPPINGS, { body })).status).toBe(400);
    const changed = json(
      await opened.ask('PUT', `${MAPPINGS}${json(made).id}/`, { body: { sourceRoot: 'src/', defaultBranch: 'dev' } }),
    );
    expect(changed).toMatchObject({ stackRoot: '/app/', sourceRoot: 'src/', defaultBranch: 'dev' });
    expect((await opened.ask('DELETE', `${MAPPINGS}${changed.id}/`)).status).toBe(204);
    expect((await opened.ask('DELETE', `${MAPPINGS}${changed.id}/`)).status).toBe(404);
    expect(await opened.get(MAPPINGS)).toEqual([]);
  });

  test.each([
    { stackRoot: 'x'.repeat(151), sourceRoot: '' },
    { stackRoot: '', sourceRoot: '../../etc' },
    { stackRoot: 'a\u0000', sourceRoot: '' },
  ])('of %j are refused', async mapping => {
    const opened = scene();
    expect((await opened.ask('POST', `${MAPPINGS}bulk/`, upload(mapping))).status).toBe(400);
    expect(await opened.get(MAPPINGS)).toEqual([]);
  });

  test('beyond what one row holds are refused as a whole', async () => {
    const opened = scene();
    const many = Array.from({ length: 601 }, (_, number) => ({ stackRoot: String(number), sourceRoot: '' }));
    await opened.ask('POST', `${MAPPINGS}bulk/`, upload(...many.slice(0, 300)));
    expect((await opened.ask('POST', `${MAPPINGS}bulk/`, upload(...many.slice(300)))).status).toBe(400);
    expect((await opened.ask('POST', `${MAPPINGS}bulk/`, upload(...many.slice(300, 600)))).status).toBe(200);
    const wide = many.map(({ stackRoot }) => ({
      stackRoot: stackRoot + '한'.repeat(140),
      sourceRoot: '한'.repeat(150),
    }));
    expect((await scene().ask('POST', `${MAPPINGS}bulk/`, upload(...wide.slice(0, 600)))).status).toBe(400);
  });
});

describe('the place of a frame in a repository', () => {
  test('is its line on the page of the repository’s host', async () => {
    const opened = await withRepository();
    await opened.ask('POST', `${MAPPINGS}bulk/`, upload(APP));
    expect(await opened.get(`${LINK}?file=/app/src/cart.ts&lineNo=7&platform=node&groupId=1`)).toMatchObject({
      sourceUrl: 'https://github.com/acme/shop/blob/main/web/src/cart.ts#L7',
      config: APP,
    });
    const pinned = await opened.get(`${LINK}?file=cart.ts&absPath=/app/cart.ts&commitId=abc&lineNo=x`);
    expect(pinned.sourceUrl).toBe('https://github.com/acme/shop/blob/abc/web/cart.ts');
  });

  test('is unknown without a mapping that fits, or an address of the repository; the answer says so', async () => {
    const opened = scene();
    const errorOf = async () => (await opened.get(`${LINK}?file=/app/cart.ts`)).error;
    expect(await errorOf()).toBe('no_code_mappings');
    await opened.ask('POST', `${MAPPINGS}bulk/`, upload({ stackRoot: '/srv/', sourceRoot: '' }));
    expect(await errorOf()).toBe('stack_root_mismatch');
    await opened.ask('POST', `${MAPPINGS}bulk/`, upload(APP));
    expect(await errorOf()).toBe('repository_without_url');
    expect((await opened.ask('GET', LINK)).status).toBe(400);
  });
});
