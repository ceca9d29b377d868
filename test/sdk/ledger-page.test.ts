import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { sendError } from '../flow/send-error.ts';
import { type RunningProduct, startProduct, stopEverything, waitFor } from '../support/product.ts';
import { findChromium, launchChromium, openPage } from './chromium.ts';

const executablePath = findChromium(process.env);
const suite = executablePath ? describe : describe.skip;
const EVENT_ID = 'c0ffee00c0ffee00c0ffee00c0ffee00';

suite(executablePath ? 'the page of the ledger' : 'the page of the ledger: skipped, there is no Chromium here', () => {
  let product: RunningProduct;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    product = await startProduct();
    browser = await launchChromium(executablePath);
    page = await openPage(browser, { locale: 'en-US', viewport: { width: 360, height: 740 } });
  });
  afterAll(async () => {
    await browser?.close();
    await stopEverything();
  });

  test('says of all that came in what became of it, and what the month has cost', async () => {
    await page.goto(product.ready.signIn);
    await page.click('#to-ledger');
    await page.waitForSelector('text=Nothing was received.');
    for (let sent = 0; sent < 2; sent++) await sendError(product.ready.dsn, 'the till rings', EVENT_ID);
    await waitFor('both to be accounted for', async () => {
      await page.reload();
      await page.waitForSelector('h1');
      return (await page.textContent('main'))?.includes('Received 2 = 1 stored + 1 duplicates');
    });
    expect(await page.textContent('main')).toMatch(/Estimated cost this month: \$\d/);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});
