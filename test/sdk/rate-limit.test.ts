import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LedgerJson, LedgerSumJson } from '../../lib/api/contract/ledger.ts';
import { type RunningProduct, startProduct, stopEverything, waitFor } from '../support/product.ts';
import { runSdkProgram } from './run-sdk-program.ts';

/** Seconds; the end of one is far away whenever a test begins. */
const WINDOW = 86_400;
const awayFromItsEnd = () => Date.now() % (WINDOW * 1_000) < (WINDOW - 15) * 1_000;

let product: RunningProduct;

beforeEach(async () => {
  product = await startProduct();
});
afterEach(() => product.stop());
afterAll(stopEverything);

const project = (noun: string): string =>
  `/api/0/projects/${product.ready.organization}/${product.ready.project}/${noun}/`;
const ledger = (): Promise<LedgerJson> => product.api<LedgerJson>(project('ledger'));

/** Waits until the ledger says this of a category. */
const waitForSum = (category: string, isThere: (sum: LedgerSumJson) => boolean): Promise<LedgerSumJson> =>
  waitFor(`the ledger to tell of ${category}`, async () =>
    (await ledger()).sums.find(sum => sum.category === category && isThere(sum)),
  );

describe('a program with @sentry/node', () => {
  test('whose key has a quota of three errors stops sending after the first refusal, and says how much it kept back', async () => {
    await waitFor('a window that does not end at once', awayFromItsEnd, 20_000);
    const [key] = await product.api<{ id: string }[]>(project('keys'));
    const rateLimit = { count: 3, window: WINDOW };
    await product.api(`${project('keys')}${key?.id}/`, { method: 'PUT', body: { rateLimit } });
    expect((await runSdkProgram('ten-errors.mjs', product.ready.dsn)).code).toBe(0);

    const sum = await waitForSum('error', ({ received, clientDiscard }) => received + clientDiscard >= 10);
    expect(sum).toEqual({
      category: 'error',
      received: 4,
      clientDiscard: 6,
      outcomes: { stored: 3, rate_limited: 1 },
    });
    const { rows } = await ledger();
    expect(rows.map(({ outcome, reason, quantity }) => [outcome, reason, quantity])).toEqual(
      expect.arrayContaining([
        ['rate_limited', 'key_quota', 1],
        ['client_discard', 'ratelimit_backoff', 6],
      ]),
    );
  });

  test('sends errors only once it has heard that nothing else is kept', async () => {
    expect((await runSdkProgram('all-signals.mjs', product.ready.dsn)).code).toBe(0);

    expect((await waitForSum('error', ({ received }) => received === 2)).outcomes).toEqual({ stored: 2 });
    await waitForSum('span', ({ clientDiscard }) => clientDiscard === 3);
    const { rows } = await ledger();
    const keptBack = rows.filter(({ reason }) => reason === 'ratelimit_backoff');
    expect(Object.fromEntries(keptBack.map(({ category, quantity }) => [category, quantity]))).toMatchObject({
      log_item: 3,
      monitor: 3,
      span: 3,
    });
    // The session of the program's start left together with the first error.
    const wasted = rows.filter(({ outcome }) => outcome === 'invalid');
    expect(wasted.map(({ reason, quantity }) => [reason, quantity])).toEqual([['unsupported_session', 1]]);
  });
});
