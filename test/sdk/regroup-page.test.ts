import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { IssueJson } from '../../lib/api/contract/issue.ts';
import { type RunningProduct, startProduct, stopEverything, waitFor } from '../support/product.ts';
import { sendEvent } from '../support/upload-shop.ts';
import { barriersOf } from './barriers.ts';
import { findChromium, launchChromium, openPage } from './chromium.ts';
import { listIssues } from './issue-page.ts';

const executablePath = findChromium(process.env);
const suite = executablePath ? describe : describe.skip;
const WIDTH = 360;
const TYPES = ['PaymentFailed', 'PaymentLate', 'PaymentLate', 'SearchEmpty'];

suite(
  executablePath ? 'merging and regrouping by hand' : 'merging and regrouping by hand: skipped, no Chromium',
  () => {
    let product: RunningProduct;
    let browser: Browser;
    let page: Page;

    const shown = async (): Promise<Record<string, IssueJson>> =>
      Object.fromEntries((await listIssues(product)).map(issue => [issue.metadata.type ?? '', issue]));
    const counts = async (): Promise<Record<string, string>> =>
      Object.fromEntries(Object.entries(await shown()).map(([type, { count }]) => [type, count]));
    const says = (text: string) => waitFor(text, async () => (await page.textContent('#status')) === text);

    beforeAll(async () => {
      product = await startProduct();
      browser = await launchChromium(executablePath);
      page = await openPage(browser, { locale: 'en-US', viewport: { width: WIDTH, height: 740 } });
      await page.goto(product.ready.signIn);
      await page.waitForSelector('#to-uploads');
      for (const [place, type] of TYPES.entries())
        await sendEvent(product.ready.dsn, {
          event_id: (place + 1).toString(16).padStart(32, 'c'),
          timestamp: Date.now() / 1_000,
          platform: 'javascript',
          exception: { values: [{ type, value: `of ${type}` }] },
        });
      await waitFor('three issues', async () => {
        const all = await counts();
        return Object.keys(all).length === 3 && all.PaymentLate === '2';
      });
    });
    afterAll(async () => {
      await browser?.close();
      await stopEverything();
    });

    test('rules show what becomes one issue, it becomes one, and is taken back', async () => {
      await page.goto(`${product.ready.url}/?view=rules`);
      await page.fill('#fingerprintingRules', 'type:Payment* -> payments');
      await page.click('#regroup');
      await page.waitForSelector('#regroup-now');
      expect(await page.textContent('#trial')).toMatch(/3 open issues[\s\S]*4 kept events[\s\S]*Become one issue/);
      const { PaymentFailed, PaymentLate } = await shown();
      expect(await page.locator('#joins + ul li').allTextContents()).toEqual([
        expect.stringMatching(new RegExp(`^${PaymentLate?.shortId} .* \\+ ${PaymentFailed?.shortId} `)),
      ]);
      expect(await barriersOf(page, WIDTH)).toEqual([]);
      await page.click('#regroup-now');
      await says('Regrouped.');
      expect(await counts()).toEqual({ PaymentLate: '3', SearchEmpty: '1' });
      expect(await page.textContent('#regroupings')).toMatch(/Regrouped before[\s\S]*done[\s\S]*with new rules/);
      expect(await barriersOf(page, WIDTH)).toEqual([]);
      await page.click('#regroupings button');
      await says('Taken back.');
      expect(await counts()).toEqual({ PaymentFailed: '1', PaymentLate: '2', SearchEmpty: '1' });
      expect(await page.inputValue('#fingerprintingRules')).toBe('');
      expect(await page.textContent('#regroupings')).toContain('taken back');
      expect(await page.locator('#regroupings button').count()).toBe(0);
    });

    test('an issue is merged with another by its short id, and split off again', async () => {
      const { PaymentFailed, PaymentLate } = await shown();
      await page.goto(`${product.ready.url}/issues/${PaymentFailed?.id}/`);
      await page.click('#more-actions');
      await page.fill('#merge-with', 'NO-SUCH-1');
      await page.click('#act-merge');
      await says('There is no such issue: NO-SUCH-1');
      expect(await barriersOf(page, WIDTH)).toEqual([]);
      await page.fill('#merge-with', (PaymentLate?.shortId ?? '').toLowerCase());
      await page.click('#act-merge');
      await page.waitForURL(`**/issues/${PaymentLate?.id}/`);
      await page.waitForSelector('#merged');
      expect(await counts()).toEqual({ PaymentLate: '3', SearchEmpty: '1' });
      await page.click('#merged');
      await page.waitForSelector('.merged button');
      expect(await page.locator('.merged li').allTextContents()).toEqual([
        `${PaymentFailed?.shortId} · 1 event Unmerge`,
      ]);
      expect(await barriersOf(page, WIDTH)).toEqual([]);
      await page.click('.merged button');
      await says('Saved.');
      expect(await counts()).toEqual({ PaymentFailed: '1', PaymentLate: '2', SearchEmpty: '1' });
      await waitFor('the list to be empty', async () =>
        (await page.textContent('.merged'))?.includes('Nothing was merged into this issue.'),
      );
    });

    test('a Korean browser reads it in Korean', async () => {
      const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: WIDTH, height: 740 } });
      await context.addCookies(await page.context().cookies());
      const korean = await context.newPage();
      await korean.goto(`${product.ready.url}/?view=rules`);
      await korean.waitForSelector('#regrouped');
      await korean.fill('#fingerprintingRules', 'type:Payment* -> payments');
      await korean.click('#regroup');
      await korean.waitForSelector('#joins');
      expect(await korean.textContent('#trial')).toMatch(/하나가 되는 이슈[\s\S]*규칙을 저장하고 다시 그룹화/);
      expect(await barriersOf(korean, WIDTH)).toEqual([]);
      await context.close();
    });
  },
);
