import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EdgeSettings } from '../../../lib/ports/key-store.ts';
import { MAX_KEYS, newProjectSettings, type Project, type ProjectStore } from '../../../lib/ports/project-store.ts';
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

    const settingsOf = (made: Project) => newProjectSettings(made, made.id.padStart(64, '0'));
    const shop = project('42', 'shop');
    const letters = (...keys: { publicKey: string }[]) => keys.map(({ publicKey }) => publicKey[0]).sort();

    test('settings of a project outlive its keys, and new keys begin with them', async () => {
      await store.createProject(shop, settingsOf(shop));
      expect(await store.settings('42')).toEqual(settingsOf(shop));
      const own = { publicKey: 'a'.repeat(32), name: 'Web', dateCreated: 7 };
      const key = await store.addKey('42', own);
      expect(key).toEqual({ ...settingsOf(shop), ...own, enabled: true });
      expect(await store.keys('42')).toEqual([key]);
      await store.updateKeySettings('42', settings => ({ ...settings, allowedDomains: ['a.example'] }));
      expect(await store.deleteKey('42', own.publicKey)).toBe(true);
      expect(await store.deleteKey('42', own.publicKey)).toBe(false);
      expect(await store.keys('42')).toEqual([]);
      expect(await store.addKey('42', own)).toMatchObject({ allowedDomains: ['a.example'], name: 'Web' });
      expect(await store.settings('43')).toBeUndefined();
      expect(await store.addKey('43', own)).toBeUndefined();
    });

    test('settings that were stored with keys alone become the project’s before the last key goes', async () => {
      await store.createProject(shop);
      expect(await store.settings('42')).toBeUndefined();
      const { publicKey, enabled: _, ...shared } = keyOf('a', '42');
      await store.createKey(keyOf('a', '42'));
      expect(await store.settings('42')).toEqual(shared);
      await store.deleteKey('42', publicKey);
      expect(await store.settings('42')).toEqual(shared);
      expect(await store.ensureSettings('42', settingsOf(shop))).toEqual(shared);
    });

    test('a project without settings is given some once', async () => {
      await store.createProject(shop);
      const settings = settingsOf(shop);
      expect(await store.ensureSettings('42', settings)).toEqual(settings);
      expect(await store.ensureSettings('42', { ...settings, allowedDomains: [] })).toEqual(settings);
      expect(await store.ensureSettings('43', settings)).toBeUndefined();
    });

    test('quotas and limits of a key stay with the key', async () => {
      await store.createProject(shop, settingsOf(shop));
      await store.addKey('42', { publicKey: 'a'.repeat(32) });
      const quota = { id: 'q', scopeId: 'x', categories: [], limit: 1, window: 60, reasonCode: 'q' };
      await store.updateKey('42', 'a'.repeat(32), key => ({ ...key, quotas: [{ ...quota, scope: 'key' }] }));
      await store.updateKeySettings('42', key => ({
        ...key,
        quotas: [...(key.quotas ?? []), { ...quota, scope: 'project' }],
      }));
      const key = await store.addKey('42', { publicKey: 'b'.repeat(32) });
      expect(key).toMatchObject({ quotas: [{ ...quota, scope: 'project' }] });
      expect((await store.keys('42')).map(({ quotas }) => quotas?.length).sort()).toEqual([1, 2]);
    });

    test('a key is changed by itself, and found in its own project only', async () => {
      for (const letter of ['a', 'b']) await store.createKey(keyOf(letter, '42'));
      const off = (key: EdgeSettings) => ({ ...key, enabled: false });
      expect(await store.updateKey('42', 'a'.repeat(32), off)).toMatchObject({ enabled: false });
      expect((await store.keys('42')).filter(({ enabled }) => enabled)).toEqual([keyOf('b', '42')]);
      expect(await store.updateKey('43', 'b'.repeat(32), off)).toBeUndefined();
      expect(await store.updateKey('42', 'c'.repeat(32), off)).toBeUndefined();
    });

    test('a project has only so many keys as one transaction can change', async () => {
      await store.createProject(shop, settingsOf(shop));
      for (let number = 0; number < MAX_KEYS; number++)
        await store.addKey('42', { publicKey: number.toString(16).padStart(32, '0') });
      expect(await store.addKey('42', { publicKey: 'f'.repeat(32) })).toBe('too_many');
      expect(await store.updateKeySettings('42', key => ({ ...key, allowedDomains: [] }))).toBe(MAX_KEYS);
      expect(await store.deleteProject('42', 9)).toBe(true);
      expect(await store.keys('42')).toEqual([]);
    });

    test('a new project gets an id that none has or ever had', async () => {
      await store.createProject(project('1', 'first'));
      const { id: _, ...draft } = shop;
      const made = await store.addProject(draft, settingsOf);
      if (made === 'slug_taken') throw new Error('nobody has taken it');
      expect(made.id).not.toBe('1');
      expect(await store.find('acme', 'shop')).toEqual(made);
      expect(await store.settings(made.id)).toEqual(settingsOf(made));
      expect(await store.addProject(draft, settingsOf)).toBe('slug_taken');
      await store.deleteProject(made.id, 9);
      const again = await store.addProject(draft, settingsOf);
      expect(again).toMatchObject({ slug: 'shop' });
      expect(again).not.toMatchObject({ id: made.id });
      expect(await store.addProject({ ...draft, organization: 'other' }, settingsOf)).toMatchObject({ slug: 'shop' });
    });

    test('a change of a project and of its settings reaches everything at once', async () => {
      await store.createProject(shop, settingsOf(shop));
      await store.createProject(project('43', 'api'));
      for (const letter of ['a', 'b']) await store.addKey('42', { publicKey: letter.repeat(32) });
      const after = await store.updateProject('42', {
        project: before => ({ ...before, slug: 'store', name: 'Store' }),
        settings: settings => ({ ...settings, allowedDomains: ['a.example'] }),
      });
      expect(after).toEqual({ ...shop, slug: 'store', name: 'Store' });
      expect(await store.find('acme', 'store')).toEqual(after);
      expect(await store.find('acme', '42')).toEqual(after);
      expect(await store.find('acme', 'shop')).toBeUndefined();
      expect((await store.list('acme')).map(({ slug }) => slug).sort()).toEqual(['api', 'store']);
      for (const settings of [await store.settings('42'), ...(await store.keys('42'))])
        expect(settings).toMatchObject({ projectSlug: 'store', allowedDomains: ['a.example'] });
      expect(await store.updateProject('42', { project: before => ({ ...before, slug: 'api' }) })).toBe('slug_taken');
      expect(await store.find('acme', '42')).toEqual(after);
      expect(await store.updateProject('44', {})).toBeUndefined();
    });

    test('a deleted project leaves nothing to be found, and is not made again', async () => {
      await store.createProject(shop, settingsOf(shop));
      await store.addKey('42', { publicKey: 'a'.repeat(32) });
      expect(await store.deleteProject('42', 9)).toBe(true);
      expect(await store.deleteProject('42', 9)).toBe(false);
      await store.createProject(shop, settingsOf(shop));
      expect(await store.find('acme', 'shop')).toBeUndefined();
      expect(await store.find('acme', '42')).toBeUndefined();
      expect(await store.list('acme')).toEqual([]);
      expect(await store.settings('42')).toBeUndefined();
      expect(await store.addKey('42', { publicKey: 'b'.repeat(32) })).toBeUndefined();
      expect(letters(...(await store.keys('42')))).toEqual([]);
    });

    test('an organization keeps what it wants of its projects', async () => {
      const acme = { slug: 'acme', name: 'Acme', dateCreated: 5 };
      await store.createOrganization(acme);
      const scrub = { ...edgeSettings().scrub, scrubIpAddresses: true };
      expect(await store.updateOrganization('acme', before => ({ ...before, name: 'Acme Inc.', scrub }))).toEqual({
        ...acme,
        name: 'Acme Inc.',
        scrub,
      });
      await store.updateOrganization('acme', before => ({ ...before, name: 'Acme' }));
      expect(await store.organization('acme')).toEqual({ ...acme, scrub });
      expect(await store.updateOrganization('other', before => before)).toBeUndefined();
    });
  });
};
