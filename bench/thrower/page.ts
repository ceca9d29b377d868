import { init } from '@sentry/browser';
import { throwNamed } from './throw-named.ts';

// The page of a benchmark: bundled by serve-page.ts, run by a real browser, steered through two globals.

/** What the page offers to whoever steers it. */
export interface ThrowerPage {
  start(dsn: string): void;
  /** Throws, uncaught, and gives the moment: milliseconds since 1970, with fraction. */
  throwUncaught(name: string): Promise<number>;
}

const page: ThrowerPage = {
  start: dsn => void init({ dsn, release: 'bench@1', environment: 'bench' }),
  throwUncaught: name =>
    new Promise(resolve => {
      setTimeout(() => {
        resolve(performance.timeOrigin + performance.now());
        throwNamed(name);
      });
    }),
};

Object.assign(globalThis, { thrower: page });
