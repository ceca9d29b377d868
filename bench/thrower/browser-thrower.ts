import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { ThrowerPage } from './page.ts';
import type { Thrower } from './thrower.ts';

/** A page with the browser SDK in it, in the Chromium at `executablePath`. */
export const browserThrower = async (executablePath: string, dsn: string): Promise<Thrower> => {
  const server = await servePage();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  // A TCP server's address is an object.
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.evaluate(dsn => (globalThis as unknown as { thrower: ThrowerPage }).thrower.start(dsn), dsn);
  return {
    kind: `Chromium ${browser.version()}`,
    throwNew: name =>
      page.evaluate(name => (globalThis as unknown as { thrower: ThrowerPage }).thrower.throwUncaught(name), name),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
};

const servePage = async (): Promise<http.Server> => {
  const { outputFiles } = await build({
    entryPoints: [path.join(import.meta.dirname, 'page.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  });
  const script = outputFiles[0]?.text ?? '';
  const server = http.createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><title>shop</title><script type="module" src="/page.js"></script>',
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};
