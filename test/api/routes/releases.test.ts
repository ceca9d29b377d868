import { describe, expect, test } from '@jest/globals';
import { memoryReleaseCounts } from '../../support/memory-source-stores.ts';
import { HOUR, issue, json, NOW, nextCursor, OTHER_TOKEN, READ_ONLY_TOKEN, scene } from '../scene.ts';

const ORG = '/api/0/organizations/acme/releases/';
const SHOP = '/api/0/projects/acme/shop/releases/';
const V = 'shop@1.4.2';
const AT = '2026-11-22T19:00:00Z';
const sha = (number: number): string => number.toString(16).padStart(40, '0');

const post = (opened: ReturnType<typeof scene>, target: string, body: unknown) => opened.ask('POST', target, { body });

/** Releases of the shop, each a minute newer than the one before. */
const withReleases = async (...versions: string[]) => {
  const opened = scene();
  for (const [place, version] of versions.entries())
    await opened.releases.make('42', version, { dateReleased: NOW - HOUR + place * 60_000 });
  return opened;
};
const versionsOf = (rows: { version: string }[]): string[] => rows.map(({ version }) => version);

describe('a release that a build makes', () => {
  test('is answered in Sentry’s words, 201 the first time and 208 from then on', async () => {
    const opened = scene();
    const body = { version: V, projects: ['shop'], dateReleased: AT, ref: 'main', url: 'https://ci.example/7' };
    const first = await post(opened, ORG, body);
    expect([first.status, json(first)]).toEqual([
      201,
      {
        id: expect.any(Number),
        version: V,
        shortVersion: V,
        versionInfo: {
          package: 'shop',
          version: { raw: '1.4.2', major: 1, minor: 4, patch: 2, pre: null, buildCode: null, components: 3 },
          description: '1.4.2',
          buildHash: null,
        },
        status: 'open',
        dateCreated: '2026-11-22T20:00:00.000Z',
        dateReleased: '2026-11-22T19:00:00.000Z',
        ref: 'main',
        url: 'https://ci.example/7',
        commitCount: 0,
        lastCommit: null,
        deployCount: 0,
        lastDeploy: null,
        authors: [],
        newGroups: 0,
        events: 0,
        userCount: 0,
        userCountExact: true,
        maps: null,
        unmappedTold: null,
        data: {},
        firstEvent: null,
        lastEvent: null,
        owner: null,
        projects: [
          {
            id: 42,
            slug: 'shop',
            name: 'Shop',
            platform: 'javascript',
            platforms: ['javascript'],
            newGroups: 0,
            hasHealthData: false,
          },
        ],
      },
    ]);
    const again = await post(opened, ORG, body);
    expect([again.status, json(again)]).toEqual([208, json(first)]);
    expect(await opened.get(`${ORG}${V}/`)).toEqual(json(first));
    expect(await opened.get(`${SHOP}${encodeURIComponent(V)}/`)).toEqual(json(first));
  });

  test('below a project needs no list of projects', async () => {
    const opened = scene();
    expect((await post(opened, SHOP, { version: V })).status).toBe(201);
    expect((await post(opened, SHOP, { version: V })).status).toBe(208);
    expect(json(await opened.ask('GET', ORG))).toMatchObject([{ version: V, projects: [{ slug: 'shop' }] }]);
  });

  test('of several projects is one release, and gets more projects later', async () => {
    const opened = scene();
    await post(opened, ORG, { version: V, projects: ['shop'] });
    const more = await post(opened, ORG, { version: V, projects: ['shop', '43'] });
    expect([
      more.status,
      json(more)
        .projects.map(({ slug }: { slug: string }) => slug)
        .sort(),
    ]).toEqual([201, ['api', 'shop']]);
    expect(await opened.get(ORG)).toHaveLength(1);
    expect(await opened.get('/api/0/projects/acme/api/releases/')).toHaveLength(1);
  });

  test('said a second time moves no date, and fills in what was not known', async () => {
    const opened = scene();
    await opened.releases.seen('42', [{ version: V, first: NOW - HOUR, last: NOW }]);
    await post(opened, SHOP, { version: V, dateReleased: AT });
    const again = json(await post(opened, SHOP, { version: V, dateReleased: '2026-11-23T00:00:00Z', ref: 'main' }));
    expect(again).toMatchObject({
      dateReleased: '2026-11-22T19:00:00.000Z',
      ref: 'main',
      firstEvent: '2026-11-22T19:00:00.000Z',
      lastEvent: '2026-11-22T20:00:00.000Z',
    });
  });

  test('is archived and restored without naming a project, as sentry-cli does', async () => {
    const opened = await withReleases(V, 'shop@1.4.3');
    const archived = await post(opened, ORG, { version: V, projects: [], status: 'archived' });
    expect([archived.status, json(archived).status]).toEqual([208, 'archived']);
    expect(versionsOf(await opened.get(`${ORG}?status=open`))).toEqual(['shop@1.4.3']);
    expect(versionsOf(await opened.get(`${ORG}?status=archived`))).toEqual([V]);
    await post(opened, ORG, { version: V, projects: [], status: 'open' });
    expect(await opened.get(`${ORG}?status=open`)).toHaveLength(2);
  });

  test('lets resolutions know that wait for it, once', async () => {
    const opened = scene();
    await post(opened, SHOP, { version: V });
    await post(opened, SHOP, { version: V });
    expect(opened.followed.map(({ projectId, version }) => [projectId, version])).toEqual([['42', V]]);
  });

  test('whose resolutions could not be told is told of again by the next request', async () => {
    const opened = scene();
    const { follow } = opened.deps.releaseFollower;
    opened.deps.releaseFollower.follow = async () => {
      throw new Error('the table is busy');
    };
    await expect(post(opened, SHOP, { version: V })).rejects.toThrow('busy');
    opened.deps.releaseFollower.follow = follow;
    expect((await post(opened, SHOP, { version: V })).status).toBe(208);
    expect(opened.followed).toHaveLength(1);
  });
});

