import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { EventJson } from '../../lib/api/contract/event.ts';
import { type RunningProduct, startProduct, stopEverything, waitFor } from '../support/product.ts';
import { eventOfShop, SHOP_DEBUG_ID, sendEvent, shopWithSources, uploadShop } from '../support/upload-shop.ts';
import { barriersOf } from './barriers.ts';
import { findChromium, launchChromium, openPage } from './chromium.ts';
import { listIssues } from './issue-page.ts';

const executablePath = findChromium(process.env);
const suite = executablePath ? describe : describe.skip;
const WIDTH = 360;
const EVENT_ID = 'c0ffee00c0ffee00c0ffee00c0ffee01';
const OTHER_ID = 'c0ffee00c0ffee00c0ffee00c0ffee02';

suite(executablePath ? 'pages of what builds upload' : 'pages of what builds upload: skipped, no Chromium', () => {
  let product: RunningProduct;
  let browser: Browser;
  let page: Page;
  const shop = shopWithSources();

  beforeAll(async () => {
    product = await startProduct();
    browser = await launchChromium(executablePath);
    page = await openPage(browser, { locale: 'en-US', viewport: { width: WIDTH, height: 740 } });
    await page.goto(product.ready.signIn);
    await page.waitForSelector('#to-uploads');
  });
  afterAll(async () => {
    await browser?.close();
    await stopEverything();
  });

  const issueOf = (eventId: string): Promise<string> =>
    waitFor('the event to be stored', async () => {
      for (const { id } of await listIssues(product)) {
        const address = `/api/0/organizations/${product.ready.organization}/issues/${id}/events/latest/`;
        if ((await product.api<EventJson>(address)).eventID === eventId) return id;
      }
      return undefined;
    });
  const openIssueOf = async (eventId: string, on = page): Promise<void> => {
    await on.goto(`${product.ready.url}/issues/${await issueOf(eventId)}/`);
    await on.waitForSelector('.frames');
  };

  test('without an upload each frame says why it was not mapped', async () => {
    await page.click('#to-uploads');
    await page.waitForSelector('text=Nothing was uploaded for this project yet.');
    expect(await barriersOf(page, WIDTH)).toEqual([]);
    await sendEvent(product.ready.dsn, eventOfShop(shop, EVENT_ID));
    await openIssueOf(EVENT_ID);
    const [frame] = await page.locator('.frames li').allTextContents();
    expect(frame).toContain('/app.js:1:');
    expect(frame).toContain('Not mapped: no source map was uploaded for this project');
    expect(await barriersOf(page, WIDTH)).toEqual([]);
    await page.click('#map-again');
    await waitFor('the answer', async () => (await page.textContent('#status'))?.endsWith('0 / 1'));
  });

  test('once it is uploaded they show what was written, and below how it ran', async () => {
    await uploadShop(product, shop);
    const frames = page.locator('.exception > .frames > li');
    // The page looks again by itself.
    await waitFor('the frames to be mapped', async () => {
      const [newest] = await frames.allTextContents();
      return newest?.includes('src/pay.ts:4:');
    });
    const [newest] = await frames.allTextContents();
    expect(newest).toContain('Cart.pay');
    expect(newest).toMatch(/^src\/pay\.ts:4:/);
    expect(newest).toContain('mapped by ');
    expect(await page.locator('.exception > .frames details[open] .hit').textContent()).toContain(
      "throw new RangeError('nothing to pay')",
    );
    expect(await page.textContent('main')).not.toContain('Not mapped');
    expect(await page.locator('#map-again').count()).toBe(0);
    await page.click('.minified summary');
    expect(await page.locator('.minified .frames li').first().textContent()).toContain('/app.js:1:');
    expect(await barriersOf(page, WIDTH)).toEqual([]);
  });

  test('why it is this issue unfolds, part for part', async () => {
    await page.click('#grouping');
    await page.waitForSelector('.variants article');
    const decides = page.locator('.variants article:has(.badge)').first();
    expect(await decides.textContent()).toMatch(
      /in-app exception stacktrace[\s\S]*[0-9a-f]{32}[\s\S]*context_line: if \(lines/,
    );
    expect(await barriersOf(page, WIDTH)).toEqual([]);
    await page.locator('#grouping').scrollIntoViewIfNeeded();
  });

  test('the list of uploads has the bundle with its release and its files', async () => {
    await page.goto(`${product.ready.url}/?view=uploads`);
    await page.waitForSelector('.bundles li');
    expect(await page.textContent('.bundles')).toMatch(/shop@1\.0\.0[\s\S]*2 files/);
    await page.click('.bundles summary');
    await page.waitForSelector('.files li');
    expect(await page.textContent('.files')).toContain('~/assets/shop.min.js');
    expect(await page.textContent('.files')).toContain(SHOP_DEBUG_ID);
    expect(await barriersOf(page, WIDTH)).toEqual([]);
  });

  test('rules are tried on kept events, refused with the place of their fault, and saved', async () => {
    const { frames } = shop;
    await sendEvent(product.ready.dsn, eventOfShop({ ...shop, frames: frames.slice(0, 1) }, OTHER_ID));
    await issueOf(OTHER_ID);
    await page.goto(`${product.ready.url}/?view=rules`);
    await page.fill('#fingerprintingRules', 'type:RangeError -> carts');
    await page.click('#try');
    await page.waitForSelector('#together');
    expect(await page.textContent('#trial')).toMatch(/2 kept events were tried\.[\s\S]*Would be one issue/);
    await page.fill('#groupingEnhancements', 'stack.function:pay');
    await page.click('#try');
    await page.waitForSelector('#faults');
    expect(await page.textContent('#trial')).toMatch(/These rules cannot be read[\s\S]*Stack trace rules 1:\d+ — /);
    expect(await barriersOf(page, WIDTH)).toEqual([]);
    await page.click('#save');
    await waitFor('the refusal', async () => (await page.textContent('#status'))?.includes('Line 1, column'));
    await page.fill('#groupingEnhancements', '');
    await page.click('#save');
    await waitFor('the rules to be saved', async () => (await page.textContent('#status')) === 'Saved.');
    await page.reload();
    expect(await page.inputValue('#fingerprintingRules')).toBe('type:RangeError -> carts');
  });

  test('an upload is deleted where it is listed, once that is meant', async () => {
    await page.goto(`${product.ready.url}/?view=uploads`);
    await page.waitForSelector('.bundles li');
    await page.click('.bundles summary');
    page.once('dialog', dialog => void dialog.dismiss());
    await page.click('.bundles .danger');
    expect(await page.locator('.bundles li.part').count()).toBe(1);
    page.once('dialog', dialog => void dialog.accept());
    await page.click('.bundles .danger');
    await page.waitForSelector('text=Nothing was uploaded for this project yet.');
    expect(await page.textContent('#status')).toBe('Deleted.');
  });

  test('a Korean browser reads all of it in Korean', async () => {
    const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: WIDTH, height: 740 } });
    await context.addCookies(await page.context().cookies());
    const korean = await context.newPage();
    await openIssueOf(EVENT_ID, korean);
    await korean.click('#grouping');
    await korean.waitForSelector('.variants article');
    expect(await korean.textContent('main')).toMatch(/이 이슈로 묶인 이유/);
    expect(await barriersOf(korean, WIDTH)).toEqual([]);
    for (const view of ['uploads', 'rules']) {
      await korean.goto(`${product.ready.url}/?view=${view}`);
      await korean.waitForSelector('#title');
      expect(await korean.textContent('#title')).toMatch(/[가-힣]/);
      expect(await barriersOf(korean, WIDTH)).toEqual([]);
    }
    await context.close();
  });
});
