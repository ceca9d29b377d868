import { describe, expect, test } from '@jest/globals';
import { parseUserAgent } from '../../lib/normalize/parse-user-agent.ts';
import { normalized } from './normalized.ts';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1';
const ANDROID =
  'Mozilla/5.0 (Linux; Android 13; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/112.0.0.0 Mobile Safari/537.36';
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Safari/605.1.15';

const contextsOf = (headers: object, more: object = {}) => normalized({ request: { headers }, ...more }).contexts;

describe('the user agent of the event', () => {
  test('tells the browser, and on a server the system of the client', () => {
    expect(contextsOf({ 'User-Agent': CHROME })).toMatchObject({
      browser: { name: 'Chrome', version: '120.0.0', browser: 'Chrome 120.0.0' },
      client_os: { name: 'Windows', version: '>=10', os: 'Windows >=10' },
    });
  });

  test('tells the system itself in a browser', () => {
    const contexts = contextsOf({ 'user-agent': MAC }, { platform: 'javascript' });
    expect(contexts).toMatchObject({ os: { name: 'Mac OS X', version: '>=10.15.7' }, device: { family: 'Mac' } });
    expect(contexts?.client_os).toBeUndefined();
  });

  test('does not overrule what the SDK said', () => {
    const browser = { name: 'Own', version: '1' };
    expect(contextsOf({ 'User-Agent': CHROME }, { contexts: { browser } })?.browser).toEqual({
      ...browser,
      browser: 'Own 1',
      type: 'browser',
    });
  });

  test('is believed less than client hints', () => {
    const contexts = contextsOf(
      {
        'User-Agent': ANDROID,
        'sec-ch-ua': '"Not_A Brand";v="99", "Google Chrome";v="140", "Chromium";v="140"',
        'sec-ch-ua-platform': '"Android"',
        'sec-ch-ua-platform-version': '"15.0"',
        'sec-ch-ua-model': '"Pixel 9"',
      },
      { platform: 'javascript' },
    );
    expect(contexts).toMatchObject({
      browser: { name: 'Chrome', version: '140' },
      os: { name: 'Android', version: '15.0' },
      device: { model: 'Pixel 9' },
    });
  });

  test('of the HTTP request counts for a CSP report only, which the browser sends itself', () => {
    const meta = { userAgent: CHROME, clientHints: { 'sec-ch-ua-platform': '"Windows"' } };
    expect(normalized({ csp: { 'blocked-uri': 'x' } }, meta).contexts).toMatchObject({
      browser: { name: 'Chrome' },
      client_os: { name: 'Windows' },
    });
    expect(normalized({ message: 'x' }, meta).contexts?.browser).toBeUndefined();
  });

  test.each([
    [IPHONE, 'Mobile Safari 17.2', 'iOS 17.2', 'iPhone'],
    [ANDROID, 'Chrome Mobile 112.0.0', 'Android 13', 'Samsung SM-S918B'],
    ['Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko', 'IE 11.0', 'Windows 7', undefined],
    ['Googlebot/2.1 (+http://www.google.com/bot.html)', 'Googlebot 2.1', undefined, 'Spider'],
    ['curl/8.0', undefined, undefined, undefined],
    ['', undefined, undefined, undefined],
  ])('%p is understood', (header, browser, os, device) => {
    const agent = parseUserAgent(header);
    const text = (system: { name: string; version?: string } | undefined) =>
      system && [system.name, system.version].filter(Boolean).join(' ');
    expect([text(agent.browser), text(agent.os), agent.device?.family]).toEqual([browser, os, device]);
  });

  test('may be as long as it likes', () => {
    expect(() => parseUserAgent('Mozilla/5.0 ('.repeat(100_000))).not.toThrow();
  });
});