describe('what is refused', () => {
  test.each(['', ' ', '.', '..', 'latest', 'a/b', 'a\\b', 'a\nb', 'a\tb', 'x'.repeat(201), '\ud800'])(
    'the version %j, by its name',
    async version => {
      const answer = await post(scene(), ORG, { version, projects: ['shop'] });
      expect([answer.status, json(answer)]).toEqual([400, expect.objectContaining({ version: [expect.any(String)] })]);
    },
  );

  test.each([
    ['projects', { projects: ['shop', 'nobody'] }],
    ['projects', { projects: ['secret'] }],
    ['projects', { projects: [] }],
    ['projects', {}],
    ['dateReleased', { projects: ['shop'], dateReleased: 'tomorrow' }],
    ['dateReleased', { projects: ['shop'], dateReleased: '1969-01-01T00:00:00Z' }],
    ['url', { projects: ['shop'], url: 'javascript:alert(1)' }],
    ['status', { projects: ['shop'], status: 'gone' }],
    ['commits', { projects: ['shop'], commits: [{ id: 'a b' }] }],
    ['commits', { projects: ['shop'], commits: Array.from({ length: 1_001 }, (_, number) => ({ id: sha(number) })) }],
    ['refs', { projects: ['shop'], refs: [{ repository: 'acme/shop' }] }],
  ])('a wrong %s, which the answer names', async (field, wrong) => {
    const opened = scene();
    const answer = await post(opened, ORG, { version: V, ...wrong });
    expect([answer.status, json(answer)]).toEqual([400, expect.objectContaining({ [field]: [expect.any(String)] })]);
    expect(await opened.get(ORG)).toEqual([]);
  });

  test('another organization’s releases look as if they were not there', async () => {
    const opened = await withReleases(V);
    const target = `${ORG}${V}/`;
    const asOther = { token: OTHER_TOKEN, body: { version: V, projects: ['shop'], environment: 'production' } };
    for (const [method, path] of [
      ['GET', ORG],
      ['POST', ORG],
      ['GET', target],
      ['PUT', target],
      ['DELETE', target],
      ['GET', `${target}commits/`],
      ['POST', `${target}deploys/`],
      ['GET', `${SHOP}${V}/`],
    ] as const)
      expect([path, (await opened.ask(method, path, asOther)).status]).toEqual([path, 404]);
    expect((await opened.ask('GET', `/api/0/organizations/other/releases/${V}/`, asOther)).status).toBe(404);
    expect(json(await opened.ask('GET', '/api/0/organizations/other/releases/', asOther))).toEqual([]);
    expect((await opened.ask('GET', `${ORG}?project=44`)).status).toBe(404);
    expect(await opened.get(target)).toMatchObject({ version: V, deployCount: 0 });
  });

  test('a token without the right to releases', async () => {
    const opened = scene();
    expect((await opened.ask('GET', ORG, { token: READ_ONLY_TOKEN })).status).toBe(403);
    expect((await opened.ask('POST', ORG, { token: READ_ONLY_TOKEN, body: { version: V } })).status).toBe(403);
  });
});

