import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type RunningProduct, startProduct, stopEverything, waitFor } from '../support/product.ts';
import { findChromium, launchChromium, openPage } from './chromium.ts';
import { type FileServer, sdkBundle, serveFiles } from './page/serve-files.ts';

const executablePath = findChromium(process.env);
const suite = executablePath ? describe : describe.skip;
const title = executablePath
  ? 'showReportDialog of @sentry/browser in Chromium'
  : 'showReportDialog of @sentry/browser: skipped, there is no Chromium here (`apt-get install chromium`, or name yours in CHROMIUM)';

suite(title, () => {
  let product: RunningProduct;
  let server: FileServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await serveFiles();
    product = await startProduct();
    server.files.set('/sdk.js', await sdkBundle());
    server.files.set('/shop.js', { type: 'text/javascript', body: SHOP });
    server.files.set('/', {
      type: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': policyFor(product.ready.url) },
      body: `<!doctype html><html data-dsn="${product.ready.dsn}"><title>가게</title><h1>가게</h1>
        <button id="break">break</button><script src="/sdk.js"></script><script src="/shop.js"></script>`,
    });
    browser = await launchChromium(executablePath);
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    await stopEverything();
  });

  /** Scripts and connections from the product alone, and no style that is written into the page. */
  const policyFor = (url: string): string =>
    `default-src 'none'; script-src 'self' ${url}; connect-src ${url}; style-src 'self'`;

  // What the page's button does; the options come from the address.
  const SHOP = `
    Sentry.init({ dsn: document.documentElement.dataset.dsn, release: 'shop@2.0.0' });
    const options = JSON.parse(decodeURIComponent(location.hash.slice(1)) || '{}');
    document.getElementById('break').onclick = () => {
      const eventId = Sentry.captureException(new Error('the basket fell over'));
      Sentry.showReportDialog({ ...options, eventId, onClose: () => { document.title = 'closed'; } });
    };
  `;

  const openDialog = async (options: object = {}, settings: Parameters<Browser['newPage']>[0] = {}): Promise<Page> => {
    const page = await openPage(browser, settings);
    await page.goto(`${server.url}/#${encodeURIComponent(JSON.stringify(options))}`);
    await page.click('#break');
    await page.getByRole('dialog').waitFor();
    return page;
  };
  const DIALOG = `document.getElementById('allim-report-dialog').shadowRoot.querySelector('dialog')`;
  const focused = (page: Page): Promise<string> =>
    page.evaluate(
      'document.activeElement.shadowRoot?.activeElement?.name || document.activeElement.shadowRoot?.activeElement?.textContent',
    );

  test('shows a dialog in the page, styled in spite of its policy, with the user known already', async () => {
    const page = await openDialog({ user: { name: 'Jane', email: 'jane.doe@example.com' } });
    const dialog = page.getByRole('dialog', { name: 'Something went wrong.' });
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Jane');
    expect(await dialog.getByLabel('E-mail').inputValue()).toBe('jane.doe@example.com');
    expect(await focused(page)).toBe('comments');
    expect(await page.evaluate(`getComputedStyle(${DIALOG}).borderRadius`)).toBe('14px');
    await page.close();
  });

  test('sends what the user wrote, and thanks', async () => {
    const page = await openDialog({ lang: 'ko' });
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('이름').fill('김민지');
    await dialog.getByLabel('이메일').fill('minji@example.com');
    await dialog.getByLabel('어떤 상황이었나요?').fill('결제 버튼을 눌렀어요');
    const answered = page.waitForResponse(
      response => response.request().method() === 'POST' && response.url().includes('/api/embed/error-page/'),
    );
    await dialog.getByRole('button', { name: '보내기' }).click();
    expect((await answered).status()).toBe(200);
    await dialog.getByText('보내 주셔서 감사합니다!').waitFor();
    expect(await focused(page)).toBe('닫기');
    await dialog.getByRole('button', { name: '닫기' }).click();
    await waitFor('the page to hear of it', async () => (await page.title()) === 'closed');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.close();
  });

  test('says at each field what is wrong with it', async () => {
    const page = await openDialog();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill('nobody');
    await dialog.getByRole('button', { name: 'Send report' }).click();
    await dialog.getByText('Please correct the marked fields').waitFor();
    expect(await dialog.locator('.wrong').allTextContents()).toEqual([
      'This field is required.',
      'This is not an e-mail address.',
      'This field is required.',
    ]);
    expect(await dialog.getByLabel('E-mail').getAttribute('aria-invalid')).toBe('true');
    expect(await focused(page)).toBe('name');
    await page.close();
  });

  test('keeps the keyboard inside, and goes with Escape', async () => {
    const page = await openDialog();
    const stops: string[] = [];
    for (let press = 0; press < 6; press++) {
      stops.push(await focused(page));
      await page.keyboard.press('Tab');
    }
    expect(stops).toEqual(['name', 'email', 'comments', 'Close', 'Send report', 'name']);
    await page.keyboard.press('Escape');
    await waitFor('the page to hear of it', async () => (await page.title()) === 'closed');
    await page.close();
  });

  test('fits the narrowest telephone', async () => {
    const page = await openDialog({}, { viewport: { width: 320, height: 480 } });
    const box = await page.getByRole('dialog').boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 320 && box.y >= 0 && box.y + box.height <= 480).toBe(true);
    await page.close();
  });
});
