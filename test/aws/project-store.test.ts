import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import { DEFAULT_FILTER_SETTINGS, type EdgeSettings, filtersOf } from '../../lib/ports/key-store.ts';
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
