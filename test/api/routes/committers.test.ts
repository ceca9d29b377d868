import { describe, expect, test } from '@jest/globals';
import { EVENT_ID, event, HOUR, issue, NOW, OTHER_TOKEN, payload, scene } from '../scene.ts';

const EVENT = `/api/0/projects/acme/shop/events/${EVENT_ID}/`;
const sha = (number: number): string => number.toString(16).padStart(40, '0');
const commit = (number: number, author: string | undefined, ...paths: string[]) => ({
  id: sha(number),
  timestamp: NOW - number * HOUR,
  ...(author !== undefined && { author: { name: author, email: `${author}@example.com` } }),
  files: paths.map(path => ({ path, type: 'M' as const })),
});

/** The event's release, the one before it, and commits of both. */
const withCommits = async (of: Record<string, ReturnType<typeof commit>[]>) => {
  const opened = scene();
  for (const [place, version] of ['shop@1.4.0', 'shop@1.4.1', 'shop@1.4.2', 'shop@1.4.3'].entries()) {
    await opened.releases.make('42', version, { dateReleased: NOW - (9 - place) * HOUR });
    await opened.releases.setCommits('42', version, of[version] ?? []);
  }
  return opened;
};
const authorsOf = ({ committers }: { committers: { author: { name: string } }[] }): string[] =>
  committers.map(({ author }) => author.name);

describe('committers of an event', () => {
  test('are who changed its files in its release, the most likely first, with their commits', async () => {
    const opened = await withCommits({
      'shop@1.4.2': [
        commit(1, 'jane', 'src/coupon.ts'),
        commit(2, 'bob', 'src/api.ts'),
        commit(3, 'eve', 'web/src/coupon.ts'),
        commit(4, 'jane', 'src/coupon.ts'),
        commit(5, undefined, 'src/coupon.ts'),
      ],
      'shop@1.4.3': [commit(6, 'later', 'src/coupon.ts')],
    });
    const answer = await opened.get(`${EVENT}committers/`);
    expect(authorsOf(answer)).toEqual(['jane', 'eve']);
    expect(answer.committers[0]).toMatchObject({
      author: { name: 'jane', email: 'jane@example.com' },
      commits: [
        { id: sha(1), score: 2, suspectCommitType: 'via commit in release' },
        { id: sha(4), score: 2 },
      ],
    });
  });

  test('are looked for in the last release before that changed its files, where its own did not', async () => {
    const opened = await withCommits({
      'shop@1.4.0': [commit(8, 'old', 'src/coupon.ts')],
      'shop@1.4.1': [commit(7, 'jane', 'src/coupon.ts')],
      'shop@1.4.2': [commit(1, 'bob', 'src/api.ts')],
    });
    expect(authorsOf(await opened.get(`${EVENT}committers/`))).toEqual(['jane']);
  });

  test('follow the project’s code mappings', async () => {
    const opened = await withCommits({
      'shop@1.4.2': [commit(1, 'jane', 'packages/web/coupon.ts'), commit(2, 'bob', 'src/coupon.ts')],
    });
    const mapping = { stackRoot: './src/', sourceRoot: 'packages/web/', repository: 'acme/shop', dateCreated: NOW };
    await opened.deps.codeMappings.replace('42', [mapping], 0);
    expect(authorsOf(await opened.get(`${EVENT}committers/`))).toEqual(['jane']);
  });

  test('are nobody where no release, no commit or no file is known', async () => {
    expect(await scene().get(`${EVENT}committers/`)).toEqual({ committers: [] });
    expect(await (await withCommits({})).get(`${EVENT}committers/`)).toEqual({ committers: [] });
    const { release: _, ...without } = payload(EVENT_ID);
    const opened = scene([issue(1)], [event(1, EVENT_ID, { event: without })]);
    expect(await opened.get(`${EVENT}committers/`)).toEqual({ committers: [] });
    expect((await opened.ask('GET', `${EVENT}committers/`, { token: OTHER_TOKEN })).status).toBe(404);
  });

  test('stand behind the owners that rules suggest', async () => {
    const opened = await withCommits({ 'shop@1.4.2': [commit(1, 'jane', 'src/coupon.ts')] });
    await opened.ask('PUT', '/api/0/projects/acme/shop/ownership/', { body: { raw: 'path:*coupon* bob@example.com' } });
    const { owners } = await opened.get(`${EVENT}owners/`);
    expect(owners.map(({ name }: { name: string }) => name)).toEqual(['bob@example.com', 'jane@example.com']);
  });
});
