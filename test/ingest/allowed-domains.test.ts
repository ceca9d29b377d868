import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isAllowedOrigin } from '../../lib/ingest/allowed-domains.ts';
import { receive } from '../../lib/ingest/receive.ts';
import { edge, edgeSettings, envelope, errorEvent, request } from '../support/edge.ts';

const allows = (domains: string[], origin: string): boolean => isAllowedOrigin({ headers: { origin } }, domains);

describe('a page that sends', () => {
  test.each([
    ['*', 'https://anything.example', true],
    ['example.com', 'https://example.com', true],
    ['example.com', 'http://EXAMPLE.com:8080', true],
    ['example.com', 'https://shop.example.com', false],
    ['example.com', 'https://notexample.com', false],
    ['example.com', 'https://example.com.evil.net', false],
    ['example.com', 'https://example.com@evil.net', false],
    ['*.example.com', 'https://shop.example.com', true],
    ['*.example.com', 'https://a.b.example.com', true],
    ['*.example.com', 'https://example.com', true],
    ['*.example.com', 'https://notexample.com', false],
    ['https://example.com', 'https://example.com', true],
    ['https://example.com', 'http://example.com', false],
    ['https://*.example.com', 'https://shop.example.com', true],
    ['https://*', 'https://anything.example', true],
    ['https://*', 'http://anything.example', false],
    ['example.com:8080', 'https://example.com:8080', true],
    ['example.com:8080', 'https://example.com', false],
    ['example.com:443', 'https://example.com', true],
    ['localhost', 'http://localhost:3000', true],
    ['127.0.0.1', 'http://127.0.0.1:5173', true],
    ['example.com', 'null', false],
    ['*', 'null', true],
  ])('is let in by %s from %s: %s', (domain, origin, expected) => {
    expect(allows([domain], origin)).toBe(expected);
    expect(allows(['other.example', domain], origin)).toBe(expected);
  });

  test('is judged by its address where it says no origin, and is no page where it says neither', () => {
    const ours = ['example.com'];
    expect(isAllowedOrigin({ headers: { referer: 'https://example.com/cart?x=https://evil.net' } }, ours)).toBe(true);
    expect(isAllowedOrigin({ headers: { referer: 'https://evil.net/?x=https://example.com' } }, ours)).toBe(false);
    expect(isAllowedOrigin({ headers: { origin: 'https://evil.net', referer: 'https://example.com/' } }, ours)).toBe(
      false,
    );
    expect(isAllowedOrigin({ headers: {} }, ours)).toBe(true);
  });

  test('is let in by nothing where the list is empty; what is no page still is', () => {
    expect(allows([], 'https://example.com')).toBe(false);
    expect(isAllowedOrigin({ headers: {} }, [])).toBe(true);
  });

  test('breaks nothing, whatever it calls itself', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string()),
        fc.string(),
        (domains, origin) => typeof allows(domains, origin) === 'boolean',
      ),
    );
  });
});

test('a request of a page that may not send is refused as Sentry refuses it, and one of a server is taken', async () => {
  const body = envelope({}, [{ type: 'event' }, errorEvent()]);
  const send = async (
    headers: Record<string, string>,
    settings = edgeSettings({ allowedDomains: ['shop.example'] }),
  ) => {
    const { deps, bodies } = edge({ settings: [settings] });
    const { response } = await receive(deps, request({ body, headers }));
    return { status: response.status, body: String(response.body), kept: bodies.length };
  };
  expect(await send({ origin: 'https://evil.net' })).toEqual({
    status: 403,
    body: '{"detail":"event submission rejected with_reason: Cors"}',
    kept: 0,
  });
  expect(await send({ origin: 'https://shop.example' })).toMatchObject({ status: 200, kept: 1 });
  expect(await send({})).toMatchObject({ status: 200, kept: 1 });
  expect(await send({ origin: 'https://evil.net' }, edgeSettings())).toMatchObject({ status: 200, kept: 1 });
});
