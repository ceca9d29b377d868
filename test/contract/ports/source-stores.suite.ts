import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CodeMappingStore } from '../../../lib/ports/code-mapping-store.ts';
import type { RepositoryStore } from '../../../lib/ports/repository-store.ts';
import { NOW } from './event-store.suite.ts';

export interface Opened<S> {
  store: S;
  close(): void;
}

export const describeRepositoryStore = (name: string, open: () => Promise<Opened<RepositoryStore>>): void => {
  describe(`repository store: ${name}`, () => {
    let opened: Opened<RepositoryStore>;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    const repository = (name: string, organization = 'acme') => ({ organization, name, dateCreated: NOW });

    test('repositories are listed by name, each organization’s apart, and said anew under the same name', async () => {
      const { store } = opened;
      for (const one of [repository('b'), repository('a/é'), repository('a', 'other')]) await store.put(one);
      await store.put({ ...repository('b'), url: 'https://b' });
      expect(await store.list('acme')).toEqual([repository('a/é'), { ...repository('b'), url: 'https://b' }]);
      expect(await store.list('nobody')).toEqual([]);
    });

    test('one that is deleted is gone, and only that', async () => {
      const { store } = opened;
      await store.put(repository('a'));
      await store.put(repository('ab'));
      expect([await store.delete('acme', 'a'), await store.delete('acme', 'a')]).toEqual([true, false]);
      expect(await store.list('acme')).toEqual([repository('ab')]);
    });
  });
};

export const describeCodeMappingStore = (name: string, open: () => Promise<Opened<CodeMappingStore>>): void => {
  describe(`code mapping store: ${name}`, () => {
    let opened: Opened<CodeMappingStore>;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    const mapping = (stackRoot: string) => ({ stackRoot, sourceRoot: '', repository: 'acme/shop', dateCreated: NOW });

    test('mappings are replaced by who knows those that are there', async () => {
      const { store } = opened;
      expect(await store.get('7')).toEqual({ mappings: [], version: 0 });
      expect(await store.replace('7', [mapping('/app')], 0)).toBe(true);
      expect(await store.replace('7', [mapping('/late')], 0)).toBe(false);
      expect(await store.replace('7', [mapping('/app'), mapping('/b')], 1)).toBe(true);
      expect(await store.get('7')).toEqual({ mappings: [mapping('/app'), mapping('/b')], version: 2 });
      expect(await store.get('8')).toEqual({ mappings: [], version: 0 });
    });

    test('of two who change them at the same time one is told to look again', async () => {
      const results = await Promise.all(['/a', '/b'].map(root => opened.store.replace('7', [mapping(root)], 0)));
      expect(results.toSorted()).toEqual([false, true]);
    });
  });
};
