import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page, Response } from 'playwright-core';
import type { LedgerJson } from '../../lib/api/contract/ledger.ts';
import { type RunningProduct, startProduct, stopEverything, waitFor } from '../support/product.ts';
import { findChromium, launchChromium, openPage } from './chromium.ts';
import { type Shop, serveShop } from './page/serve-shop.ts';

const executablePath = findChromium(process.env);
const suite = executablePath ? describe : describe.skip;
const title = executablePath
  ? 'a page with @sentry/browser that is limited'
  : 'a page with @sentry/browser that is limited: skipped, there is no Chromium here (`apt-get install chromium`)';

/** Seconds: a month, whose end no test sees. */
const WINDOW = 31 * 86_400;

/** Runs in the page: it is put into the background, as when somebody turns to another one. */
const HIDE = `
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
`;

suite(title, () => {
  let product: RunningProduct;
  let shop: Shop;
  let browser: Browser;

  beforeAll(async () => {
    product = await startProduct();
    shop = await serveShop(product.ready.dsn);
    browser = await launchChromium(executablePath);
  });
  afterAll(async () => {
    await browser?.close();
    shop?.close();
    await stopEverything();
  });

  const project = (noun: string): string =>
    `/api/0/projects/${product.ready.organization}/${product.ready.project}/${noun}/`;

  /** What the page has sent, item type and status of the answer, in the order of the answers. */
  const watch = (page: Page): string[] => {
    const sent: string[] = [];
    page.on('response', (response: Response) => {
      if (!response.url().includes('/envelope/') || response.request().method() !== 'POST') return;
      const lines = (response.request().postData() ?? '').split('\n').slice(1);
      const types = lines.flatMap(line => /^\{"type":"(\w+)"/.exec(line)?.[1] ?? []);
      for (const type of types) sent.push(`${type} ${response.status()}`);
    });
    return sent;
  };

  test('sends no session after the first answer, no error after the first refusal, and says so when it is hidden', async () => {
    const quota = { id: 'one', categories: ['error'], limit: 1, window: WINDOW, reasonCode: 'one_error' };
    await product.api(project('quotas'), { method: 'PUT', body: [quota] });
    const page = await openPage(browser);
    const sent = watch(page);
    await page.goto(shop.url);
    await waitFor('the session that a visit begins with', () => sent.includes('session 200'));
    // An error changes the session, which would be sent again.
    await page.click('#pay');
    await waitFor('the first error', () => sent.includes('event 200'));
    await page.click('#coupon');
    await waitFor('the refusal', () => sent.includes('event 429'));
    // An answer has come before the page has read it: what breaks in between is sent, and refused like the one before.
    const discarded = await waitFor('the report of what the page kept back', async () => {
      await page.click('#ship');
      await page.click('#coupon');
      await page.evaluate(HIDE);
      const { rows } = await product.api<LedgerJson>(project('ledger'));
      const kept = rows.filter(({ reason }) => reason === 'ratelimit_backoff');
      return kept.some(({ category }) => category === 'error') && kept;
    });
    expect(discarded).toContainEqual(expect.objectContaining({ category: 'session' }));
    const [first, second, ...refused] = sent.filter(one => !one.startsWith('client_report'));
    expect([first, second]).toEqual(['session 200', 'event 200']);
    expect(new Set(refused)).toEqual(new Set(['event 429']));

    const before = sent.filter(one => one.startsWith('event')).length;
    await page.click('#ship');
    await page.evaluate(HIDE);
    expect(sent.filter(one => one.startsWith('event'))).toHaveLength(before);
    await page.close();
  });
});