describe('a release that is there', () => {
  test('is finalized, and its date moves it in the list', async () => {
    const opened = await withReleases(V, 'shop@1.4.3');
    const answer = await opened.ask('PUT', `${ORG}${V}/`, {
      body: { projects: ['shop'], dateReleased: '2026-11-22T21:24:41.237310703Z' },
    });
    expect([answer.status, json(answer).dateReleased]).toEqual([200, '2026-11-22T21:24:41.237Z']);
    expect(versionsOf(await opened.get(SHOP))).toEqual([V, 'shop@1.4.3']);
    expect(opened.followed).toMatchObject([{ version: V }]);
  });

  test('keeps what a change does not name or leaves null', async () => {
    const opened = await withReleases(V);
    await opened.ask('PUT', `${ORG}${V}/`, { body: { ref: 'main', url: 'https://ci.example' } });
    const changed = json(await opened.ask('PUT', `${SHOP}${V}/`, { body: { url: null, dateReleased: null } }));
    expect(changed).toMatchObject({ ref: 'main', url: 'https://ci.example', dateReleased: expect.any(String) });
    expect(json(await opened.ask('PUT', `${SHOP}${V}/`, { body: { url: '' } })).url).toBeNull();
  });

  test('is deleted, and then nobody finds it', async () => {
    const opened = await withReleases(V);
    expect((await opened.ask('DELETE', `${ORG}${V}/`)).status).toBe(204);
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect((await opened.ask(method, `${ORG}${V}/`, { body: {} })).status).toBe(404);
    expect(await opened.get(ORG)).toEqual([]);
  });

  test('of the longest name is found by it, however it is written in the address', async () => {
    const long = `${'한'.repeat(199)}+`;
    const opened = await withReleases(long, 'a@1+2 3');
    expect((await opened.get(`${ORG}${encodeURIComponent(long)}/`)).version).toBe(long);
    for (const written of ['a@1+2%203', 'a%401%2B2%203'])
      expect((await opened.get(`${ORG}${written}/`)).version).toBe('a@1+2 3');
  });
});

describe('the list of releases', () => {
  test('is read page by page, newest first', async () => {
    const { ask } = await withReleases('a', 'b', 'c');
    const first = await ask('GET', `${SHOP}?per_page=2`);
    expect(versionsOf(json(first))).toEqual(['c', 'b']);
    const second = await ask('GET', `${SHOP}?per_page=2&cursor=${nextCursor(first)}`);
    expect([versionsOf(json(second)), nextCursor(second)]).toEqual([['a'], undefined]);
  });

  test('is narrowed to versions that begin so', async () => {
    const { get } = await withReleases('shop@1.0', 'cart@1.0', 'shop@2.0');
    expect(versionsOf(await get(`${ORG}?query=shop%40`))).toEqual(['shop@2.0', 'shop@1.0']);
    expect(await get(`${ORG}?query=hop`)).toEqual([]);
  });

  test('of an organization shows each version once, where its newest project has it, on any page size', async () => {
    const opened = await withReleases('a', 'b', 'c', 'd');
    for (const [version, later] of [
      ['a', 90],
      ['c', -90],
      ['x', 1],
    ] as const)
      await opened.releases.make('43', version, { dateReleased: NOW - HOUR + later * 60_000 });
    for (const limit of [1, 2, 3, 10]) {
      const pages: string[] = [];
      let cursor: string | undefined = '';
      while (cursor !== undefined && pages.length < 20) {
        const page = await opened.ask('GET', `${ORG}?per_page=${limit}&cursor=${cursor}`);
        pages.push(...versionsOf(json(page)));
        cursor = nextCursor(page);
      }
      expect(pages).toEqual(['a', 'd', 'c', 'x', 'b']);
    }
    expect(versionsOf(await opened.get(`${ORG}?project=api`))).toEqual(['a', 'x', 'c']);
    expect(versionsOf(await opened.get(`${ORG}?project=-1`))).toHaveLength(5);
  });

  test.each(['x', 'e30', Buffer.from('{"date":1e99,"version":"a"}').toString('base64url')])(
    'takes no made-up cursor %p',
    async cursor => {
      const { ask } = await withReleases('a');
      expect((await ask('GET', `${SHOP}?cursor=${cursor}`)).status).toBe(400);
    },
  );
});

