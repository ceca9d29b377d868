import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { MIN_AGE_MS } from '../../lib/sweep/announce-due.ts';
import { type RunningProduct, startProduct, stopEverything } from '../support/product.ts';
import { findChromium, launchChromium, openPage } from './chromium.ts';
import { crashFrame, type IssuePage, openAnnounced } from './issue-page.ts';
import { type Shop, serveShop } from './page/serve-shop.ts';

/** From the error in the browser to the notification. Later it would be the sweep that tells, not the digest itself. */
const ANNOUNCED_WITHIN_MS = MIN_AGE_MS;
const delayOf = ({ notification, event }: IssuePage): number =>
  Date.parse(notification.time) - Date.parse(event.dateCreated);

const executablePath = findChromium(process.env);
const suite = executablePath ? describe : describe.skip;
const title = executablePath
  ? 'a page with @sentry/browser in Chromium'
  : 'a page with @sentry/browser: skipped, there is no Chromium here (`apt-get install chromium`, or name yours in CHROMIUM)';

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

  const click = async (button: string): Promise<Page> => {
    const page = await openPage(browser);
    await page.goto(`${shop.url}/?visit=${button}`);
    await page.click(`#${button}`);
    return page;
  };

  test('tells of an uncaught error with file, line, function, click, browser and address', async () => {
    const page = await click('pay');
    const found = await openAnnounced(product, "Cannot read properties of undefined (reading 'toFixed')");
    expect(found.issue).toMatchObject({
      title: "TypeError: Cannot read properties of undefined (reading 'toFixed')",
      level: 'error',
      platform: 'javascript',
    });
    expect(crashFrame(found)).toMatchObject({
      absPath: `${shop.url}/shop.js`,
      function: 'payUncaught',
      lineNo: shop.lineOf('cart.total.toFixed'),
    });
    expect(found.exceptions.at(-1)?.mechanism).toMatchObject({ handled: false });
    expect(found.breadcrumbs.at(-1)).toMatchObject({
      category: 'ui.click',
      message: expect.stringContaining('button#pay'),
    });
    const [major] = browser.version().split('.');
    expect(found.event.contexts.browser).toMatchObject({
      name: expect.stringMatching(/chrom/i),
      version: expect.stringMatching(`^${major}\\.`),
    });
    expect(found.event.tags).toContainEqual({ key: 'url', value: `${shop.url}/` });
    expect(found.event.release).toEqual({ version: 'shop@2.0.0' });
    // Nothing was uploaded for the page; anything else that was wrong with the event would stand here, too.
    expect(found.event.errors.map(({ type }) => type)).toEqual(['js_no_source']);
    expect(found.notification.text).toContain(`shop.js:${shop.lineOf('cart.total.toFixed')}`);
    expect(delayOf(found)).toBeLessThan(ANNOUNCED_WITHIN_MS);
    await page.close();
  });

  test('tells of a promise that nobody awaited', async () => {
    const page = await click('ship');
    const found = await openAnnounced(product, 'nobody awaited the 배송');
    expect(found.issue.title).toBe('RangeError: nobody awaited the 배송');
    expect(crashFrame(found)).toMatchObject({ function: 'forgetToAwait', lineNo: shop.lineOf('new RangeError') });
    expect(found.exceptions.at(-1)?.mechanism).toMatchObject({ handled: false });
    expect(delayOf(found)).toBeLessThan(ANNOUNCED_WITHIN_MS);
    await page.close();
  });

  test('tells of a caught error with what happened before it: click, request, console', async () => {
    const page = await click('coupon');
    const found = await openAnnounced(product, 'the coupon has expired');
    expect(found.issue.title).toBe('Error: the coupon has expired');
    expect(crashFrame(found)).toMatchObject({ function: 'applyCoupon', lineNo: shop.lineOf('the coupon has expired') });
    expect(found.exceptions.at(-1)?.mechanism).toMatchObject({ handled: true });
    expect(found.breadcrumbs.map(({ category }) => category)).toEqual(['ui.click', 'fetch', 'console']);
    expect(found.breadcrumbs[1]?.data).toMatchObject({ method: 'GET', url: '/stock.json', status_code: 200 });
    expect(found.breadcrumbs[2]?.message).toContain('stock is');
    expect(delayOf(found)).toBeLessThan(ANNOUNCED_WITHIN_MS);
    await page.close();
  });

  test('shows the issue and its event to who opens the sign-in link', async () => {
    const page = await openPage(browser);
    const faults: string[] = [];
    page.on('pageerror', error => faults.push(String(error)));
    await page.goto(product.ready.signIn);
    await page.getByText('Error: the coupon has expired').click();
    await page.getByRole('heading', { name: 'Error: the coupon has expired' }).waitFor();
    expect(page.url()).toContain('/issues/');
    expect(page.url()).not.toContain(product.ready.token);
    const text = await page.textContent('main');
    expect(text).toContain('applyCoupon');
    expect(text).toContain('/stock.json');
    expect(faults).toEqual([]);
    await page.close();
  });
});
