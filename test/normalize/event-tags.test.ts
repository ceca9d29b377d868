import { describe, expect, test } from '@jest/globals';
import { eventTags, userTag } from '../../lib/normalize/event-tags.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';

const event = (over: Partial<SentryEvent> = {}): SentryEvent => ({
  event_id: 'a'.repeat(32),
  type: 'error',
  timestamp: 1,
  received: 1,
  level: 'error',
  platform: 'javascript',
  ...over,
});

describe('tags of an event', () => {
  test('are its own and those that Sentry derives of its fields and contexts', () => {
    const tags = eventTags(
      event({
        tags: [['plan', 'pro']],
        release: 'shop@1.0',
        environment: 'production',
        transaction: '/pay',
        user: { id: '42', email: 'jane@example.com' },
        request: { url: 'https://shop.example/pay' },
        exception: { values: [{ mechanism: { type: 'onerror', handled: false } }] },
        contexts: {
          browser: { name: 'Chrome', version: '156.0' },
          os: { name: 'Windows', rooted: true },
          device: { model: 'Pixel 9', family: 'Pixel' },
          runtime: { name: 'node', version: 24 },
        },
      }),
    );
    expect(Object.fromEntries(tags)).toEqual({
      plan: 'pro',
      level: 'error',
      release: 'shop@1.0',
      environment: 'production',
      transaction: '/pay',
      url: 'https://shop.example/pay',
      mechanism: 'onerror',
      handled: 'no',
      user: 'id:42',
      browser: 'Chrome 156.0',
      'browser.name': 'Chrome',
      os: 'Windows',
      'os.name': 'Windows',
      'os.rooted': 'yes',
      runtime: 'node',
      'runtime.name': 'node',
      device: 'Pixel 9',
      'device.family': 'Pixel',
    });
  });

  test('the event’s own wins over a derived one, and long ones are cut', () => {
    const tags = eventTags(event({ tags: [['level', 'mine']], request: { url: 'x'.repeat(500) } }));
    expect([tags.get('level'), tags.get('url')?.length]).toEqual(['mine', 200]);
  });

  test.each([
    [{ id: '1', email: 'a@b.c', username: 'jane', ip_address: '192.0.2.1' }, 'id:1'],
    [{ email: 'a@b.c', username: 'jane' }, 'email:a@b.c'],
    [{ username: 'jane', ip_address: '192.0.2.1' }, 'username:jane'],
    [{ ip_address: '192.0.2.1' }, 'ip:192.0.2.1'],
    [{}, undefined],
    [undefined, undefined],
  ])('the user %j is told as %s', (user, tag) => expect(userTag(user)).toBe(tag));
});
