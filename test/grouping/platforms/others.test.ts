import { describe, expect, test } from '@jest/globals';
import { rulesOf } from '../../../lib/grouping/rules-of.ts';
import type { JsonObject } from '../../../lib/protocol/json.ts';
import { countedIn, thrown } from '../received-event.ts';

const STACK = { frames: [{ module: 'shop', function: 'pay', in_app: true }] };
const failed: JsonObject = {
  platform: 'python',
  exception: { values: [{ type: 'E', value: 'order 17', stacktrace: STACK }] },
};

describe('messages', () => {
  test.each([
    ['plain', 'Payment provider answered slowly', 'Payment provider answered slowly'],
    ['with numbers', 'order #17 of 3', 'order #<int> of <int>'],
    ['with an id', 'cart 550e8400-e29b-41d4-a716-446655440000 gone', 'cart <uuid> gone'],
    ['with blanks around', '  slow  ', '  slow  '],
  ])('%s', (_what, message, expected) => {
    expect(countedIn({ platform: 'other', message }).default?.[0]?.replace('...', '')).toBe(expected);
  });

  test('without any: the hash of nothing', () => {
    expect(countedIn({ platform: 'other' })).toEqual({ fallback: [] });
  });
});

describe('fingerprints of clients', () => {
  const by = (...fingerprint: string[]) => countedIn({ ...failed, fingerprint });

  test.each([[['{{ default }}']], [['{{default}}']], [[]]])('%j asks for nothing special', fingerprint => {
    expect(by(...fingerprint)).toEqual({ app: ['E', 'shop', 'pay'] });
  });

  test('names it', () => {
    expect(by('db', '{{ error.type }}', '{{ stack.function }}', '{{ tags.x }}')).toEqual({
      custom_fingerprint: ['db', 'E', 'pay', '<no-value-for-tag-x>'],
    });
  });

  test('by a message: without its numbers, unless the raw one is asked for', () => {
    expect(by('{{ message }}')).toEqual({ custom_fingerprint: ['order <int>'] });
    expect(by('{{ raw_message }}')).toEqual({ custom_fingerprint: ['order 17'] });
    expect(by('order 17')).toEqual({ custom_fingerprint: ['order <int>'] });
  });

  test('a checksum of 32 digits is the hash, any other is hashed once', () => {
    const checksum = '0123456789abcdef0123456789abcdef';
    expect(Object.keys(countedIn({ ...failed, checksum }))).toEqual(['checksum']);
    expect(countedIn({ ...failed, checksum: 'order-17' })).toEqual({ hashed_checksum: ['order-17'] });
  });
});

describe('fingerprint rules', () => {
  const ruled = (rule: string, event: JsonObject = failed) =>
    countedIn(event, rulesOf({ groupingEnhancements: '', fingerprintingRules: rule }));

  test.each([
    ['type:E -> e', { custom_fingerprint: ['e'] }],
    ['error.type:"E" value:"order *" -> {{ type }}, x', { custom_fingerprint: ['E', 'x'] }],
    ['message:"ORDER *" -> order', { custom_fingerprint: ['order'] }],
    ['stack.function:pay stack.module:shop -> {{ transaction }}', { custom_fingerprint: ['<no-transaction>'] }],
    ['stack.function:pay stack.module:other -> x', { app: ['E', 'shop', 'pay'] }],
    ['!level:error -> x', { app: ['E', 'shop', 'pay'] }],
    ['app:yes family:other -> {{ stack.module }}', { custom_fingerprint: ['shop'] }],
    ['type:e -> x', { app: ['E', 'shop', 'pay'] }],
    ['type:E -> {{ default }}, x', { app: ['E', 'shop', 'pay'] }],
  ])('%s', (rule, expected) => {
    expect(ruled(rule)).toEqual(expected);
  });

  test('come before what the client says', () => {
    expect(ruled('type:E -> ours', { ...failed, fingerprint: ['theirs'] })).toEqual({ custom_fingerprint: ['ours'] });
  });

  test('come before Allim’s own', () => {
    const chunk = thrown('javascript', 'ChunkLoadError', 'x');
    expect(ruled('type:ChunkLoadError -> {{ value }}', chunk)).toEqual({ custom_fingerprint: ['x'] });
  });
});

