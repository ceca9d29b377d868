import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventSignature } from '../../lib/budget/event-signature.ts';
import { withoutNumbers } from '../../lib/budget/without-numbers.ts';
import { NEWEST_CONFIG } from '../../lib/grouping/config.ts';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import { messageText } from '../../lib/grouping/message-text.ts';
import type { Frame, SentryEvent } from '../../lib/protocol/event.ts';

const eventOf = (over: Partial<SentryEvent>): SentryEvent => ({
  event_id: 'e'.repeat(32),
  type: 'error',
  timestamp: 1_795_000_000,
  received: 1_795_000_000,
  level: 'error',
  platform: 'javascript',
  ...over,
});

/** Few values each, so that events often differ in one thing only. */
const frame: fc.Arbitrary<Frame> = fc.record(
  {
    function: fc.constantFrom('pay', 'Cart.add', 'eval', '<anonymous>', '?', 'lambda$1', 'block in run', '_1_22'),
    raw_function: fc.constantFrom('pay(int)', ''),
    module: fc.constantFrom('shop.cart', 'src/cart', 'a$$Lambda$12'),
    filename: fc.constantFrom('cart.js', '<anonymous>', '/app/cart.py?v=2', ''),
    abs_path: fc.constantFrom('https://shop.example/cart.js', '/app/cart.py', '[native code]', '<anonymous>'),
    lineno: fc.constantFrom(1, 2),
    in_app: fc.boolean(),
    platform: fc.constantFrom('python', 'native', 'csharp'),
    context_line: fc.constantFrom('const total = sum(items);', '  ', 'x'.repeat(200)),
    data: fc.constantFrom({ sourcemap: 'cart.js.map' }, {}),
  },
  { requiredKeys: [] },
);
const stack = fc.record({ frames: fc.array(frame, { maxLength: 3 }) });
const text = fc.constantFrom(
  'order 17 failed',
  'order 18 failed',
  'at 12 Jan 2026',
  'at 99 Jan 2026',
  '10.0.0.1',
  '999.0.0.1',
  '',
);
const exception = fc.record(
  {
    type: fc.constantFrom('TypeError', 'Error', 'ExceptionGroup'),
    value: text,
    stacktrace: stack,
    mechanism: fc.record({
      type: fc.constantFrom('generic', 'chained'),
      synthetic: fc.boolean(),
      is_exception_group: fc.boolean(),
      exception_id: fc.constantFrom(0, 1),
      parent_id: fc.constantFrom(0, 1),
    }),
  },
  { requiredKeys: [] },
);
const event: fc.Arbitrary<SentryEvent> = fc
  .record(
    {
      platform: fc.constantFrom('javascript', 'python', 'java', 'php', 'ruby', 'native', 'other'),
      exception: fc.record({ values: fc.array(exception, { minLength: 1, maxLength: 2 }) }),
      stacktrace: stack,
      threads: fc.record({
        values: fc.array(fc.record({ crashed: fc.boolean(), stacktrace: stack }), { maxLength: 2 }),
      }),
      logentry: fc.record({ message: text, formatted: text }, { requiredKeys: [] }),
      fingerprint: fc.constantFrom(['{{ default }}'], ['{{default}}'], ['a'], ['{{ level }}'], ['{{ default }}', 'b']),
      level: fc.constantFrom('error' as const, 'info' as const),
      transaction: fc.constantFrom('/a', '/b'),
      release: fc.constantFrom('1', '2'),
      extra: fc.constantFrom({ a: 1 }, { a: 2 }),
    },
    { requiredKeys: [] },
  )
  .map(({ fingerprint, ...over }) => eventOf({ ...over, ...(fingerprint && { fingerprint: [...fingerprint] }) }));

/** What differs from event to event of one bug. */
const noise = fc.record({
  event_id: fc.stringMatching(/^[0-9a-f]{32}$/),
  timestamp: fc.integer({ min: 1, max: 2_000_000_000 }),
  user: fc.constantFrom({ id: '1' }, { id: '2' }),
  extra: fc.constantFrom({ a: 1 }, { b: 2 }),
});

