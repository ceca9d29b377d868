import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AttachmentJson } from '../../lib/api/contract/attachment.ts';
import type { UserReportJson } from '../../lib/api/contract/feedback.ts';
import type { LedgerJson } from '../../lib/api/contract/ledger.ts';
import { type RunningProduct, startProduct, stopEverything, waitFor } from '../support/product.ts';
import { findChromium, launchChromium, openPage } from './chromium.ts';
import { openAnnounced } from './issue-page.ts';
import { runSdkProgram } from './run-sdk-program.ts';

let product: RunningProduct;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(stopEverything);

const executablePath = findChromium(process.env);
const inBrowser = executablePath ? test : test.skip;

const sums = async () => {
  const { ready, api } = product;
  const ledger = await api<LedgerJson>(`/api/0/projects/${ready.organization}/${ready.project}/ledger/`);
  return Object.fromEntries(ledger.sums.map(({ category, outcomes }) => [category, outcomes.stored]));
};

describe('a program with @sentry/node that attaches files', () => {
  test('finds them with the event again, scrubbed, and what the user wrote, each counted once', async () => {
    await runSdkProgram('attachments.mjs', product.ready.dsn);
    const { event, issue } = await openAnnounced(product, 'the drawer is stuck');
    const { ready, api } = product;
    const address = `/api/0/projects/${ready.organization}/${ready.project}/events/${event.id}/attachments/`;
    const files = await waitFor('the files', async () => {
      const found = await api<AttachmentJson[]>(address);
      return found.length === 2 && found;
    });
    const byName = new Map(files.map(file => [file.name, file]));
    expect(byName.get('till.log')).toMatchObject({ mimetype: 'text/plain', type: 'event.attachment' });

    const download = async (name: string) => {
      const url = new URL(`${address}${byName.get(name)?.id}/?download=1`, ready.url);
      const response = await fetch(url, { headers: { authorization: `Bearer ${ready.token}` } });
      expect(response.headers.get('content-disposition')).toContain(`filename="${name}"`);
      return Buffer.from(await response.arrayBuffer());
    };
    const log = (await download('till.log')).toString();
    expect(log).toMatch(/^opened by .+\npaid with .+\n$/);
    expect(log).not.toMatch(/jane\.doe|4111/);
    expect(await download('pixels.bin')).toEqual(Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256)));
    expect(await api(`/api/0/issues/${issue.id}/attachments/`)).toHaveLength(2);

    const report = await waitFor('the report', async () => {
      const [found] = await api<UserReportJson[]>(`/api/0/issues/${issue.id}/user-reports/`);
      return found;
    });
    expect(report).toMatchObject({ eventID: event.id, comments: 'it hurts my thumb' });
    expect(JSON.stringify(report)).not.toContain('jane.doe');

    await waitFor('the counts', async () => (await sums()).feedback === 1);
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    expect(await sums()).toMatchObject({ error: 1, attachment: bytes, attachment_item: 2, feedback: 1 });
  });

  inBrowser('finds them on the page as well, each a link that saves the file, and the words of the user', async () => {
    const { issue } = await openAnnounced(product, 'the drawer is stuck');
    const browser = await launchChromium(executablePath);
    try {
      const page = await openPage(browser);
      await page.goto(product.ready.signIn);
      await page.waitForSelector('text=the drawer is stuck');
      await page.goto(`${product.ready.url}/issues/${issue.id}/`);
      await page.waitForSelector('text=it hurts my thumb');
      const [saved] = await Promise.all([page.waitForEvent('download'), page.click('a:has-text("till.log")')]);
      expect(saved.suggestedFilename()).toBe('till.log');
      expect(readFileSync((await saved.path()) ?? '', 'utf8')).toMatch(/^opened by /);
    } finally {
      await browser.close();
    }
  });
});
