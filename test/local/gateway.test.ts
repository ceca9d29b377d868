import { once } from 'node:events';
import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createGateway } from '../../local/gateway.ts';

let server: http.Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** The event that a door gets for a request, and the answer that its result becomes. */
const through = async (
  path: string,
  init: RequestInit,
  result: APIGatewayProxyStructuredResultV2 = { statusCode: 200, body: 'ok' },
) => {
  const seen: APIGatewayProxyEventV2[] = [];
  const door = (event: APIGatewayProxyEventV2) => {
    seen.push(event);
    return result;
  };
  server = createGateway({ ingest: door, api: door, inbox: door });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);
  return { event: seen[0], response };
};

describe('the gateway of a laptop hands over what an HTTP API does', () => {
  test.each(['text/plain;charset=UTF-8', 'application/json', 'application/xml', 'application/javascript', 'text/html'])(
    '%s as text',
    async type => {
      const { event } = await through('/api/1/envelope/', {
        method: 'POST',
        body: '{"a":"가"}',
        headers: { 'content-type': type },
      });
      expect([event?.body, event?.isBase64Encoded]).toEqual(['{"a":"가"}', false]);
    },
  );

  test.each([['application/x-sentry-envelope'], ['application/octet-stream'], ['application/json+x'], [undefined]])(
    '%s as base64',
    async type => {
      const body = gzipSync('hello');
      const { event } = await through('/api/1/envelope/', {
        method: 'POST',
        body,
        headers: { ...(type && { 'content-type': type }) },
      });
      expect([event?.body, event?.isBase64Encoded]).toEqual([body.toString('base64'), true]);
    },
  );

  test('paths, queries, cookies and repeated headers in payload format 2.0', async () => {
    const { event } = await through('/api/1/envelope/?a=1&a=2&b=%20x', {
      headers: { cookie: 'x=1; y=2', 'X-Thing': 'v' },
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/api/1/envelope/',
      rawQueryString: 'a=1&a=2&b=%20x',
      queryStringParameters: { a: '1,2', b: ' x' },
      cookies: ['x=1', 'y=2'],
      headers: { 'x-thing': 'v', 'x-forwarded-for': '127.0.0.1' },
      requestContext: { http: { method: 'GET', sourceIp: '127.0.0.1' }, stage: '$default' },
      isBase64Encoded: false,
    });
    expect(event?.headers).not.toHaveProperty('cookie');
    expect(event?.requestContext.time).toMatch(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  });

  test.each([
    ['/api/1/cron/nightly%20backup/', '/api/1/cron/nightly backup/'],
    ['/api/%31/envelope/', '/api/1/envelope/'],
    ['/a%3Fb/c', '/a'],
    ['/a%ffb', '/a%ffb'],
  ])('the path %s decoded, up to a question mark', async (path, rawPath) => {
    const { event } = await through(path, {});
    expect(event?.rawPath).toBe(rawPath);
  });

  test('answers with status, headers, cookies and base64 bodies of the door', async () => {
    const { response } = await through(
      '/x',
      {},
      { statusCode: 418, headers: { 'x-a': 'b' }, cookies: ['c=1', 'd=2'], body: 'aGk=', isBase64Encoded: true },
    );
    expect([
      response.status,
      response.headers.get('x-a'),
      response.headers.getSetCookie(),
      await response.text(),
    ]).toEqual([418, 'b', ['c=1', 'd=2'], 'hi']);
  });

  test('refuses a body over 10 MB, and an event over the 6 MB that Lambda takes', async () => {
    for (const size of [11, 5]) {
      const { response, event } = await through('/x', {
        method: 'POST',
        body: Buffer.alloc(size * 1024 * 1024),
        headers: { 'content-type': 'application/octet-stream' },
      });
      expect([response.status, event]).toEqual([413, undefined]);
      server?.close();
    }
  });

  test('a door that throws is a 500 without its reason', async () => {
    server = createGateway({ ingest: () => Promise.reject(new Error('secret')), api: () => ({}), inbox: () => ({}) });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x`);
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });
});
