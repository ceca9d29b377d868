import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dynamoKeyStore } from '../../lib/aws/key-store.ts';
import { projectCounterKey } from '../../lib/aws/keys/project.ts';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import { attributes, number } from '../../lib/aws/table.ts';
import { DEFAULT_FILTER_SETTINGS, type EdgeSettings, filtersOf } from '../../lib/ports/key-store.ts';
import { newProjectSettings } from '../../lib/ports/project-store.ts';
import { edgeSettings } from '../support/edge.ts';
import { openTestTable, type TestTable } from '../support/table.ts';

let table: TestTable;
beforeEach(async () => {
  table = await openTestTable();
});
afterEach(() => table.close());

const switchOn = (name: 'localhost' | 'webCrawlers' | 'browserExtensions') => (settings: EdgeSettings) => ({
  ...settings,
  filters: { ...filtersOf(settings), [name]: true },
});

test('a change of settings reaches all keys of the project, and no other project', async () => {
  const projects = dynamoProjectStore(table);
  for (const [letter, projectId] of [
    ['a', '1'],
    ['b', '1'],
    ['c', '2'],
  ] as const)
    await projects.createKey(edgeSettings({ publicKey: letter.repeat(32), projectId }));
  expect(await projects.updateKeySettings('1', switchOn('localhost'))).toBe(2);
  expect((await projects.keys('1')).map(key => filtersOf(key).localhost)).toEqual([true, true]);
  expect((await projects.keys('2')).map(filtersOf)).toEqual([DEFAULT_FILTER_SETTINGS]);
  expect(await projects.updateKeySettings('3', switchOn('localhost'))).toBe(0);
});

test('of changes made at the same time none is lost', async () => {
  const projects = dynamoProjectStore(table);
  await projects.createKey(edgeSettings());
  const names = ['localhost', 'webCrawlers', 'browserExtensions'] as const;
  await Promise.all(names.map(name => projects.updateKeySettings('1', switchOn(name))));
  const [key] = await projects.keys('1');
  expect(key && filtersOf(key)).toMatchObject({ localhost: true, webCrawlers: true, browserExtensions: true });
});

test.each(['2147483648', '0', '-1', '1e3', 'web', ''])(
  'an id such as %j is refused: ids of its issues would not fit',
  async id => {
    const projects = dynamoProjectStore(table);
    const project = { id, slug: 'shop', name: 'Shop', organization: 'acme', platform: 'node', dateCreated: 5 };
    await expect(projects.createProject(project)).rejects.toThrow('from 1 to 2147483647');
    expect(await projects.list('acme')).toEqual([]);
  },
);

test('the last id that fits is given out, the next one is not', async () => {
  const projects = dynamoProjectStore(table);
  const Item = { ...attributes(projectCounterKey), last: number(2 ** 31 - 2) };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  const add = (slug: string) =>
    projects.addProject({ slug, name: slug, organization: 'acme', platform: 'node', dateCreated: 5 }, made =>
      newProjectSettings(made, 'c'.repeat(64)),
    );
  expect(await add('last')).toMatchObject({ id: '2147483647' });
  await expect(add('beyond')).rejects.toThrow('from 1 to 2147483647');
  expect((await projects.list('acme')).map(({ slug }) => slug)).toEqual(['last']);
});

describe('a project that many change at the same time', () => {
  const shop = { id: '42', slug: 'shop', name: 'Shop', organization: 'acme', platform: 'node', dateCreated: 5 };
  const publicKey = (number: number) => number.toString(16).padStart(32, '0');

  test('has each change in all its keys, those too that were made meanwhile', async () => {
    const projects = dynamoProjectStore(table);
    await projects.createProject(shop, newProjectSettings(shop, 'c'.repeat(64)));
    await projects.addKey('42', { publicKey: publicKey(0) });
    await Promise.all([
      projects.addKey('42', { publicKey: publicKey(1) }),
      projects.updateKeySettings('42', switchOn('localhost')),
      projects.updateProject('42', { settings: settings => ({ ...settings, allowedDomains: ['a.example'] }) }),
      projects.updateProject('42', { project: project => ({ ...project, slug: 'store' }) }),
      projects.updateKey('42', publicKey(0), key => ({ ...key, name: 'Web' })),
      projects.deleteKey('42', publicKey(9)),
    ]);
    const keys = await projects.keys('42');
    expect(keys).toHaveLength(2);
    for (const key of keys)
      expect(key).toMatchObject({ projectSlug: 'store', allowedDomains: ['a.example'], filters: { localhost: true } });
    expect(keys[0]).toMatchObject({ publicKey: publicKey(0), name: 'Web' });
    expect(await projects.find('acme', 'store')).toMatchObject({ id: '42' });
  });

  test('gives a slug to one of those who want it, whether new or renamed', async () => {
    const projects = dynamoProjectStore(table);
    await projects.createProject(shop, newProjectSettings(shop, 'c'.repeat(64)));
    const { id: _, ...draft } = { ...shop, slug: 'till' };
    const results = await Promise.all([
      ...[1, 2, 3].map(() => projects.addProject(draft, made => newProjectSettings(made, 'd'.repeat(64)))),
      projects.updateProject('42', { project: project => ({ ...project, slug: 'till' }) }),
    ]);
    expect(results.filter(result => result !== 'slug_taken')).toHaveLength(1);
    expect((await projects.list('acme')).filter(({ slug }) => slug === 'till')).toHaveLength(1);
  });

  test('leaves no key behind when it is deleted while one is made', async () => {
    const projects = dynamoProjectStore(table);
    await projects.createProject(shop, newProjectSettings(shop, 'c'.repeat(64)));
    await Promise.all([
      projects.addKey('42', { publicKey: publicKey(1) }),
      projects.deleteProject('42', 9),
      projects.addKey('42', { publicKey: publicKey(2) }),
    ]);
    expect(await projects.keys('42')).toEqual([]);
    for (const number of [1, 2])
      expect(await dynamoKeyStore(table.call, table.name).find(publicKey(number))).toBeUndefined();
  });
});
