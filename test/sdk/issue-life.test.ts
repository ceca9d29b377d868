import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { IssueDetailsJson, IssueJson } from '../../lib/api/contract/issue.ts';
import { sendError } from '../flow/send-error.ts';
import { type RunningProduct, startProduct, stopEverything, waitFor } from '../support/product.ts';
import { findChromium, launchChromium, openPage } from './chromium.ts';

const executablePath = findChromium(process.env);
const suite = executablePath ? describe : describe.skip;
const PHONE = { width: 360, height: 740 };

suite(
  executablePath ? 'the life of an issue on its page' : 'the life of an issue: skipped, there is no Chromium here',
  () => {
    let product: RunningProduct;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      product = await startProduct();
      browser = await launchChromium(executablePath);
      page = await openPage(browser, { locale: 'en-US', viewport: PHONE });
      page.on('dialog', dialog => void dialog.accept());
      await page.goto(product.ready.signIn);
    });
    afterAll(async () => {
      await browser?.close();
      await stopEverything();
    });

    const issues = () => product.api<IssueJson[]>(`/api/0/organizations/${product.ready.organization}/issues/?query=`);
    const openIssue = async (message: string): Promise<string> => {
      await sendError(product.ready.dsn, message);
      const found = await waitFor(message, async () => (await issues()).find(({ title }) => title.includes(message)));
      await page.goto(`${product.ready.url}/issues/${found.id}/`);
      await page.waitForSelector('#act-resolve');
      return found.id;
    };
    const get = (id: string) => product.api<IssueDetailsJson>(`/api/0/issues/${id}/`);
    const becomes = (id: string, holds: (issue: IssueDetailsJson) => boolean) =>
      waitFor('the change', async () => {
        const issue = await get(id);
        return holds(issue) && issue;
      });

    test('can be archived for a time, reopened, resolved, and come back', async () => {
      const id = await openIssue('comes back');
      await page.click('#archive-until');
      await page.click('#act-archive-hours2');
      await becomes(id, ({ substatus }) => substatus === 'archived_until_condition_met');
      await page.waitForSelector('text=Archived until');
      await page.click('#act-unarchive');
      await becomes(id, ({ status }) => status === 'unresolved');
      await page.click('#act-resolve');
      await becomes(id, ({ status }) => status === 'resolved');
      await page.waitForSelector('#act-unresolve');
      await sendError(product.ready.dsn, 'comes back');
      const { activity } = await becomes(id, ({ substatus }) => substatus === 'regressed');
      expect(activity.map(({ type }) => type)).toEqual([
        'set_regression',
        'set_resolved',
        'set_unresolved',
        'set_ignored',
      ]);
    });

    test('can be archived until so many events come, and escalates then', async () => {
      const id = await openIssue('many of it');
      await page.click('#archive-until');
      await page.fill('#archive-count-events', '2');
      await page.click('#archive-events');
      await becomes(id, ({ status }) => status === 'ignored');
      await sendError(product.ready.dsn, 'many of it');
      await becomes(id, ({ count }) => count === '2');
      expect((await get(id)).status).toBe('ignored');
      await sendError(product.ready.dsn, 'many of it');
      await becomes(id, ({ substatus }) => substatus === 'escalating');
    });

    test('has an owner, a priority and a bookmark', async () => {
      const id = await openIssue('whose is it');
      await page.click('#act-assign');
      await becomes(id, ({ assignedTo }) => assignedTo !== null);
      await page.selectOption('#priority', 'low');
      await becomes(id, ({ priority }) => priority === 'low');
      await page.click('#act-bookmark');
      await page.waitForSelector('#act-bookmark[aria-pressed=true]');
      await page.click('#act-unassign');
      await becomes(id, ({ assignedTo }) => assignedTo === null);
      expect(await page.textContent('.activity')).toContain('changed the priority');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    });

    test('says why it cannot be resolved in a release that is not there', async () => {
      await openIssue('no release');
      await page.click('#resolve-in');
      await page.click('#act-resolve-current');
      await page.waitForSelector('#status:has-text("Unable to find a release")');
    });

    test('can be resolved from a version on that is still to come', async () => {
      const id = await openIssue('in time');
      await page.click('#resolve-in');
      await page.fill('#resolve-version', 'shop@99.0.0');
      await page.click('#act-resolve-from');
      await becomes(id, ({ statusDetails }) => statusDetails.inFutureRelease === 'shop@99.0.0');
      await page.waitForSelector('.facts:has-text("still to come: shop@99.0.0")');
      expect(await page.textContent('.activity')).toContain('shop@99.0.0');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    });

    test('can be discarded, once a person is sure', async () => {
      const id = await openIssue('never again');
      await page.click('#more-actions');
      await page.click('#act-discard');
      await page.waitForURL(`${product.ready.url}/`);
      await expect(get(id)).rejects.toThrow('404');
      await sendError(product.ready.dsn, 'never again');
      await sendError(product.ready.dsn, 'the last one');
      await waitFor('the last one', async () => (await issues()).some(({ title }) => title.includes('the last one')));
      expect((await issues()).some(({ title }) => title.includes('never again'))).toBe(false);
    });
  },
);
