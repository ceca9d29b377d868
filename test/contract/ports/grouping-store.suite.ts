import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { GroupingSettings, GroupingStore } from '../../../lib/ports/grouping-store.ts';

export interface OpenGroupingStore {
  store: GroupingStore;
  close(): void;
}

const SETTINGS: GroupingSettings = {
  groupingEnhancements: 'stack.module:shop +app\n# ünïcode "quotes" and \\ backslashes',
  fingerprintingRules: 'type:A -> a\r\n',
  groupingConfig: 'newstyle:2026-01-20',
  secondaryGroupingExpiry: 0,
  former: { groupingEnhancements: '', until: 17 },
  lastUpdated: 1_700_000_000_000,
};

export const describeGroupingStore = (name: string, open: () => Promise<OpenGroupingStore>): void => {
  describe(`grouping store: ${name}`, () => {
    let opened: OpenGroupingStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    test('of a project of which nobody has said anything there is nothing', async () => {
      expect(await opened.store.get('1')).toBeUndefined();
    });

    test('what was said is kept as it was said, by project', async () => {
      await opened.store.set('1', SETTINGS);
      expect(await opened.store.get('1')).toEqual(SETTINGS);
      expect(await opened.store.get('2')).toBeUndefined();
    });

    test('the last word holds, and leaves nothing of the one before', async () => {
      const { former: _, groupingConfig: __, ...later } = SETTINGS;
      await opened.store.set('1', SETTINGS);
      await opened.store.set('1', { ...later, groupingEnhancements: '' });
      expect(await opened.store.get('1')).toEqual({ ...later, groupingEnhancements: '' });
    });

    test('there is room for three texts of 64 kB, of lines that are much longer in JSON', async () => {
      const long = '"\\\n'.repeat(21_000);
      const settings = {
        ...SETTINGS,
        groupingEnhancements: long,
        fingerprintingRules: long,
        former: { groupingEnhancements: long, until: 1 },
      };
      await opened.store.set('1', settings);
      expect(await opened.store.get('1')).toEqual(settings);
    });
  });
};
