import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../support/product.ts';

const ESBUILD = path.join(ROOT, 'node_modules', '.bin', 'esbuild');
const SOURCE = path.join(ROOT, 'test', 'sdk', 'page', 'shop.js');
/** Bytes of a bundle with the whole SDK in readable form. */
const MAX_BUNDLE_BYTES = 8 * 1024 * 1024;

export interface Shop {
  url: string;
  /** Line of the bundle, counted from 1, that holds this text. */
  lineOf(text: string): number;
  close(): void;
}

/** The page with the newest browser SDK bundled into it, at an address of its own: another origin than the product's. */
export const serveShop = async (dsn: string): Promise<Shop> => {
  const { stdout: script } = await promisify(execFile)(ESBUILD, [SOURCE, '--bundle', '--format=iife'], {
    maxBuffer: MAX_BUNDLE_BYTES,
  });
  const files = new Map([
    ['/', { type: 'text/html; charset=utf-8', body: html(dsn) }],
    ['/shop.js', { type: 'text/javascript; charset=utf-8', body: script }],
    ['/stock.json', { type: 'application/json', body: '{"kimchi":3}' }],
  ]);
  const server = createServer((request, response) => {
    const file = files.get(request.url?.split('?', 1)[0] ?? '/');
    if (file) response.writeHead(200, { 'content-type': file.type }).end(file.body);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // A TCP server's address is an object.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lineOf: text => script.split('\n').findIndex(line => line.includes(text)) + 1,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const html = (dsn: string): string => `<!doctype html>
<html lang="ko" data-dsn="${dsn}">
  <title>가게</title>
  <button id="pay">pay</button>
  <button id="ship">ship</button>
  <button id="coupon">coupon</button>
  <script src="/shop.js"></script>
</html>
`;