describe('commits of a release', () => {
  const commit = (number: number) => ({
    id: sha(number),
    repository: 'origin',
    message: `change ${number}`,
    author_name: 'Jane Doe',
    author_email: 'jane.doe@example.com',
    timestamp: '2026-11-20T10:00:00Z',
    patch_set: [{ path: 'a.txt', type: 'M' }],
  });

  test('are kept with their authors and messages, and counted', async () => {
    const opened = await withReleases(V);
    const put = await opened.ask('PUT', `${ORG}${V}/`, { body: { commits: [commit(2), commit(1)] } });
    const author = { id: expect.any(String), name: 'Jane Doe', email: 'jane.doe@example.com' };
    const newest = {
      id: sha(2),
      message: 'change 2',
      author,
      dateCreated: '2026-11-20T10:00:00.000Z',
      repository: { name: 'origin' },
      pullRequest: null,
      suspectCommitType: '',
    };
    expect(json(put)).toMatchObject({ commitCount: 2, lastCommit: newest, authors: [author] });
    expect((await opened.get(`${ORG}${V}/commits/`))[0]).toEqual(newest);
    expect(opened.followed).toHaveLength(1);
  });

  test('list the files that they changed', async () => {
    const opened = await withReleases(V);
    await opened.ask('PUT', `${ORG}${V}/`, { body: { commits: [commit(2), commit(1)] } });
    for (const scope of [ORG, SHOP]) {
      const files = await opened.get(`${scope}${V}/commitfiles/`);
      expect(files.map(({ id, filename, type }: Record<string, string>) => [id, filename, type])).toEqual([
        [sha(2), 'a.txt', 'M'],
        [sha(1), 'a.txt', 'M'],
      ]);
      expect(files[0]).toMatchObject({ commitMessage: 'change 2', repoName: 'origin', author: { name: 'Jane Doe' } });
    }
  });

  test('that are too long are cut, and what is no file is passed over', async () => {
    const opened = await withReleases(V);
    const patch_set = [
      { path: 'a.ts', type: 'R' },
      { path: '' },
      { path: 'x'.repeat(511) },
      null,
      'b.ts',
      ...Array.from({ length: 1_500 }, (_, number) => ({ path: `f${number}`, type: 'A' })),
    ];
    const long = {
      id: sha(1),
      message: 'm'.repeat(9_000),
      author_name: 'n'.repeat(300),
      author_email: null,
      patch_set,
    };
    expect((await opened.ask('PUT', `${ORG}${V}/`, { body: { commits: [long] } })).status).toBe(200);
    const [kept] = await opened.releases.commits('42', V);
    expect([kept?.message?.length, kept?.author?.name?.length, kept?.files?.length]).toEqual([4_096, 128, 1_000]);
    expect(kept?.files?.slice(0, 2)).toEqual([
      { path: 'a.ts', type: 'M' },
      { path: 'f0', type: 'A' },
    ]);
  });

  test('are read page by page', async () => {
    const opened = await withReleases(V);
    await opened.ask('PUT', `${ORG}${V}/`, { body: { commits: [commit(3), commit(2), commit(1)] } });
    const first = await opened.ask('GET', `${SHOP}${V}/commits/?per_page=2`);
    const second = await opened.ask('GET', `${SHOP}${V}/commits/?per_page=2&cursor=${nextCursor(first)}`);
    expect([...json(first), ...json(second)].map(({ id }: { id: string }) => id)).toEqual([sha(3), sha(2), sha(1)]);
    expect(nextCursor(second)).toBeUndefined();
  });

  test('stand for the head of each repository where only those are named, and are cleared by an empty list', async () => {
    const opened = await withReleases(V);
    const refs = [{ repository: 'acme/shop', commit: `${sha(1)}..${sha(2)}`, previousCommit: null }];
    await opened.ask('PUT', `${ORG}${V}/`, { body: { refs } });
    expect(await opened.get(`${ORG}${V}/commits/`)).toMatchObject([{ id: sha(2), repository: { name: 'acme/shop' } }]);
    await opened.ask('PUT', `${ORG}${V}/`, { body: { refs: [] } });
    expect(await opened.get(`${ORG}${V}/commits/`)).toEqual([]);
  });

  test('lead to the release before, from which a tool counts on', async () => {
    const opened = await withReleases('a', 'b', 'c');
    await opened.ask('PUT', `${ORG}a/`, { body: { commits: [commit(1)] } });
    expect(await opened.get(`${ORG}c/previous-with-commits/`)).toMatchObject({
      version: 'a',
      lastCommit: { id: sha(1) },
    });
    expect(await opened.get(`${ORG}a/previous-with-commits/`)).toEqual({});
  });
});

