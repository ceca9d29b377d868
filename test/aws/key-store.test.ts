import { expect, test } from '@jest/globals';
import { cachedKeyStore, dynamoKeyStore } from '../../lib/aws/key-store.ts';
import { loadConfig } from '../../lib/config.ts';
import { edgeSettings, PUBLIC_KEY } from '../support/edge.ts';

const remembering = (maxAgeSeconds: number) => {
  const state = { now: 0, reads: 0 };
  const store = { find: async () => ({ ...edgeSettings(), enabled: ++state.reads > 0 }) };
  const keys = cachedKeyStore(store, { now: () => state.now }, { maxAgeSeconds });
  const readsAt = async (now: number): Promise<number> => {
    state.now = now;
    await keys.find(PUBLIC_KEY);
    return state.reads;
  };
  return readsAt;
};

test('a key is read once in as many seconds as the configuration says', async () => {
  const readsAt = remembering(60);
  expect([await readsAt(0), await readsAt(59_999), await readsAt(60_000), await readsAt(60_001)]).toEqual([1, 1, 2, 2]);
});

test('told to remember nothing, the edge sees each change at once', async () => {
  const readsAt = remembering(0);
  expect([await readsAt(0), await readsAt(0), await readsAt(1)]).toEqual([1, 2, 3]);
});

test('the configuration says a minute unless it is told otherwise, and no nonsense', () => {
  const read = (value?: string) => loadConfig({ KEY_CACHE_SECONDS: value }, ['KEY_CACHE_SECONDS']).KEY_CACHE_SECONDS;
  expect([read(), read(''), read('0'), read('5')]).toEqual([60, 60, 0, 5]);
  for (const wrong of ['-1', '1.5', 'soon', '3601']) expect(() => read(wrong)).toThrow('KEY_CACHE_SECONDS');
});

test('a key whose quota is nearly used up is read every ten seconds, until the window is over', async () => {
  const state = { now: 0, reads: 0 };
  const store = { find: async () => ({ ...edgeSettings(), nearLimitUntil: 30_000, enabled: ++state.reads > 0 }) };
  const keys = cachedKeyStore(store, { now: () => state.now }, { maxAgeSeconds: 60 });
  const reads = [];
  for (const now of [0, 9_999, 10_000, 19_999, 20_000, 30_000, 79_999, 80_000]) {
    state.now = now;
    await keys.find(PUBLIC_KEY);
    reads.push(state.reads);
  }
  expect(reads).toEqual([1, 1, 2, 2, 3, 3, 3, 4]);
});

test('settings that are read again unchanged are the same object, and changed ones another', async () => {
  const rows = { settings: { S: JSON.stringify(edgeSettings()) } };
  const call = async () => ({ status: 200, headers: {}, body: Buffer.from(JSON.stringify({ Item: rows })) });
  const keys = dynamoKeyStore(call, 'table');
  const first = await keys.find(PUBLIC_KEY);
  expect(await keys.find(PUBLIC_KEY)).toBe(first);
  rows.settings.S = JSON.stringify({ ...edgeSettings(), enabled: false });
  expect(await keys.find(PUBLIC_KEY)).toEqual({ ...edgeSettings(), enabled: false });
  expect(first).toEqual(edgeSettings());
});
