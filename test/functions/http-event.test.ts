import { describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { fromHttpEvent } from '../../functions/http-event.ts';

const event = (over: Partial<APIGatewayProxyEventV2>): APIGatewayProxyEventV2 =>
  ({
    rawPath: '/',
    rawQueryString: '',
    headers: {},
    isBase64Encoded: false,
    requestContext: { stage: '$default', http: { method: 'POST', sourceIp: '203.0.113.7' } },
    ...over,
    // What is not here is not read.
  }) as APIGatewayProxyEventV2;

const pathOf = (rawPath: string) => fromHttpEvent(event({ rawPath })).path;

describe('the path of a request is percent-encoded, whichever gateway hands it over', () => {
  test.each([
    ['/api/1/cron/nightly%20backup/', '/api/1/cron/nightly%20backup/'],
    ['/api/1/cron/nightly backup/', '/api/1/cron/nightly%20backup/'],
    ['/api/1/cron/\ubc31\uc5c5/', '/api/1/cron/%EB%B0%B1%EC%97%85/'],
    ['/api/1/cron/100%/', '/api/1/cron/100%25/'],
    ['/api/1/cron/a?b#c/', '/api/1/cron/a%3Fb%23c/'],
    ["/api/1/cron/a:b@c!$&'()*+,;=~/", "/api/1/cron/a:b@c!$&'()*+,;=~/"],
  ])('%s becomes %s', (rawPath, expected) => {
    expect(pathOf(rawPath)).toBe(expected);
  });

  test('and always can be decoded, unless it came in another encoding than UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const path = pathOf(`/${text}`);
        expect(path).toMatch(/^[!-~]*$/);
        if (!/%[89a-f][\da-f]/i.test(text)) expect(() => decodeURIComponent(path)).not.toThrow();
      }),
    );
  });
});

test('header names are read in any case, and cookies are put together again', () => {
  const { headers } = fromHttpEvent(event({ headers: { 'X-Sentry-Auth': 'a' }, cookies: ['x=1', 'y=2'] }));
  expect(headers).toEqual({ 'x-sentry-auth': 'a', cookie: 'x=1; y=2' });
});

test('a stage with a name stands in front of the path, and is taken off', () => {
  const { requestContext } = event({});
  const staged = event({ rawPath: '/dev/api/1/envelope/', requestContext: { ...requestContext, stage: 'dev' } });
  expect(fromHttpEvent(staged).path).toBe('/api/1/envelope/');
});

test('a body arrives as it was sent, whether handed over as text or as base64', () => {
  const bytes = Buffer.from([0x1f, 0x8b, 0x00, 0xff]);
  const binary = fromHttpEvent(event({ body: bytes.toString('base64'), isBase64Encoded: true }));
  expect([Buffer.from(binary.body), binary.bodyWasText]).toEqual([bytes, false]);
  const text = fromHttpEvent(event({ body: '{"a":"\uac00"}' }));
  expect([Buffer.from(text.body).toString(), text.bodyWasText]).toEqual(['{"a":"\uac00"}', true]);
  expect(fromHttpEvent(event({})).body).toHaveLength(0);
});