describe('issues that a commit says it fixes', () => {
  const fixing = (message: string, id = sha(1)) => ({ body: { commits: [{ id, message, repository: 'acme/shop' }] } });
  const statusOf = (opened: ReturnType<typeof scene>, number: number) =>
    opened.issueStore.issues.find(one => one.number === number);

  test('are resolved in its release, and the issue says by which commit', async () => {
    const opened = scene([issue(1), issue(2), issue(3)]);
    await opened.releases.make('42', V, {});
    await opened.ask('PUT', `${ORG}${V}/`, fixing('repair\n\nFixes SHOP-1, shop-2, NOPE-7'));
    for (const number of [1, 2])
      expect(statusOf(opened, number)).toMatchObject({
        status: 'resolved',
        life: { resolution: { type: 'in_release', release: V, commit: { id: sha(1), repository: 'acme/shop' } } },
      });
    expect(statusOf(opened, 3)?.status).toBe('unresolved');
    expect((await opened.get('/api/0/issues/1001/')).activity).toMatchObject([
      { type: 'set_resolved_in_commit', data: { commit: sha(1), repository: 'acme/shop' } },
    ]);
  });

  test('that have come back since are not closed anew by the same commit, but by another', async () => {
    const opened = scene([issue(1)]);
    await opened.releases.make('42', V, {});
    await opened.ask('PUT', `${ORG}${V}/`, fixing('Fixes SHOP-1'));
    await opened.ask('PUT', '/api/0/issues/1001/', { body: { status: 'unresolved' } });
    await opened.ask('PUT', `${ORG}${V}/`, fixing('Fixes SHOP-1'));
    expect(statusOf(opened, 1)?.status).toBe('unresolved');
    await opened.ask('PUT', `${ORG}${V}/`, fixing('Fixes SHOP-1', sha(2)));
    expect(statusOf(opened, 1)?.status).toBe('resolved');
  });

  test('of another project are left alone', async () => {
    const opened = scene([issue(1, { projectId: '43', shortId: 'API-1', projectSlug: 'api' })]);
    await opened.releases.make('42', V, {});
    await opened.ask('PUT', `${ORG}${V}/`, fixing('Fixes API-1'));
    expect(statusOf(opened, 1)?.status).toBe('unresolved');
  });
});

