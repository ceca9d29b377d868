import { captureException, close, init } from '@sentry/node';
import { throwNamed } from './throw-named.ts';
import type { Thrower } from './thrower.ts';

/** The Node SDK in this process, for machines without a browser. */
export const nodeThrower = (dsn: string): Thrower => {
  init({ dsn, release: 'bench@1', environment: 'bench' });
  return {
    kind: 'no browser here: Node SDK in process',
    throwNew: async name => {
      const at = performance.timeOrigin + performance.now();
      try {
        throwNamed(name);
      } catch (error) {
        captureException(error);
      }
      return at;
    },
    close: async () => {
      await close();
    },
  };
};
