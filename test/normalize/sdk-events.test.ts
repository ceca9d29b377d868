import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../lib/protocol/json.ts';
import { normalized } from './normalized.ts';

const CLIENT_IP = '198.51.100.7';

/** An event as a real SDK sent it. */
const sentBy = (sdk: string): JsonObject =>
  JSON.parse(readFileSync(new URL(`./fixtures/${sdk}.json`, import.meta.url), 'utf8')) as JsonObject;
const received = (sdk: string, sdkClient?: string) =>
  normalized(sentBy(sdk), { clientIp: CLIENT_IP, ...(sdkClient === undefined ? {} : { sdkClient }) });

const BROWSERS = ['browser-11', 'browser-11-secrets', 'browser-7', 'browser-5', 'raven-js-3'];
const SERVERS = ['node-11-express', 'node-11-uncaught', 'python-2-scope', 'python-2-django'];

describe('events of real SDKs', () => {
  test.each([...BROWSERS, ...SERVERS])('%s sends nothing that is refused, but a private field of raven-js', sdk => {
    const errors = received(sdk).errors ?? [];
    expect(errors.filter(error => error.name !== 'trimHeadFrames')).toEqual([]);
  });

  test.each(BROWSERS)('%s: the page, the browser and the release are known', sdk => {
    expect(received(sdk)).toMatchObject({
      type: 'error',
      level: 'error',
      platform: 'javascript',
      release: 'shop@1.4.2+77',
      environment: 'production',
      request: { url: 'http://127.0.0.1:9318/shop/cart' },
      contexts: { browser: { name: 'HeadlessChrome', version: '156.0.0' }, os: { name: 'Linux' } },
      user: { ip_address: CLIENT_IP },
    });
  });

  test.each([...BROWSERS, ...SERVERS])('%s: frames have a short name and a full path', sdk => {
    const values = received(sdk).exception?.values ?? [];
    expect(values.length).toBeGreaterThan(0);
    for (const frame of values.flatMap(value => value.stacktrace?.frames ?? [])) {
      expect(typeof frame.filename).toBe('string');
      expect(typeof frame.abs_path).toBe('string');
      expect(frame.filename).not.toMatch(/^https?:\/\/[^/]+\/.+/);
    }
  });

  test('browser 7: the cause comes first and the chain is kept', () => {
    const [cause, outer] = received('browser-7').exception?.values ?? [];
    expect(cause?.mechanism).toMatchObject({ type: 'chained', source: 'cause', exception_id: 1, parent_id: 0 });
    expect(outer).toMatchObject({ type: 'CouponError', mechanism: { exception_id: 0 } });
  });

  test('raven-js: is known by its authentication, its hundred breadcrumbs are kept', () => {
    const event = received('raven-js-3', 'raven-js/3.27.2');
    expect(event.sdk).toEqual({ name: 'raven-js', version: '3.27.2' });
    expect(event.breadcrumbs?.values).toHaveLength(100);
    expect(event.contexts?.trace?.trace_id).toBe(event.event_id);
  });

  test('node: the request body is shown as what it is, the server name is a tag', () => {
    const event = received('node-11-express');
    expect(event.request).toMatchObject({
      method: 'POST',
      data: { id: 'ord_5' },
      inferred_content_type: 'application/json',
    });
    expect(event.tags).toContainEqual(['server_name', 'web-07.internal']);
    expect(event.user?.id).toBe('u1');
  });

  test('node: an error that nobody caught is fatal, its lines of code come along', () => {
    const event = received('node-11-uncaught');
    expect(event.level).toBe('fatal');
    const thrown = event.exception?.values.at(-1);
    expect(thrown?.mechanism).toMatchObject({ type: 'auto.node.onuncaughtexception', handled: false });
    expect(thrown?.stacktrace?.frames.at(-1)).toMatchObject({
      lineno: 25,
      pre_context: expect.any(Array),
      in_app: true,
    });
  });

  test('python: what the SDK scrubbed stays marked, unknown user fields are data', () => {
    const event = received('python-2-scope');
    expect(event.user).toMatchObject({ id: '7', data: { plan: 'gold' }, ip_address: '203.0.113.7' });
    expect(event._meta).toMatchObject({ extra: { authorization: { '': { rem: [['!config', 's']] } } } });
    expect(event.breadcrumbs?.values[0]).toMatchObject({ category: 'auth', data: { password: '[Filtered]' } });
  });

  test('python: a Django error tells its route and its failing line', () => {
    const event = received('python-2-django');
    expect(event.transaction).toBe('/fail/{pk}/');
    expect(event.exception?.values.at(-1)?.stacktrace?.frames.at(-1)).toMatchObject({
      function: 'bill',
      filename: 'app.py',
      in_app: true,
      context_line: expect.stringContaining('raise BillingError'),
    });
  });
});
