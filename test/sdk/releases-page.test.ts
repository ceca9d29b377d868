import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type RunningProduct, startProduct, stopEverything, waitFor } from '../support/product.ts';
import { eventOfShop, sendEvent, shopWithSources, uploadShop } from '../support/upload-shop.ts';
import { barriersOf } from './barriers.ts';
import { findChromium, launchChromium, openPage } from './chromium.ts';
import { listIssues } from './issue-page.ts';

const executablePath = findChromium(process.env);
const suite = executablePath ? describe : describe.skip;
const WIDTH = 360;
const eventId = (number: number): string => `c0ffee00c0ffee00c0ffee00c0ffee${String(number).padStart(2, '0')}`;

suite(executablePath ? 'pages of releases' : 'pages of releases: skipped, there is no Chromium here', () => {
  let product: RunningProduct;
  let browser: Browser;
  let page: Page;
  const shop = shopWithSources();

  beforeAll(async () => {
    product = await startProduct();
    browser = await launchChromium(executablePath);
    page = await openPage(browser, { locale: 'en-US', viewport: { width: WIDTH, height: 740 } });
    await page.goto(product.ready.signIn);
    await page.waitForSelector('#to-releases');
  });
  afterAll(async () => {
    await browser?.close();
    await stopEverything();
  });

  const throwIn = (number: number, release: string, value: string): Promise<void> => {
    const { debug_meta: _, ...event } = eventOfShop(shop, eventId(number), value) as Record<string, unknown>;
    return sendEvent(product.ready.dsn, { ...event, release, environment: 'production' });
  };
  const issues = (count: number): Promise<boolean> =>
    waitFor('issues', async () => (await listIssues(product)).length === count || undefined);
  const releaseAddress = (version: string): string =>
    `${product.ready.url}/?${new URLSearchParams({ view: 'release', project: product.ready.project, version }).toString()}`;
  const toldOf = async (): Promise<string[]> =>
    (await product.inbox()).map(({ subject }) => subject ?? '').filter(subject => subject.includes('source maps'));

  test('say that nothing was released yet', async () => {
    await page.click('#to-releases');
    await page.waitForSelector('text=No event has named a release yet');
    expect(await barriersOf(page, WIDTH)).toEqual([]);
  });

  test('list releases with what failed in them and how their frames were mapped', async () => {
    await uploadShop(product, shop);
    await throwIn(1, 'shop@1.0.0', 'first');
    await throwIn(2, 'shop@1.1.0', 'second');
    await issues(2);
    await waitFor('people to be told', async () => (await toldOf()).length > 0 || undefined);
    await page.reload();
    await page.waitForSelector('.releases li');
    const rows = await page.locator('.releases li').allTextContents();
    const row = (version: string): string => rows.find(text => text.startsWith(version)) ?? '';
    expect(row('shop@1.0.0')).toContain('All mapped');
    expect(row('shop@1.0.0')).toMatch(/production.*1 event.*1 new issue/);
    expect(row('shop@1.1.0')).toContain('0% mapped — no upload has this file');
    expect(await barriersOf(page, WIDTH)).toEqual([]);
  });

  test('are led to by the notification, which was sent once', async () => {
    await throwIn(3, 'shop@1.1.0', 'third');
    await waitFor(
      'both to be counted',
      async () => (await listIssues(product)).some(issue => issue.count === '2') || undefined,
    );
    const all = (await product.inbox()).filter(({ subject }) => subject?.includes('source maps'));
    expect(all.map(({ subject }) => subject)).toEqual([
      `[${product.ready.project}] Release shop@1.1.0 came without source maps`,
    ]);
    const link = all[0]?.text.split('\n').at(-1) ?? '';
    expect(link).toBe(releaseAddress('shop@1.1.0'));
    await page.goto(link);
    await page.waitForSelector('#reasons');
    const text = (await page.textContent('main')) ?? '';
    expect(text).toContain('0 / 2 events were mapped wholly (0%)');
    expect(text).toContain('2 events: no upload has this file');
    expect(text).toContain('npx sentry-cli sourcemaps upload --release=shop@1.1.0 ./dist');
    expect(text).toContain('People were told that it came without source maps');
    expect(await page.locator('#born ~ ul.issues li').count()).toBe(1);
    expect(await page.locator('.grid tbody tr').count()).toBe(2);
    expect(await barriersOf(page, WIDTH)).toEqual([]);
  });

  test('show uploads, commits and deploys, and are reached from an event by its release', async () => {
    const version = 'shop@1.0.0';
    const at = `/api/0/organizations/${product.ready.organization}/releases/${version}/`;
    const commits = [{ id: 'c0ffee1', message: 'Pay later\n\nMore', author_name: 'Kim', repository: 'shop' }];
    await product.api(at, { method: 'PUT', body: { commits } });
    await product.api(`${at}deploys/`, { method: 'POST', body: { environment: 'production' } });
    const [issue] = (await listIssues(product)).filter(({ title }) => title.includes('first'));
    await page.goto(`${product.ready.url}/issues/${issue?.id}/`);
    await page.click('#to-release');
    await page.waitForSelector('#bundles');
    expect(page.url()).toBe(releaseAddress(version));
    expect(await page.textContent('#bundles')).toContain('2 files');
    const text = (await page.textContent('main')) ?? '';
    expect(text).toContain('1 / 1 event was mapped wholly (100%)');
    expect(text).toMatch(/c0ffee1 Pay later · Kim · shop/);
    expect(text).not.toContain('People were told');
    expect(await barriersOf(page, WIDTH)).toEqual([]);
  });

  test('can be used without a pointer, and in Korean', async () => {
    const korean = await openPage(browser, {
      locale: 'ko-KR',
      colorScheme: 'dark',
      viewport: { width: WIDTH, height: 740 },
    });
    await korean.goto(product.ready.signIn);
    await korean.focus('#to-releases');
    await korean.keyboard.press('Enter');
    await korean.waitForSelector('.releases li');
    await korean.keyboard.press('/');
    await korean.keyboard.type('shop@1.1');
    await korean.keyboard.press('Enter');
    await waitFor('one to be left', async () => (await korean.locator('.releases li').count()) === 1 || undefined);
    expect(await korean.textContent('.releases li')).toContain('0% 소스맵 적용 — 업로드된 파일 중에 이 파일이 없');
    await korean.focus('.releases a');
    await korean.keyboard.press('Enter');
    await korean.waitForSelector('#reasons');
    expect(await korean.textContent('main')).not.toContain('undefined');
    expect(await barriersOf(korean, WIDTH)).toEqual([]);
    await korean.close();
  });

  test('of a release that nobody knows say so', async () => {
    await page.goto(releaseAddress('nobody@1'));
    await page.waitForSelector('text=This page does not exist');
  });
});
