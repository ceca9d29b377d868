import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningProduct, startProduct, stopEverything } from '../support/product.ts';
import { crashFrame, openAnnounced } from './issue-page.ts';
import { PROGRAMS, runSdkProgram } from './run-sdk-program.ts';

let product: RunningProduct;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(stopEverything);

const run = (file: string) => runSdkProgram(file, product.ready.dsn);

/** Counted from 1. */
const lineOf = (file: string, text: string): number =>
  readFileSync(path.join(PROGRAMS, file), 'utf8')
    .split('\n')
    .findIndex(line => line.includes(text)) + 1;

describe('a program with @sentry/node', () => {
  test('that dies of an uncaught exception tells the file, line, function and source', async () => {
    const end = await run('uncaught-exception.mjs');
    expect(end.code).toBe(1);

    const page = await openAnnounced(product, 'Cannot read properties of undefined');
    expect(page.issue).toMatchObject({
      title: "TypeError: Cannot read properties of undefined (reading 'length')",
      level: 'fatal',
      status: 'unresolved',
      substatus: 'new',
      count: '1',
    });
    const line = lineOf('uncaught-exception.mjs', 'cart.items.length');
    expect(crashFrame(page)).toMatchObject({
      filename: path.join(PROGRAMS, 'uncaught-exception.mjs'),
      function: 'payForNothing',
      lineNo: line,
      context: expect.arrayContaining([[line, '  return cart.items.length;']]),
    });
    expect(page.exceptions.at(-1)?.mechanism).toMatchObject({ handled: false });
    expect(page.breadcrumbs.map(({ message }) => message)).toEqual(['opening the shop', 'added 김치']);
    expect(page.event).toMatchObject({
      platform: 'node',
      release: { version: 'shop@1.2.3' },
      sdk: { name: 'sentry.javascript.node' },
      contexts: { runtime: { name: 'node' } },
      errors: [],
    });
  });

  test('that forgets to await a failing promise is told of as well', async () => {
    await run('unhandled-rejection.mjs');
    const page = await openAnnounced(product, 'nobody awaited this');
    expect(page.issue.title).toBe('RangeError: nobody awaited this');
    expect(page.exceptions.at(-1)?.mechanism).toMatchObject({ handled: false });
    expect(crashFrame(page)).toMatchObject({
      function: 'forgetToAwait',
      lineNo: lineOf('unhandled-rejection.mjs', 'throw new RangeError'),
    });
  });

  test('that wraps an error into another shows both, the one that was thrown last', async () => {
    await run('cause-chain.mjs');
    const page = await openAnnounced(product, 'checkout failed');
    expect(page.issue.title).toBe('Error: checkout failed');
    expect(page.exceptions.map(({ type, value }) => `${type}: ${value}`)).toEqual([
      'TypeError: no route to the till',
      'Error: checkout failed',
    ]);
    expect(page.exceptions[0]?.stacktrace?.frames.at(-1)).toMatchObject({
      function: 'connect',
      lineNo: lineOf('cause-chain.mjs', 'no route to the till'),
    });
    expect(page.event.user).toMatchObject({ id: '42', username: expect.stringMatching(/^username-[0-9a-f]{16}$/) });
    expect(page.event.tags).toContainEqual({ key: 'till', value: 'three' });
  });

  test('that only has something to say becomes an issue of the level it chose', async () => {
    await run('message.mjs');
    const page = await openAnnounced(product, 'stock is low');
    expect(page.issue).toMatchObject({ title: '재고가 거의 없습니다: stock is low', level: 'warning' });
  });

  test('that serves pages tells which request has failed', async () => {
    await run('http-server.mjs');
    const page = await openAnnounced(product, 'the basket page is broken');
    expect(crashFrame(page)).toMatchObject({ function: 'renderBasket' });
    expect(page.event.entries).toContainEqual({
      type: 'request',
      data: expect.objectContaining({
        method: 'GET',
        url: expect.stringMatching(/\/basket$/),
        query: [['coupon', 'spring']],
      }),
    });
  });
});
