import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { findChromium, launchChromium, openPage } from '../../../test/sdk/chromium.ts';
import { run } from './place.mjs';

const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
]);

/**
 * Lets the application throw in Node; the SDK sends the uncaught error before the process ends.
 *
 * @param {import('./place.mjs').Place} place
 */
export async function throwInNode(place, entry, env) {
  // An uncaught error ends a process badly.
  await run(place, process.execPath, [entry], { SENTRY_DSN: place.dsn, ...env }).catch(error => {
    if (!/TypeError/.test(error.message)) throw error;
  });
}

/** Where a page can be opened at all. */
export const browserPath = findChromium(process.env);

/** Opens the built page and presses its button. */
export async function throwInBrowser({ dsn, out }) {
  const server = createServer(({ url }, response) => serve(path.join(out, path.normalize(url)), dsn, response));
  await new Promise(done => server.listen(0, '127.0.0.1', () => done(undefined)));
  try {
    await inBrowser(async page => {
      const sent = page.waitForResponse(response => response.url().includes('/envelope/') && response.ok());
      await page.goto(`http://127.0.0.1:${server.address().port}/index.html`);
      await page.click('button');
      await sent;
    });
  } finally {
    server.close();
  }
}

/** What a person reads on the page of an issue. */
export function readIssuePage({ url, signIn }, issueId, awaited) {
  return inBrowser(async page => {
    await page.goto(signIn);
    await page.goto(`${url}/issues/${issueId}/`);
    await page.getByText(awaited).first().waitFor();
    return page.textContent('main');
  });
}

async function inBrowser(act) {
  const browser = await launchChromium(browserPath);
  try {
    return await act(await openPage(browser));
  } finally {
    await browser.close();
  }
}

function serve(file, dsn, response) {
  const type = TYPES.get(path.extname(file));
  if (!type) return response.writeHead(404).end();
  // Only the document names the address that the SDK sends to.
  const body = readFileSync(file, 'utf8');
  return response
    .writeHead(200, { 'content-type': type })
    .end(file.endsWith('.html') ? body.replace('DSN', dsn) : body);
}
