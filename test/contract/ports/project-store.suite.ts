import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EdgeSettings } from '../../../lib/ports/key-store.ts';
import type { Project, ProjectStore } from '../../../lib/ports/project-store.ts';
import { edgeSettings } from '../../support/edge.ts';

export interface OpenProjectStore {
  store: ProjectStore;
  close(): void;
}

const project = (id: string, slug: string, more: Partial<Project> = {}): Project => ({
  id,
  slug,
  name: `The ${slug}`,
  organization: 'acme',
  platform: 'javascript',
  dateCreated: 5,
  ...more,
});
const keyOf = (letter: string, projectId: string): EdgeSettings =>
  edgeSettings({ publicKey: letter.repeat(32), projectId });

export const describeProjectStore = (name: string, open: () => Promise<OpenProjectStore>): void => {
  describe(`project store: ${name}`, () => {
    let opened: OpenProjectStore;
    let store: ProjectStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    test('an organization comes back as it was made; making it again changes nothing', async () => {
      const acme = { slug: 'acme', name: 'Acme', dateCreated: 5 };
      await store.createOrganization(acme);
      await store.createOrganization({ ...acme, name: 'Other' });
      expect(await store.organization('acme')).toEqual(acme);
      expect(await store.organization('other')).toBeUndefined();
    });

    test('a project is found by slug and by id, within its organization only', async () => {
      await store.createProject(project('42', 'shop'));
      await store.createProject(project('43', 'shop', { organization: 'other' }));
      expect(await store.find('acme', 'shop')).toEqual(project('42', 'shop'));
      expect(await store.find('acme', '42')).toEqual(project('42', 'shop'));
      expect((await store.find('other', 'shop'))?.id).toBe('43');
      expect(await store.find('acme', '43')).toBeUndefined();
      expect(await store.find('acme', 'nothing')).toBeUndefined();
    });

    test('making a project again changes nothing', async () => {
      await store.createProject(project('42', 'shop'));
      await store.createProject(project('42', 'shop', { name: 'Other' }));
      expect(await store.list('acme')).toEqual([project('42', 'shop')]);
    });

    test('an organization lists its own projects, and no other', async () => {
      await store.createProject(project('1', 'api'));
      await store.createProject(project('2', 'secret', { organization: 'other' }));
      await store.createProject(project('3', 'web'));
      expect((await store.list('acme')).map(({ slug }) => slug)).toEqual(['api', 'web']);
      expect(await store.list('nobody')).toEqual([]);
    });

    test('a project has its own keys, whose settings come back as they were made', async () => {
      await store.createKey(keyOf('a', '42'));
      await store.createKey(keyOf('b', '42'));
      await store.createKey(keyOf('c', '43'));
      await store.createKey({ ...keyOf('a', '42'), enabled: false });
      const keys = (await store.keys('42')).toSorted((a, b) => a.publicKey.localeCompare(b.publicKey));
      expect(keys).toEqual([keyOf('a', '42'), keyOf('b', '42')]);
      expect(await store.keys('44')).toEqual([]);
    });

    test('a change of settings reaches all keys of a project, and no other', async () => {
      for (const [letter, id] of [
        ['a', '42'],
        ['b', '42'],
        ['c', '43'],
      ] as const)
        await store.createKey(keyOf(letter, id));
      expect(await store.updateKeySettings('42', settings => ({ ...settings, enabled: false }))).toBe(2);
      expect((await store.keys('42')).map(({ enabled }) => enabled)).toEqual([false, false]);
      expect((await store.keys('43')).map(({ enabled }) => enabled)).toEqual([true]);
      expect(await store.updateKeySettings('44', settings => settings)).toBe(0);
    });
  });
};