describe('the list by version', () => {
  test('has the greatest first, what is no version last, in pages, over several projects', async () => {
    const opened = await withReleases('shop@1.9.0', 'abc', 'shop@1.10.0', 'shop@1.10.0-rc.1');
    for (const version of ['shop@1.10.0', 'api@2.0.0']) await opened.releases.make('43', version, {});
    const pages: string[][] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined && pages.length < 9) {
      const page = await opened.ask('GET', `${ORG}?sort=semver&per_page=2&cursor=${cursor}`);
      pages.push(versionsOf(json(page)));
      cursor = nextCursor(page);
    }
    expect(pages).toEqual([['api@2.0.0', 'shop@1.10.0'], ['shop@1.10.0-rc.1', 'shop@1.9.0'], ['abc']]);
  });

  test('takes no cursor of the other order, and there is no third one', async () => {
    const opened = await withReleases('a', 'b');
    const cursor = nextCursor(await opened.ask('GET', `${SHOP}?per_page=1`));
    expect((await opened.ask('GET', `${SHOP}?sort=semver&cursor=${cursor}`)).status).toBe(400);
    expect((await opened.ask('GET', `${SHOP}?sort=crash_free_users`)).status).toBe(400);
  });
});

describe('what a release has brought', () => {
  const counted = async () => {
    const opened = scene();
    for (const project of ['42', '43']) await opened.releases.seen(project, [{ version: V, first: NOW, last: NOW }]);
    opened.deps.releaseCounts = memoryReleaseCounts(
      new Map([
        [
          `42 ${V}`,
          [day('2026-11-21', 'production', 6, 2), day('2026-11-22', '', 1, 1), day('2026-11-22', 'dev', 2, 0)],
        ],
        [`43 ${V}`, [day('2026-11-22', 'production', 1, 1)]],
      ]),
      new Map([
        [`42 ${V}`, { users: 7, exact: true }],
        [`43 ${V}`, { users: 1_000, exact: false }],
      ]),
    );
    return opened;
  };
  const day = (date: string, environment: string, events: number, newIssues: number) => ({
    day: date,
    environment,
    events,
    newIssues,
  });

  test('is counted for all its projects, and for each', async () => {
    const opened = await counted();
    const release = await opened.get(`${ORG}${V}/`);
    const ofProjects = release.projects.map(({ slug, newGroups }: Record<string, unknown>) => [slug, newGroups]);
    expect([release.newGroups, ofProjects.sort()]).toEqual([
      4,
      [
        ['api', 1],
        ['shop', 3],
      ],
    ]);
    expect((await opened.get(SHOP))[0]).toMatchObject({ version: V, newGroups: 3, userCount: 7, userCountExact: true });
    // Nobody is known in two projects as the same.
    expect(release).toMatchObject({ userCount: null, userCountExact: false });
  });

  test('says how the frames of its events were mapped, and why not', async () => {
    const opened = await counted();
    const maps = (mapped: number, unmapped: number, reasons: Record<string, number>) => ({
      mapped,
      partly: 0,
      unmapped,
      reasons,
    });
    opened.deps.releaseCounts = memoryReleaseCounts(
      new Map([
        [
          `42 ${V}`,
          [
            { ...day('2026-11-21', 'production', 6, 2), maps: maps(3, 2, { missing_source: 2 }) },
            { ...day('2026-11-22', 'dev', 3, 0), maps: maps(0, 3, { out_of_time: 3 }) },
          ],
        ],
        [`43 ${V}`, [{ ...day('2026-11-22', 'production', 1, 1), maps: maps(1, 0, {}) }]],
      ]),
    );
    const outOfTime = { reason: 'out_of_time', events: 3 };
    const missing = { reason: 'missing_source', events: 2 };
    const all = { mapped: 3, partly: 0, unmapped: 5, reasons: [outOfTime, missing] };
    expect((await opened.get(`${SHOP}${V}/`)).maps).toEqual(all);
    expect((await opened.get(`${ORG}${V}/`)).maps).toEqual({ ...all, mapped: 4 });
    const adoption = await opened.get(`${SHOP}${V}/adoption/`);
    expect([adoption.maps, adoption.days[1].maps, adoption.environments[0].maps]).toEqual([
      all,
      { mapped: 0, partly: 0, unmapped: 3, reasons: [outOfTime] },
      { mapped: 3, partly: 0, unmapped: 2, reasons: [missing] },
    ]);
  });

  test('is told in a list by day and environment, if it is asked for', async () => {
    const opened = await counted();
    const [release] = await opened.get(`${SHOP}?statsPeriod=2d`);
    const days = ['2026-11-21', '2026-11-22'].map(date => Date.parse(date) / 1_000);
    expect(release).toMatchObject({
      events: 9,
      stats: {
        '2d': [
          [days[0], 6],
          [days[1], 3],
        ],
      },
      environments: [
        { environment: 'production', events: 6 },
        { environment: 'dev', events: 2 },
        { environment: null, events: 1 },
      ],
    });
    expect((await opened.get(`${SHOP}?statsPeriod=1d`))[0]).toMatchObject({
      events: 9,
      stats: { '1d': [[days[1], 3]] },
      environments: [{ environment: 'dev' }, { environment: null }],
    });
    expect((await opened.get(SHOP))[0]).not.toHaveProperty('stats');
    expect((await opened.ask('GET', `${SHOP}?statsPeriod=24h`)).status).toBe(400);
  });

  test('is told by day and environment, beside all that came in', async () => {
    const opened = await counted();
    const hour = Date.parse('2026-11-22T03:00:00Z');
    const row = { hour, category: 'error', reason: '' } as const;
    opened.deps.ledger = {
      read: async () => [
        { ...row, outcome: 'stored', quantity: 4 },
        { ...row, outcome: 'counted_only', quantity: 8 },
        { ...row, outcome: 'filtered', quantity: 100 },
      ],
    };
    expect(await opened.get(`${SHOP}${V}/adoption/?statsPeriod=7d`)).toMatchObject({
      version: V,
      project: 'shop',
      events: 9,
      newGroups: 3,
      environments: [
        { environment: 'production', events: 6, newGroups: 2 },
        { environment: 'dev', events: 2, newGroups: 0 },
        { environment: null, events: 1, newGroups: 1 },
      ],
      days: [
        { date: '2026-11-21', events: 6, newGroups: 2, share: null },
        { date: '2026-11-22', events: 3, newGroups: 1, share: 0.25 },
      ],
      complete: true,
    });
    expect((await opened.get(`${SHOP}${V}/adoption/?statsPeriod=1d`)).events).toBe(3);
    expect((await opened.ask('GET', `${SHOP}${V}/adoption/?statsPeriod=91d`)).status).toBe(400);
  });
});

