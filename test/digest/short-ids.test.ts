import { expect, test } from '@jest/globals';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import { newProjectSettings } from '../../lib/ports/project-store.ts';
import { announceDue } from '../../lib/sweep/announce-due.ts';
import { digester, message, NOW, seededIds, toRecord } from '../support/digester.ts';
import { openTestTable } from '../support/table.ts';

const hex = (n: number) => n.toString(16).padStart(32, '0');
const MINUTE = 60_000;

test('issues are called by the slug that their project has now: the old one leads nowhere, or to who has it today', async () => {
  let now = NOW;
  let isDown = false;
  const clock = { now: () => now };
  const table = await openTestTable({ clock });
  const { deps, issues, projects, told } = digester(table, {
    clock,
    ids: seededIds(7),
    publish: () => {
      if (isDown) throw new Error('SNS is down');
    },
  });
  const web = { id: '1', slug: 'web', name: 'Web', organization: 'my-team', platform: 'node', dateCreated: NOW };
  await projects.createProject(web, newProjectSettings(web, 'c'.repeat(64)));
  isDown = true;
  await digestBatch(deps, [toRecord(message({ id: hex(1), eventId: hex(101), site: 'pay' }))]);
  isDown = false;
  await projects.updateProject('1', { project: project => ({ ...project, slug: 'shop' }) });

  // The sweep tells of it after the change.
  now += 2 * MINUTE;
  expect(await announceDue({ ...deps, issues, projects })).toBe(1);
  const later = (n: number, site: string) =>
    toRecord({ ...message({ id: hex(n), eventId: hex(100 + n), site, at: now }), projectSlug: 'shop' });
  await digestBatch(deps, [later(2, 'ship')]);
  expect(told.map(({ text }) => /\b(WEB|SHOP)-\d\b/.exec(text)?.[0])).toEqual(['SHOP-1', 'SHOP-2']);

  const find = async (shortId: string) => (await issues.findByShortId('my-team', shortId))?.number;
  expect(await Promise.all(['SHOP-1', 'SHOP-2', 'WEB-1', 'WEB-2'].map(find))).toEqual([1, 2, undefined, undefined]);

  const other = { ...web, id: '2' };
  await projects.createProject(other, newProjectSettings(other, 'd'.repeat(64)));
  await digestBatch(deps, [
    toRecord({ ...message({ id: hex(3), eventId: hex(103), project: '2' }), projectSlug: 'web' }),
  ]);
  expect((await issues.findByShortId('my-team', 'WEB-1'))?.projectId).toBe('2');
  table.close();
});
