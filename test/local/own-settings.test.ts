import { expect, test } from '@jest/globals';
import { readOwnSettings } from '../../local/own-settings.ts';

test('what is set wrongly is said at the start, all of it at once', () => {
  const env = { LOG_LEVEL: 'ERROR', KEY_CACHE_SECONDS: 'soon', ALLIM_PRICES: '{"gold":1}', EVENT_RETENTION_DAYS: '30' };
  expect(() => readOwnSettings(env)).toThrow(
    /^Allim cannot start: configuration: LOG_LEVEL: .*; KEY_CACHE_SECONDS: .*; ALLIM_PRICES: gold is none of /,
  );
});

test('what is not set is as it always is', () => {
  expect(readOwnSettings({ LOG_LEVEL: '' })).toEqual({ retentionDays: 90 });
  expect(readOwnSettings({ LOG_LEVEL: 'error', EVENT_RETENTION_DAYS: '30' })).toEqual({ retentionDays: 30 });
});
