import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { QuotaStore, WindowUse } from '../../../lib/ports/quota-store.ts';
import type { Quota } from '../../../lib/protocol/quota.ts';

export interface OpenQuotaStore {
  store: QuotaStore;
  /** As a tally does. */
  add(uses: readonly WindowUse[]): Promise<void>;
  close(): void;
}

const START = Date.parse('2026-11-22T12:00:00Z');

const quota = (over: Partial<Quota> = {}): Quota => ({
  id: 'monthly',
  scope: 'organization',
  scopeId: 'acme',
  categories: ['error'],
  limit: 100,
  window: 3_600,
  reasonCode: 'monthly',
  ...over,
});

export const describeQuotaStore = (name: string, open: () => Promise<OpenQuotaStore>): void => {
  describe(`quota store: ${name}`, () => {
    let opened: OpenQuotaStore;
    let store: QuotaStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    test('a window that nobody has used is empty, and nobody was told of it', async () => {
      expect(await store.read([{ quota: quota(), start: START }])).toEqual([{ used: 0, told: 'free' }]);
      expect(await store.read([])).toEqual([]);
    });

    test('what many transactions add is summed up, each window for itself, in the order asked for', async () => {
      const later = START + 3_600_000;
      for (let quantity = 1; quantity <= 10; quantity++) await opened.add([{ quota: quota(), start: START, quantity }]);
      await opened.add([
        { quota: quota(), start: later, quantity: 3 },
        { quota: quota({ id: 'other' }), start: START, quantity: 4 },
        { quota: quota({ categories: ['session'] }), start: START, quantity: 5 },
      ]);
      const windows = [
        { quota: quota({ id: 'other' }), start: START },
        { quota: quota(), start: later },
        { quota: quota(), start: START },
        { quota: quota({ categories: ['session'] }), start: START },
      ];
      expect((await store.read(windows)).map(({ used }) => used)).toEqual([4, 3, 55, 5]);
    });

    test('what was told is told of one limit: another one starts anew, and goes on counting', async () => {
      const window = { quota: quota(), start: START };
      await opened.add([{ ...window, quantity: 100 }]);
      await store.noteTold(window, 'near');
      expect(await store.read([window])).toEqual([{ used: 100, told: 'near' }]);
      await store.noteTold(window, 'used_up');
      await store.noteTold(window, 'used_up');
      expect(await store.read([window])).toEqual([{ used: 100, told: 'used_up' }]);
      expect(await store.read([{ ...window, quota: quota({ limit: 500 }) }])).toEqual([{ used: 100, told: 'free' }]);
    });
  });
};
