import type { Clock } from '../../lib/ports/clock.ts';
import type { ApiToken, TokenStore } from '../../lib/ports/token-store.ts';

/** Tokens in a map. */
export const memoryTokenStore = (clock: Clock, tokens: [string, ApiToken][]): TokenStore => {
  const bySecret = new Map(tokens);
  return {
    async find(secret) {
      const token = bySecret.get(secret);
      return token?.expires !== undefined && token.expires <= clock.now() ? undefined : token;
    },
    async create(secret, token) {
      bySecret.set(secret, token);
    },
    async delete(secret) {
      bySecret.delete(secret);
    },
  };
};
