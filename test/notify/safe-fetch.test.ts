import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isPublicAddress } from '../../lib/notify/is-public-address.ts';
import { safeFetcher } from '../../lib/notify/safe-fetch.ts';

const requests: http.IncomingMessage[] = [];
const server = http.createServer((request, response) => {
  requests.push(request);
  const path = request.url ?? '';
  if (path === '/app.js') response.writeHead(200, { SourceMap: 'app.js.map' }).end('f()');
  else if (path === '/gone') response.writeHead(404).end();
  else if (path === '/closed') response.writeHead(403).end();
  else if (path === '/loop') response.writeHead(302, { location: '/loop' }).end();
  else if (path === '/once') response.writeHead(302, { location: '/app.js' }).end();
  else if (path === '/inside') response.writeHead(307, { location: 'http://metadata.example/latest/' }).end();
  else if (path === '/file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  else if (path === '/bomb')
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(9_000_000)));
  else if (path === '/damaged') response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip');
  else if (path === '/endless') endless(response);
  // '/silent' is never answered.
});

const endless = (response: http.ServerResponse): void => {
  response.writeHead(200);
  const more = (): void => void (response.destroyed || response.write(Buffer.alloc(65_536), more));
  more();
};

let port = 0;
beforeAll(async () => {
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const PLACES: Record<string, string[]> = {
  'shop.example': ['127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'mixed.example': ['127.0.0.1', '10.0.0.1'],
};

/** The one local address stands for the public web here. */
const fetcher = safeFetcher({
  resolve: async name => PLACES[name] ?? [],
  isPublic: address => address === '127.0.0.1' || isPublicAddress(address),
});
const OPTIONS = { maxBytes: 1_000_000, timeoutMs: 5_000, isAllowed: () => true };
const get = (path: string, over: Partial<Parameters<typeof fetcher.fetch>[1]> = {}) =>
  fetcher.fetch(`http://shop.example:${port}${path}`, { ...OPTIONS, ...over });

describe('a file of the public web', () => {
  test('is fetched by the address that was checked, with its headers and under its own name', async () => {
    const file = await get('/app.js', { headers: { 'X-Sentry-Token': 'secret' } });
    expect(file).toMatchObject({ kind: 'fetched', headers: { sourcemap: 'app.js.map' } });
    expect(file.kind === 'fetched' && Buffer.from(file.body).toString()).toBe('f()');
    expect(requests.at(-1)?.headers).toMatchObject({ host: `shop.example:${port}`, 'x-sentry-token': 'secret' });
  });

  test('is found behind a redirect', async () => {
    expect(await get('/once')).toMatchObject({ kind: 'fetched', url: `http://shop.example:${port}/app.js` });
  });
});

test.each([
  ['/gone', 'not_found'],
  ['/closed', 'permission_denied'],
  ['/loop', 'download_error'],
  ['/inside', 'invalid_host'],
  ['/file', 'invalid_host'],
  ['/bomb', 'too_large'],
  ['/endless', 'too_large'],
  ['/damaged', 'download_error'],
])('%s is refused as %s', async (path, reason) => {
  expect(await get(path)).toMatchObject({ kind: 'failed', reason });
});

test('what is not answered in time is given up', async () => {
  expect(await get('/silent', { timeoutMs: 50 })).toMatchObject({ kind: 'failed', reason: 'timeout' });
});

test('a name that does not resolve in time is given up', async () => {
  const slow = safeFetcher({ resolve: () => new Promise(() => {}) });
  const options = { ...OPTIONS, timeoutMs: 50 };
  expect(await slow.fetch('http://shop.example/', options)).toMatchObject({ kind: 'failed', reason: 'timeout' });
});

test.each([
  'http://metadata.example/',
  'http://mixed.example/',
  'http://nowhere.example/',
  'http://10.0.0.1/',
  'http://[::1]/',
  'http://[::ffff:169.254.169.254]/',
  'http://0x7f.0.0.2/',
  'http://2852039166/',
  'http://0177.0.0.2/',
  'http://127.2/',
  'http://0/',
  'http://[::]/',
  'http://[::ffff:7f00:2]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://metadata.example./',
  'http://user@shop.example/',
  'http://user:secret@shop.example/',
  'ftp://shop.example/',
])('%s is never asked', async address => {
  const before = requests.length;
  expect(await fetcher.fetch(address, OPTIONS)).toMatchObject({ kind: 'failed', reason: 'invalid_host' });
  expect(requests).toHaveLength(before);
});

test('a name that means another address a moment later is asked at the one that was checked', async () => {
  let asked = 0;
  const rebinding = safeFetcher({
    resolve: async () => (asked++ === 0 ? ['127.0.0.1'] : ['169.254.169.254']),
    isPublic: address => address === '127.0.0.1',
  });
  expect(await rebinding.fetch(`http://shop.example:${port}/app.js`, OPTIONS)).toMatchObject({ kind: 'fetched' });
  expect(asked).toBe(1);
  // Behind a redirect it is resolved, and checked, anew.
  asked = 0;
  const again = await rebinding.fetch(`http://shop.example:${port}/once`, OPTIONS);
  expect(again).toMatchObject({ kind: 'failed', reason: 'invalid_host' });
});

test('each redirect is asked for as well', async () => {
  const isAllowed = (url: URL): boolean => url.pathname !== '/app.js';
  expect(await get('/once', { isAllowed })).toMatchObject({ kind: 'failed', reason: 'invalid_host' });
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['127.0.0.1', false],
  ['0.0.0.0', false],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.0.1', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['::ffff:8.8.8.8', false],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::a00:1', false],
  ['2002:a00:1::', false],
  ['fe80::1', false],
  ['fd00:ec2::254', false],
  ['ff02::1', false],
  ['fe80::1%eth0', false],
  ['shop.example', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