describe('events with one signature', () => {
  test('belong to one issue, whatever they are made of', () => {
    const hashes = new Map<string, string[]>();
    fc.assert(
      fc.property(event, candidate => {
        const signature = eventSignature(candidate);
        if (signature === undefined) return;
        const found = groupEvent(candidate).hashes;
        expect(hashes.get(signature) ?? found).toEqual(found);
        hashes.set(signature, found);
      }),
      { numRuns: 20_000, seed: 7 },
    );
    expect(hashes.size).toBeGreaterThan(1_000);
  });

  test('are those of one bug: who, when and with what data changes nothing', () => {
    fc.assert(
      fc.property(event, noise, (candidate, other) => {
        expect(eventSignature({ ...candidate, ...other })).toBe(eventSignature(candidate));
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test('may have other values in the message where frames say where it broke', () => {
    const frames: Frame[] = [
      { function: 'run', filename: 'main.js', in_app: true },
      { function: 'pay', filename: 'cart.js', in_app: true },
    ];
    const thrown = (value: string): SentryEvent =>
      eventOf({ exception: { values: [{ type: 'TypeError', value, stacktrace: { frames } }] } });
    expect(eventSignature(thrown('user 1f00a2 is gone'))).toBe(eventSignature(thrown('user b7c199 is gone')));
    expect(groupEvent(thrown('user 1f00a2 is gone')).hashes).toEqual(groupEvent(thrown('else')).hashes);
  });

  test.each([
    ['the time behind a date', 'at 20240229 235959 left', 'at 20240229 995959 left'],
    ['the time behind a date with dashes', 'at 2024-02-29 2359 left', 'at 2024-02-29 9959 left'],
    ['an address of a network card', 'from 00 11 22 33 44 55 left', 'from 00 11 22 33 44 555 left'],
  ])('do not leave out what is more than a number: %s', (_what, one, other) => {
    const message = (formatted: string): SentryEvent => eventOf({ logentry: { formatted } });
    expect(groupEvent(message(one)).hashes).not.toEqual(groupEvent(message(other)).hashes);
    expect(eventSignature(message(one))).not.toBe(eventSignature(message(other)));
  });

  test('of recorded SDK events are never those of two issues', () => {
    const directory = path.join(import.meta.dirname, '../grouping/fixtures');
    const recorded = readdirSync(directory).map(
      name => JSON.parse(readFileSync(path.join(directory, name), 'utf8')) as SentryEvent, // recorded as events
    );
    const hashes = new Map<string, string[]>();
    for (const one of recorded) {
      const signature = eventSignature(one);
      if (signature === undefined) continue;
      expect(hashes.get(signature) ?? groupEvent(one).hashes).toEqual(groupEvent(one).hashes);
      hashes.set(signature, groupEvent(one).hashes);
    }
    expect(hashes.size).toBeGreaterThan(5);
  });
});

test('what grouping has rules for is told apart by its number, its transaction and its tag', () => {
  const failed = (text: string, over: Partial<SentryEvent> = {}) => [
    eventSignature(eventOf({ logentry: { formatted: text }, ...over })),
    eventSignature(eventOf({ exception: { values: [{ type: 'Error', value: text }] }, ...over })),
  ];
  const usual = failed('Minified React error #418 here');
  for (const other of [
    failed('Minified React error #310 here'),
    failed('Minified React error #418 here', { transaction: '/cart' }),
    failed('Minified React error #418 here', { tags: [['transaction', '/cart']] }),
  ])
    expect(other.filter((signature, place) => signature === usual[place])).toEqual([]);
});

test('an event that says how it is to be grouped is not recognized, nor is one with nothing in it', () => {
  const logentry = { message: 'hello' };
  expect(eventSignature(eventOf({ logentry, fingerprint: ['checkout'] }))).toBeUndefined();
  expect(eventSignature(eventOf({}))).toBeUndefined();
  expect(eventSignature(eventOf({ logentry }))).toMatch(/^[\w-]{12}$/);
});

describe('numbers in a message', () => {
  test('are left out only where grouping does not see them either', () => {
    const word = fc.constantFrom(
      'order',
      'Jan',
      '12',
      '7',
      '2026',
      '#5',
      '(3)',
      'a1',
      '0x1f',
      '1.5',
      '10:20',
      ',',
      '=',
      '12:',
      'at',
      '-4',
      '99%',
      '1,2',
      '\n',
      'am',
      '5s',
      '[8]',
    );
    const sentence = fc.array(word, { minLength: 1, maxLength: 8 }).map(words => words.join(' '));
    const groups = new Map<string, string>();
    fc.assert(
      fc.property(fc.oneof(sentence, fc.string({ maxLength: 30 })), candidate => {
        const key = withoutNumbers(candidate) ?? '';
        const grouped = NEWEST_CONFIG.parameterize(messageText(candidate));
        expect(groups.get(key) ?? grouped).toBe(grouped);
        expect(NEWEST_CONFIG.parameterize(messageText(key))).toBe(grouped);
        groups.set(key, grouped);
      }),
      { numRuns: 20_000, seed: 7 },
    );
  });

  test('are left out of everyday messages', () => {
    expect(withoutNumbers('order 17 failed (try 3)')).toBe(withoutNumbers('order 4321 failed (try 9)'));
    expect(withoutNumbers('at 12 Jan 2026')).toBe('at 12 Jan 2026');
  });
});