describe('deploys of a release', () => {
  test('are made and listed, the latest first', async () => {
    const opened = await withReleases(V);
    const first = await post(opened, `${ORG}${V}/deploys/`, {
      environment: 'production',
      name: 'blue',
      url: 'https://shop.test',
      dateStarted: '2026-11-22T21:22:45.666317384Z',
      dateFinished: '2026-11-22T21:24:45.666317384Z',
    });
    expect([first.status, json(first)]).toEqual([
      201,
      {
        id: expect.any(String),
        environment: 'production',
        name: 'blue',
        url: 'https://shop.test',
        dateStarted: '2026-11-22T21:22:45.666Z',
        dateFinished: '2026-11-22T21:24:45.666Z',
      },
    ]);
    await post(opened, `${ORG}${V}/deploys/`, { environment: 'staging' });
    expect(await opened.get(`${ORG}${V}/deploys/`)).toMatchObject([
      { environment: 'production' },
      { environment: 'staging', name: null, dateFinished: '2026-11-22T20:00:00.000Z' },
    ]);
    expect(await opened.get(`${ORG}${V}/`)).toMatchObject({ deployCount: 2, lastDeploy: { name: 'blue' } });
  });

  test.each([
    ['environment', {}],
    ['environment', { environment: 'a/b' }],
    ['environment', { environment: 'none' }],
    ['url', { environment: 'production', url: 'javascript:alert(1)' }],
    ['projects', { environment: 'production', projects: ['api'] }],
  ])('are refused for a wrong %s, which the answer names', async (field, body) => {
    const opened = await withReleases(V);
    const answer = await post(opened, `${ORG}${V}/deploys/`, body);
    expect([answer.status, json(answer)]).toEqual([400, expect.objectContaining({ [field]: [expect.any(String)] })]);
    expect(await opened.get(`${ORG}${V}/deploys/`)).toEqual([]);
  });

  test('of a release that is not there are none', async () => {
    const opened = scene();
    expect((await post(opened, `${ORG}${V}/deploys/`, { environment: 'production' })).status).toBe(404);
    expect((await opened.ask('GET', `${ORG}${V}/deploys/`)).status).toBe(404);
  });
});
