import { describe, expect, test } from '@jest/globals';
import { eventTitle } from '../../lib/grouping/title.ts';
import type { Exception, SentryEvent } from '../../lib/protocol/event.ts';
import { exceptionEvent, inApp, makeEvent, messageEvent, ofSystem } from './make-event.ts';

const titleOf = (exception: Exception, parts: Partial<SentryEvent> = {}): string =>
  eventTitle(exceptionEvent(exception, parts)).title;

describe('an error', () => {
  test('is called by its type and the first line of its value', () => {
    expect(titleOf({ type: 'KeyError', value: 'no order\nsecond line' })).toBe('KeyError: no order');
  });

  test('with a long value is cut after 100 characters', () => {
    expect(titleOf({ type: 'E', value: 'x'.repeat(101) })).toBe(`E: ${'x'.repeat(97)}...`);
    expect(titleOf({ type: 'E', value: 'x'.repeat(100) })).toBe(`E: ${'x'.repeat(100)}`);
  });

  test('is never cut through the middle of a character', () => {
    expect(titleOf({ type: 'E', value: `${'x'.repeat(96)}🛒🛒🛒` })).toBe(`E: ${'x'.repeat(96)}...`);
  });

  test('without a value is called by its type, without a type it is an Error', () => {
    expect(titleOf({ type: 'KeyError' })).toBe('KeyError');
    expect(titleOf({ value: 'boom' })).toBe('Error: boom');
  });

  test('tells where it broke: the newest frame of the application with a name', () => {
    const frames = [
      inApp({ function: 'charge', filename: 'cart.py' }),
      inApp({ function: '<redacted>', filename: 'hidden.py' }),
      ofSystem({ function: 'send', filename: 'http.py' }),
    ];
    expect(eventTitle(exceptionEvent({ type: 'KeyError', value: 'k', stacktrace: { frames } })).metadata).toEqual({
      type: 'KeyError',
      value: 'k',
      filename: 'cart.py',
      function: 'charge',
      in_app_frame_mix: 'mixed',
    });
  });

  test('in code without names tells at least the file', () => {
    const frames = [inApp({ abs_path: 'https://a.example/cart.js' })];
    expect(eventTitle(exceptionEvent({ type: 'E', stacktrace: { frames } })).metadata).toEqual({
      type: 'E',
      filename: 'https://a.example/cart.js',
      in_app_frame_mix: 'in-app-only',
    });
  });

  test('keeps at most 128 characters of the type and 1024 of the value', () => {
    const { metadata } = eventTitle(exceptionEvent({ type: 'T'.repeat(200), value: 'v'.repeat(2000) }));
    expect([metadata.type?.length, metadata.value?.length]).toEqual([128, 1024]);
  });
});

describe('a synthetic error', () => {
  const mechanism = { type: 'generic', synthetic: true };
  const stacktrace = { frames: [inApp({ function: 'shop::charge(int)' })] };

  test('of native code is called by the function, for its type says little', () => {
    const exception = { type: 'SIGSEGV', value: 'Segfault', mechanism, stacktrace };
    expect(titleOf(exception, { platform: 'native' })).toBe('shop::charge');
    expect(eventTitle(exceptionEvent(exception, { platform: 'native' })).metadata.type).toBeUndefined();
  });

  test('without any named frame falls back to its type', () => {
    expect(titleOf({ type: 'SIGSEGV', value: 'Segfault', mechanism }, { platform: 'native' })).toBe(
      'SIGSEGV: Segfault',
    );
    expect(titleOf({ mechanism }, { platform: 'native' })).toBe('<unknown>');
  });

  test('of JavaScript is called by what the developer wrote', () => {
    expect(titleOf({ value: 'Payment is slow', mechanism, stacktrace }, { platform: 'javascript' })).toBe(
      'Payment is slow',
    );
  });
});

describe('a message', () => {
  test('is called by its first line', () => {
    expect(eventTitle(messageEvent('\n slow \nmore'))).toEqual({ title: 'slow', metadata: { title: 'slow' } });
  });

  test('is called by what it says, not by its template', () => {
    const logentry = { message: 'order %s', formatted: 'order 17' };
    expect(eventTitle(makeEvent({ logentry })).title).toBe('order 17');
  });

  test('without a text has a name too', () => {
    expect(eventTitle(makeEvent()).title).toBe('<unlabeled event>');
  });
});

describe('a CSP report', () => {
  test.each([
    [
      { effective_directive: 'script-src-elem', blocked_uri: 'https://evil.example/x.js' },
      "Blocked 'script' from 'evil.example'",
    ],
    [{ effective_directive: 'script-src', blocked_uri: 'inline' }, "Blocked unsafe inline 'script'"],
    [{ effective_directive: 'script-src', blocked_uri: 'eval' }, "Blocked unsafe eval() 'script'"],
    [{ effective_directive: 'style-src-elem', blocked_uri: 'inline' }, "Blocked inline 'style'"],
    [{ effective_directive: 'img-src', blocked_uri: 'self' }, "Blocked 'image' from 'self'"],
    [{ effective_directive: 'fenced-frame-src', blocked_uri: 'data' }, "Blocked 'fenced-frame-src' from 'data'"],
  ])('%j', (csp, title) => {
    const { title: said, metadata } = eventTitle(makeEvent({ type: 'csp', csp }));
    expect(said).toBe(title);
    expect(metadata).toMatchObject({ directive: csp.effective_directive, message: title });
  });
});

test('a transaction is called by its name, feedback by what it is', () => {
  expect(eventTitle(makeEvent({ type: 'transaction', transaction: 'GET /cart' })).title).toBe('GET /cart');
  expect(eventTitle(makeEvent({ type: 'transaction' })).title).toBe('<unlabeled transaction>');
  expect(eventTitle(makeEvent({ type: 'feedback', contexts: { feedback: { message: 'broken' } } }))).toEqual({
    title: 'User Feedback',
    metadata: { title: 'User Feedback', value: 'broken' },
  });
});
