import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { setUp } from '../../lib/setup/set-up.ts';
import { memoryProjectStore } from '../support/memory-project-store.ts';
import { memoryTokenStore } from '../support/memory-token-store.ts';
import { memoryOrganizationTokenStore } from '../support/memory-upload-stores.ts';

const PUBLIC_URL = 'https://errors.example.com';

const installation = () => {
  const clock = { now: () => 5 };
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');
  const ids = { hex32: () => hex(16), secret: hex, issueId: String, random: Math.random };
  const projects = memoryProjectStore([], [], []);
  const tokens = memoryTokenStore(clock, []);
  const deps = { clock, ids, projects, tokens, organizationTokens: memoryOrganizationTokenStore(tokens) };
  return { projects, run: () => setUp(deps, { publicUrl: PUBLIC_URL }) };
};

test('the first set-up makes a project whose settings outlive its key, and hands out a token', async () => {
  const { projects, run } = installation();
  const done = await run();
  const [key] = await projects.keys('1');
  expect(done).toMatchObject({
    dsn: `https://${key?.publicKey}@errors.example.com/1`,
    project: 'web',
    token: expect.stringMatching(/^\w{64}$/),
    uploadToken: expect.stringMatching(/^sntrys_[A-Za-z0-9+/]+=*_[A-Za-z0-9+/]{43}$/),
  });
  expect(key).toMatchObject({ enabled: true, name: 'Default', dateCreated: 5 });
  expect(await projects.settings('1')).toMatchObject({ scrub: { pseudonymKey: key?.scrub.pseudonymKey } });
});

test('the next deploy changes nothing, whatever became of the first project', async () => {
  const { projects, run } = installation();
  const first = await run();
  const { token: _token, uploadToken: _uploadToken, signIn: _signIn, ...same } = first;
  expect(await run()).toEqual(same);
  await projects.updateProject('1', { project: project => ({ ...project, slug: 'shop' }) });
  expect(await run()).toEqual({ ...same, project: 'shop' });
  expect(await projects.list('my-team')).toHaveLength(1);
});

test('a first project that was deleted is not brought back: the next one, or a new one, takes its place', async () => {
  const { projects, run } = installation();
  await run();
  await projects.deleteProject('1', 9);
  const next = await run();
  expect(next.dsn).toMatch(/\/2$/);
  expect(await run()).toMatchObject({ dsn: next.dsn });
  expect((await projects.list('my-team')).map(({ id }) => id)).toEqual(['2']);
});
