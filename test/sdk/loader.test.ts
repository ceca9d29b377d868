import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { parseDsn } from '../../lib/protocol/dsn.ts';
import { type RunningProduct, startProduct, stopEverything, waitFor } from '../support/product.ts';
import { findChromium, launchChromium, openPage } from './chromium.ts';
import { openAnnounced } from './issue-page.ts';
import { type FileServer, sdkBundle, serveFiles } from './page/serve-files.ts';

/** Where the loader looks for the bundle of a key without wishes. */
const BUNDLE = '/11.12.0/bundle.min.js';

const executablePath = findChromium(process.env);
const suite = executablePath ? describe : describe.skip;
const title = executablePath
  ? 'a page with the loader script in Chromium'
  : 'a page with the loader script: skipped, there is no Chromium here (`apt-get install chromium`, or name yours in CHROMIUM)';

suite(title, () => {
  let product: RunningProduct;
  let server: FileServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await serveFiles();
    server.files.set(BUNDLE, await sdkBundle());
    product = await startProduct({ env: { ALLIM_SDK_CDN: server.url } });
    browser = await launchChromium(executablePath);
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    await stopEverything();
  });

  /** A page with the loader's tag and a script of its own behind it. */
  const open = async (script: string, attributes = ''): Promise<Page> => {
    server.asked.length = 0;
    const key = parseDsn(product.ready.dsn)?.publicKey;
    const tag = `<script src="${product.ready.url}/js-sdk-loader/${key}.min.js" crossorigin="anonymous" ${attributes}></script>`;
    const html = `<!doctype html><title>가게</title><button id="break">break</button>${tag}<script>${script}</script>`;
    server.files.set('/', { type: 'text/html; charset=utf-8', body: html });
    const page = await openPage(browser);
    await page.goto(`${server.url}/`);
    return page;
  };
  const bundleWasAsked = () => server.asked.includes(BUNDLE);

  test('fetches no SDK until something breaks, and then tells of it with all that was said before', async () => {
    const page = await open(`
      Sentry.onLoad(function () { Sentry.init({ release: 'loaded@1.0.0', environment: 'testing' }); });
      Sentry.setTag('basket', 'full');
      Sentry.configureScope(function (scope) { scope.setTag('scope', 'old'); });
      Sentry.addBreadcrumb({ category: 'shop', message: 'opened the basket' });
      document.getElementById('break').onclick = function () { lateFunction(); };
    `);
    expect(bundleWasAsked()).toBe(false);
    await page.click('#break');
    const { issue, event, exceptions, breadcrumbs } = await openAnnounced(product, 'lateFunction is not defined');
    expect(issue.title).toBe('ReferenceError: lateFunction is not defined');
    expect(exceptions.at(-1)?.mechanism).toMatchObject({ handled: false });
    expect(event.release).toEqual({ version: 'loaded@1.0.0' });
    // Nothing was uploaded for the page; anything else that was wrong with the event would stand here, too.
    expect(event.errors.map(({ type }) => type)).toEqual(['js_no_source']);
    expect(event.tags).toEqual(
      expect.arrayContaining([
        { key: 'basket', value: 'full' },
        { key: 'scope', value: 'old' },
      ]),
    );
    expect(breadcrumbs.map(({ message }) => message)).toContain('opened the basket');
    await page.close();
  });

  test('tells of an error and of a promise that broke while the page was still loading', async () => {
    const page = await open(`
      Promise.reject(new RangeError('nobody awaited the first one'));
      earlyFunction();
    `);
    await openAnnounced(product, 'earlyFunction is not defined');
    const { exceptions } = await openAnnounced(product, 'nobody awaited the first one');
    expect(exceptions.at(-1)).toMatchObject({ type: 'RangeError', mechanism: { handled: false } });
    await page.close();
  });

  test('brings the SDK at once where the tag says so, set up by the page', async () => {
    const page = await open(
      `window.sentryOnLoad = function () { Sentry.init({ release: 'eager@2.0.0' }); };`,
      'data-lazy="no"',
    );
    await waitFor('the SDK', () => page.evaluate('Boolean(Sentry.getClient && Sentry.getClient())'));
    await page.evaluate('void Sentry.captureMessage("said by the SDK itself")');
    const { event } = await openAnnounced(product, 'said by the SDK itself');
    expect(event).toMatchObject({ release: { version: 'eager@2.0.0' } });
    await page.close();
  });

  test('sends what is captured by hand before there is an SDK', async () => {
    const page = await open(`Sentry.captureException(new Error('caught before the SDK'), { tags: { early: 'yes' } });`);
    const { event, exceptions } = await openAnnounced(product, 'caught before the SDK');
    expect(event.tags).toContainEqual({ key: 'early', value: 'yes' });
    expect(exceptions.at(-1)?.mechanism).toMatchObject({ handled: true });
    expect(await page.evaluate('Sentry.getClient().getOptions().dsn')).toBe(product.ready.dsn);
    await page.close();
  });

  test('leaves a page alone whose key is not known', async () => {
    const page = await openPage(browser);
    const said: string[] = [];
    page.on('console', message => said.push(message.text()));
    await page.goto(`${server.url}/`);
    await page.addScriptTag({ url: `${product.ready.url}/js-sdk-loader/${'b'.repeat(32)}.min.js` });
    expect(said.join('\n')).toContain('this key is not known');
    await page.close();
  });
});
