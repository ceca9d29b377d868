import { describe, expect, test } from '@jest/globals';
import { contributingValues } from '../../../lib/grouping/component.ts';
import { componentVariants } from '../../../lib/grouping/component-variants.ts';
import { FORMER_GROUPING_CONFIG, groupingConfig } from '../../../lib/grouping/config.ts';
import { DEFAULT_RULES } from '../../../lib/grouping/default-rules.ts';
import type { SentryEvent, Thread } from '../../../lib/protocol/event.ts';
import { inApp, makeEvent, messageEvent } from '../make-event.ts';

const valuesByVariant = (event: SentryEvent, config = DEFAULT_RULES.config): Record<string, string[]> =>
  Object.fromEntries(
    [...componentVariants(event, { ...DEFAULT_RULES, config })].map(([name, component]) => [
      name,
      contributingValues(component),
    ]),
  );

const stacktrace = { frames: [inApp({ module: 'shop', function: 'charge' })] };

describe('threads', () => {
  const withThreads = (...values: Thread[]): SentryEvent => messageEvent('hang', { threads: { values } });
  const other = { id: 2, stacktrace: { frames: [inApp({ module: 'other' })] } };

  test.each([
    ['the crashed one', withThreads({ id: 1, crashed: true, stacktrace }, { ...other, current: true })],
    ['the current one, when none has crashed', withThreads({ id: 1, current: true, stacktrace }, other)],
    ['the only one', withThreads({ id: 1, stacktrace })],
  ])('%s stands for the event', (_which, event) => {
    expect(valuesByVariant(event).app).toEqual(['shop', 'charge']);
  });

  test('where it is not plain which, the message stands for it', () => {
    expect(valuesByVariant(withThreads({ id: 1, stacktrace }, other))).toEqual({ app: [], default: ['hang'] });
  });
});

test('a stack trace beside a message stands for the event', () => {
  expect(valuesByVariant(messageEvent('slow', { stacktrace })).app).toEqual(['shop', 'charge']);
});

test('an exception comes before everything else', () => {
  const event = messageEvent('m', { exception: { values: [{ type: 'E' }] }, stacktrace });
  expect(valuesByVariant(event)).toEqual({ app: ['E'] });
});

test('an exception with nothing in it leaves the word to the message', () => {
  const event = messageEvent('m', { exception: { values: [{}] } });
  expect(valuesByVariant(event)).toEqual({ app: [], default: ['m'] });
});

test('a template is its file and line of source', () => {
  const template = { filename: 'cart.html', context_line: '{% if %}', lineno: 3 };
  expect(valuesByVariant(makeEvent({ template }))).toEqual({ default: ['cart.html', '{% if %}'] });
});

describe('a message', () => {
  test('is known by its template where there is one', () => {
    const logentry = { message: 'order %s failed', formatted: 'order abc failed' };
    expect(valuesByVariant(makeEvent({ logentry }))).toEqual({ default: ['order %s failed'] });
  });

  test('is known by what is constant in it otherwise', () => {
    expect(valuesByVariant(messageEvent('order 17 failed'))).toEqual({ default: ['order <int> failed'] });
  });
});

describe('a CSP report', () => {
  const values = (csp: Record<string, string>): string[] | undefined =>
    valuesByVariant(makeEvent({ type: 'csp', csp })).default;
  const page = { document_uri: 'https://shop.example.com/cart' };

  test.each([
    [
      { effective_directive: 'img-src', blocked_uri: 'https://cdn.evil.example/x.png?17' },
      ['img-src', 'cdn.evil.example'],
    ],
    [{ effective_directive: 'img-src', blocked_uri: 'data' }, ['img-src', 'data:']],
    [{ effective_directive: 'img-src', blocked_uri: 'blob:https://a/17' }, ['img-src', 'blob:']],
    [{ effective_directive: 'connect-src', blocked_uri: 'wss' }, ['connect-src', 'wss://']],
    [
      { effective_directive: 'connect-src', blocked_uri: 'wss://live.example/a' },
      ['connect-src', 'wss://live.example'],
    ],
    [
      { effective_directive: 'connect-src', blocked_uri: 'HTTPS://a.example:8443/x' },
      ['connect-src', 'a.example:8443'],
    ],
    [{ effective_directive: 'style-src', blocked_uri: '' }, ['style-src', "'self'"]],
    [
      { effective_directive: 'style-src', blocked_uri: 'https://shop.example.com/a.css' },
      ['style-src', 'shop.example.com'],
    ],
    [
      { effective_directive: 'script-src', blocked_uri: 'self', violated_directive: "script-src 'unsafe-eval'" },
      ['script-src', "'unsafe-eval'"],
    ],
    [
      { effective_directive: 'script-src', blocked_uri: 'self', violated_directive: 'script-src' },
      ['script-src', "'self'"],
    ],
    [
      { effective_directive: 'script-src-elem', blocked_uri: 'self', violated_directive: "script-src 'unsafe-eval'" },
      ['script-src-elem', "'self'"],
    ],
    [{ effective_directive: 'script-src-elem', blocked_uri: 'inline' }, ['script-src-elem', 'inline:']],
    [{ violated_directive: "font-src 'self'", blocked_uri: 'https://f.example' }, ['font-src', 'f.example']],
  ])('%j', (csp, expected) => {
    expect(values({ ...page, ...csp })).toEqual(expected);
  });

  test.each([
    [{ effective_directive: 'img-src', blocked_uri: 'data' }, ['img-src', 'data']],
    [{ effective_directive: 'style-src', blocked_uri: 'https://shop.example.com/a.css' }, ['style-src', "'self'"]],
    [{ effective_directive: 'script-src-elem', blocked_uri: 'inline' }, ['script-src-elem', "'unsafe-inline'"]],
  ])('was read with the page and the browser in mind by the version before: %j', (csp, expected) => {
    const event = makeEvent({ type: 'csp', csp: { ...page, ...csp } });
    expect(valuesByVariant(event, groupingConfig(FORMER_GROUPING_CONFIG)).default).toEqual(expected);
  });
});
