import { describe, expect, test } from '@jest/globals';
import { composeNotification } from '../../lib/notify/compose-notification.ts';
import type { Issue } from '../../lib/ports/issue-store.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import { NEWBORN } from '../support/newborn.ts';

const issue: Issue = {
  id: '7530411141976961975',
  number: 1,
  shortId: 'WEB-1',
  projectId: '1',
  organization: 'my-team',
  projectSlug: 'web',
  title: 'TypeError: cart is undefined',
  culprit: 'pay(checkout)',
  type: 'error',
  metadata: { type: 'TypeError', value: 'cart is undefined' },
  level: 'error',
  platform: 'javascript',
  status: 'unresolved',
  substatus: 'new',
  statusChanged: 0,
  count: 1,
  firstSeen: 1_795_000_000_000,
  lastSeen: 1_795_000_000_000,
  ...NEWBORN,
};

const event = {
  release: 'shop@1.4.2',
  environment: 'production',
  request: { url: 'https://shop.example/cart' },
  contexts: { browser: { name: 'Chrome', version: '156.0.0' } },
  exception: {
    values: [
      {
        type: 'TypeError',
        stacktrace: {
          frames: [
            { function: 'pay', abs_path: 'https://shop.example/checkout.js', lineno: 88, colno: 13, in_app: true },
            { function: 'dispatch', abs_path: 'https://cdn.example/react.js', lineno: 1, in_app: false },
          ],
        },
      },
    ],
  },
} as unknown as SentryEvent; // only what a notification looks at

const compose = (over: Partial<Issue> = {}, kind: 'new' | 'regressed' = 'new') =>
  composeNotification({
    announcement: { kind, issueId: issue.id, eventId: 'c0ffee' },
    issue: { ...issue, ...over },
    event,
    publicUrl: 'https://allim.example',
  });

describe('a notification', () => {
  test('says what broke, where in our own code, for whom, and links to all of it', () => {
    const { subject, text, sms, url, attributes } = compose();
    expect(subject).toBe('[web] New issue WEB-1: TypeError: cart is undefined');
    for (const part of [
      'https://shop.example/checkout.js:88:13 in pay',
      'https://shop.example/cart',
      'shop@1.4.2',
      'production',
      'Chrome 156.0.0',
      url,
    ])
      expect(text).toContain(part);
    expect(sms).toBe('New issue WEB-1: TypeError: cart is undefined https://allim.example/issues/7530411141976961975/');
    expect(attributes).toMatchObject({
      kind: 'new',
      project: 'web',
      level: 'error',
      short_id: 'WEB-1',
      environment: 'production',
    });
  });

  const ofFrame = (frame: object): string =>
    composeNotification({
      announcement: { kind: 'new', issueId: issue.id, eventId: 'c0ffee' },
      issue,
      event: { exception: { values: [{ stacktrace: { frames: [frame] } }] } } as unknown as SentryEvent, // as above
      publicUrl: 'https://allim.example',
    }).text;
  const BUILT = {
    abs_path: 'https://shop.example/a.min.js',
    lineno: 1,
    colno: 900,
    context_line: '!function(){} {snip}',
  };

  test('of a mapped frame shows the original file, its line, and the code there', () => {
    const text = ofFrame({
      ...BUILT,
      function: 'pay',
      filename: '../../src/checkout.ts',
      lineno: 14,
      colno: 3,
      context_line: '    return cart.total; // 합계',
      data: { symbolicated: true },
    });
    expect(text).toContain('at:          src/checkout.ts:14:3 in pay\ncode:        return cart.total; // 합계\n');
    expect(text).not.toContain('not mapped');
  });

  test('of a frame that was not mapped says why, and shows no minified code', () => {
    const text = ofFrame({ ...BUILT, data: { symbolicated: false, symbolication: 'missing_source' } });
    expect(text).toContain('a.min.js:1:900\nnot mapped:  no upload has this file\n');
    expect(text).not.toContain('snip');
  });

  test('of a page for which nothing was uploaded says so; a server that runs what was written needs no upload', () => {
    const data = { symbolicated: false, symbolication: 'no_uploads' };
    expect(ofFrame({ ...BUILT, data })).toContain('no source map was uploaded for this project');
    const onServer = ofFrame({ abs_path: '/srv/app.js', lineno: 3, context_line: 'throw new Error(1)', data });
    expect(onServer).toContain('code:        throw new Error(1)');
    expect(onServer).not.toContain('not mapped');
  });

  test('is not led astray by words that a client made up', () => {
    expect(ofFrame({ ...BUILT, data: { symbolication: '__proto__' } })).not.toContain('not mapped');
    expect(ofFrame({ ...BUILT, data: { symbolication: 'constructor' } })).not.toContain('not mapped');
  });

  test('of a regression says so', () => {
    expect(compose({}, 'regressed').subject).toBe('[web] Regression WEB-1: TypeError: cart is undefined');
  });

  test('has a subject that SNS takes, also for a Korean title', () => {
    const korean = compose({ title: '결제에 실패했습니다' });
    expect(korean.subject).toBe('[web] New issue WEB-1 (error)');
    expect(korean.text).toContain('결제에 실패했습니다');
    const long = compose({ title: 'x'.repeat(500) });
    expect(long.subject).toHaveLength(100);
    expect(long.sms.length).toBeLessThanOrEqual(140);
  });

  test('cannot be made to hold lines of the sender', () => {
    const forged = compose({ title: 'boom\r\n\r\nPay here: https://evil.example\u2028x', culprit: 'a\nb' });
    expect(forged.subject).not.toMatch(/[\r\n]/);
    expect(forged.text.split('\n').some(line => line.startsWith('Pay here'))).toBe(false);
  });
});
