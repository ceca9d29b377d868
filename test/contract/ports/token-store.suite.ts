import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Clock } from '../../../lib/ports/clock.ts';
import type { ApiToken, TokenStore } from '../../../lib/ports/token-store.ts';

export interface OpenTokenStore {
  store: TokenStore;
  close(): void;
}

const NOW = Date.parse('2026-11-22T12:00:00Z');
const token: ApiToken = {
  kind: 'user',
  organization: 'acme',
  name: 'set-up',
  scopes: ['org:read', 'event:write'],
  dateCreated: NOW,
};

export const describeTokenStore = (name: string, open: (clock: Clock) => Promise<OpenTokenStore>): void => {
  describe(`token store: ${name}`, () => {
    let opened: OpenTokenStore;
    let store: TokenStore;
    let now: number;
    beforeEach(async () => {
      now = NOW;
      opened = await open({ now: () => now });
      store = opened.store;
    });
    afterEach(() => opened.close());

    test('a token is found by its secret, and by no other', async () => {
      await store.create('secret', token);
      expect(await store.find('secret')).toEqual(token);
      expect(await store.find('Secret')).toBeUndefined();
      expect(await store.find('')).toBeUndefined();
    });

    test('a token ends at its time, to the millisecond', async () => {
      const session: ApiToken = { ...token, kind: 'session', expires: NOW + 1_500 };
      await store.create('secret', session);
      now = NOW + 1_499;
      expect(await store.find('secret')).toEqual(session);
      now = NOW + 1_500;
      expect(await store.find('secret')).toBeUndefined();
    });

    test('a deleted token is gone, and deleting it again is fine', async () => {
      await store.create('secret', token);
      await store.delete('secret');
      await store.delete('secret');
      expect(await store.find('secret')).toBeUndefined();
    });
  });
};
