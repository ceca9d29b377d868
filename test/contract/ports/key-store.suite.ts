import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EdgeSettings, KeyStore } from '../../../lib/ports/key-store.ts';
import { edgeSettings } from '../../support/edge.ts';

export interface OpenKeyStore {
  store: KeyStore;
  /** As setting up a project does. */
  add(settings: EdgeSettings): Promise<void>;
  close(): void;
}

export const describeKeyStore = (name: string, open: () => Promise<OpenKeyStore>): void => {
  describe(`key store: ${name}`, () => {
    let opened: OpenKeyStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    test('a key leads to all that the edge needs to know', async () => {
      const settings = edgeSettings({
        enabled: false,
        scrub: { ...edgeSettings().scrub, sensitiveFields: ['주민번호', 'x"y'] },
      });
      await opened.add(settings);
      expect(await opened.store.find(settings.publicKey)).toEqual(settings);
      expect(await opened.store.find(settings.publicKey)).toEqual(settings);
    });

    test('a key that nobody has leads nowhere', async () => {
      expect(await opened.store.find('f'.repeat(32))).toBeUndefined();
      expect(await opened.store.find('f'.repeat(32))).toBeUndefined();
    });

    test('each key has settings of its own', async () => {
      const [a, b] = ['a', 'b'].map(letter => edgeSettings({ publicKey: letter.repeat(32), projectId: letter })) as [
        EdgeSettings,
        EdgeSettings,
      ]; // two letters make two
      await opened.add(a);
      await opened.add(b);
      expect([await opened.store.find(b.publicKey), await opened.store.find(a.publicKey)]).toEqual([b, a]);
    });
  });
};