describe('stack-trace rules of a project', () => {
  const frame = (module: string, name: string, more: JsonObject = {}): JsonObject => ({
    module,
    function: name,
    in_app: true,
    ...more,
  });
  const event = thrown('python', 'E', 'x', [
    frame('web', 'serve'),
    frame('shop', 'pay'),
    frame('lib', 'send', { in_app: false }),
  ]);
  const ruled = (rule: string) => countedIn(event, rulesOf({ groupingEnhancements: rule, fingerprintingRules: '' }));

  test.each([
    ['module:web -app', { app: ['E', 'shop', 'pay'], system: ['E', 'web', 'serve', 'shop', 'pay', 'lib', 'send'] }],
    ['module:lib +app', { app: ['E', 'web', 'serve', 'shop', 'pay', 'lib', 'send'] }],
    ['module:shop v-group', { app: ['E', 'shop', 'pay'], system: ['E', 'shop', 'pay', 'lib', 'send'] }],
    ['module:shop ^-group -group', { app: ['E', 'web', 'serve'] }],
    [
      'module:lib +group',
      { app: ['E', 'web', 'serve', 'shop', 'pay'], system: ['E', 'web', 'serve', 'shop', 'pay', 'lib', 'send'] },
    ],
    [
      '[ module:web ] | module:shop -app',
      { app: ['E', 'web', 'serve'], system: ['E', 'web', 'serve', 'shop', 'pay', 'lib', 'send'] },
    ],
    ['app:no -group', { app: ['E', 'web', 'serve', 'shop', 'pay'] }],
  ])('%s', (rule, expected) => {
    expect(ruled(rule)).toEqual(expected);
  });

  test('may leave nothing of a stack: then the text counts', () => {
    expect(ruled('family:other -group')).toEqual({ app: ['E', 'x'] });
  });
});

describe('security reports', () => {
  const csp = (report: JsonObject): JsonObject => ({
    platform: 'javascript',
    csp: { document_uri: 'https://shop.example/cart', ...report },
  });

  test.each([
    [{ effective_directive: 'img-src', blocked_uri: 'https://evil.example/x.png' }, ['img-src', 'evil.example']],
    [
      { effective_directive: 'script-src', blocked_uri: 'inline', violated_directive: "script-src 'self'" },
      ['script-src', 'inline:'],
    ],
    [
      { effective_directive: 'script-src', blocked_uri: 'eval', violated_directive: "script-src 'self'" },
      ['script-src', 'eval:'],
    ],
    [
      { effective_directive: 'script-src', blocked_uri: 'self', violated_directive: "script-src 'unsafe-inline'" },
      ['script-src', "'unsafe-inline'"],
    ],
    [{ effective_directive: 'img-src', blocked_uri: 'blob:https://a' }, ['img-src', 'blob:']],
    [{ effective_directive: 'connect-src', blocked_uri: 'https://shop.example/x' }, ['connect-src', 'shop.example']],
  ])('%j', (report, expected) => {
    expect(countedIn(csp(report))).toEqual({ default: expected });
  });

  test.each([
    ['hpkp', { hostname: 'shop.example', date_time: '2026-01-01T00:00:00Z' }, ['hpkp', 'shop.example']],
    ['expectct', { hostname: 'shop.example', date_time: '2026-01-01T00:00:00Z' }, ['expect-ct', 'shop.example']],
    [
      'expectstaple',
      { hostname: 'shop.example', date_time: '2026-01-01T00:00:00Z' },
      ['expect-staple', 'shop.example'],
    ],
  ])('%s', (key, report, expected) => {
    expect(countedIn({ platform: 'javascript', [key]: report })).toEqual({ default: expected });
  });
});
