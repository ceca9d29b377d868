import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { crashFrame, listIssues, openAnnounced } from '../sdk/issue-page.ts';
import { runSdkProgram } from '../sdk/run-sdk-program.ts';
import {
  type RunningProduct,
  startInVain,
  startProduct,
  stopEverything,
  temporaryDirectory,
  waitFor,
} from '../support/product.ts';
import { sendError } from './send-error.ts';

const directory = temporaryDirectory();

afterAll(async () => {
  await stopEverything();
  rmSync(directory, { recursive: true, force: true });
});

const BUG = "Cannot read properties of undefined (reading 'amount')";
const breakCheckout = ({ ready }: RunningProduct) => runSdkProgram('checkout-error.mjs', ready.dsn);
const theIssue = async (product: RunningProduct) =>
  (await listIssues(product, 'is:[unresolved, resolved]')).find(issue => issue.title.includes(BUG));
const countOf = async (product: RunningProduct) => Number((await theIssue(product))?.count ?? 0);
const kinds = async (product: RunningProduct) => (await product.inbox()).map(entry => entry.attributes.kind);

const portOf = (url: string): number => Number(new URL(url).port);

/** One sentence for people, not a stack. */
const ONE_SENTENCE = /^[^\n]+\n$/;

describe('the product, from the first error to the restart', () => {
  const dataDir = path.join(directory, 'story');
  let product: RunningProduct;

  test('starts by `npm start`, and an error is announced once with all that is needed to find it', async () => {
    product = await startProduct({ dataDir, by: 'npm' });
    await breakCheckout(product);
    const page = await openAnnounced(product, BUG);
    expect(page.notification.attributes).toMatchObject({ kind: 'new', project: product.ready.project, level: 'error' });
    expect(page.notification.subject).toMatch(/New issue/);
    expect(page.notification.text).toContain('checkout-error.mjs');
    expect(page.issue).toMatchObject({
      title: `TypeError: ${BUG}`,
      count: '1',
      status: 'unresolved',
      substatus: 'new',
    });
    expect(crashFrame(page)).toMatchObject({ function: 'priceOf', lineNo: expect.any(Number) });
    expect(page.breadcrumbs.map(({ message }) => message)).toEqual(['the till is open']);
    expect(page.issue.permalink).toBe(`${product.ready.url}/issues/${page.issue.id}/`);
  });

  test('counts the same error again and does not repeat itself', async () => {
    await breakCheckout(product);
    await waitFor('the second event', async () => (await countOf(product)) === 2);
    await sendError(product.ready.dsn, 'a bystander that is told of after it');
    await openAnnounced(product, 'a bystander that is told of after it');
    expect((await product.inbox()).filter(entry => entry.text.includes(BUG))).toHaveLength(1);
  });

  test('tells of a regression when a resolved error comes back', async () => {
    const issue = await theIssue(product);
    const address = `/api/0/organizations/${product.ready.organization}/issues/${issue?.id}/`;
    await product.api(address, { method: 'PUT', body: { status: 'resolved' } });
    expect(await theIssue(product)).toMatchObject({ status: 'resolved' });

    await breakCheckout(product);
    await waitFor('the regression', async () => (await kinds(product)).includes('regressed'));
    expect(await theIssue(product)).toMatchObject({ status: 'unresolved', substatus: 'regressed', count: '3' });
    const [newest] = await product.inbox();
    expect(newest?.subject).toMatch(/Regression/);
  });

  test('knows everything when it starts again', async () => {
    const before = { issues: await listIssues(product), inbox: await product.inbox(), ready: product.ready };
    await product.stop();
    product = await startProduct({ dataDir, port: portOf(before.ready.url) });
    expect(product.ready).toEqual(before.ready);
    expect(await listIssues(product)).toEqual(before.issues);
    expect(await product.inbox()).toEqual(before.inbox);
    expect(await openAnnounced(product, BUG)).toMatchObject({ issue: { count: '3' } });
  });

  test('refuses a second product on the same data', async () => {
    const end = await startInVain({ dataDir });
    expect(end.code).not.toBe(0);
    expect(end.stderr).toMatch(ONE_SENTENCE);
    expect(end.stderr).toContain(dataDir);
    expect(await countOf(product)).toBe(3);
  });

  test('stops at Ctrl-C without a fault, although a browser keeps an idle connection', async () => {
    const idle = connect(portOf(product.ready.url), '127.0.0.1');
    idle.on('error', () => {}); // being cut off is its fate
    await once(idle, 'connect');
    const end = await product.stop();
    expect(end).toMatchObject({ signal: null, code: 0 });
    expect(end.stderr).not.toContain('"level":"error"');
  });

  test('forgets everything with --reset', async () => {
    product = await startProduct({ dataDir, flags: ['--reset'] });
    expect(await listIssues(product, 'is:[unresolved, resolved, archived]')).toEqual([]);
    expect(await product.inbox()).toEqual([]);
    await product.stop();
  });
});

describe('the product, when it cannot start', () => {
  test('says that the port is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    // A TCP server's address is an object.
    const { port } = squatter.address() as AddressInfo;
    const end = await startInVain({ dataDir: path.join(directory, 'busy-port'), port });
    squatter.close();
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(ONE_SENTENCE);
    expect(end.stderr).toContain(`Port ${port} is taken`);
  });

  test('says that it cannot keep data where something else lies', async () => {
    const file = path.join(directory, 'a-file');
    writeFileSync(file, 'not a directory');
    const end = await startInVain({ dataDir: file });
    expect(end.code).toBe(1);
    expect(end.stderr).toMatch(ONE_SENTENCE);
    expect(end.stderr).toContain(file);
  });

  test("leaves a directory of somebody else's alone", async () => {
    const foreign = path.join(directory, 'photos');
    mkdirSync(foreign);
    writeFileSync(path.join(foreign, 'holiday.jpg'), 'the only copy');
    for (const flags of [[], ['--reset']]) {
      const end = await startInVain({ dataDir: foreign, flags });
      expect(end.code).toBe(1);
      expect(end.stderr).toMatch(ONE_SENTENCE);
      expect(end.stderr).toContain(foreign);
    }
  });
});
