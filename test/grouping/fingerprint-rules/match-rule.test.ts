import { describe, expect, test } from '@jest/globals';
import { BUILT_IN_FINGERPRINT_RULES } from '../../../lib/grouping/fingerprint-rules/built-in-rules.ts';
import { matchRule } from '../../../lib/grouping/fingerprint-rules/match-rule.ts';
import { parseFingerprintRules } from '../../../lib/grouping/fingerprint-rules/parse-fingerprint-rules.ts';
import type { SentryEvent } from '../../../lib/protocol/event.ts';
import { exceptionEvent, inApp, makeEvent, messageEvent, ofSystem } from '../make-event.ts';

const matches = (matchers: string, event: SentryEvent): boolean => {
  const parsed = parseFingerprintRules(`${matchers} -> x`);
  if ('fault' in parsed) throw new Error(parsed.fault.why);
  return matchRule(parsed.rules, event) !== undefined;
};

const EVENT = exceptionEvent(
  {
    type: 'KeyError',
    value: 'Order 17 is GONE\nfor good',
    stacktrace: {
      frames: [
        ofSystem({ function: 'serve', module: 'http.server', abs_path: '/usr/lib/python3/http/server.py' }),
        inApp({ function: 'Cart.charge', module: 'shop.cart', filename: 'shop/cart.py', package: 'C:\\app\\Shop.dll' }),
      ],
    },
  },
  {
    logger: 'shop.jobs',
    level: 'fatal',
    release: 'Shop@1.4.2',
    environment: 'production',
    sdk: { name: 'sentry.python.flask', version: '2.1.0' },
    tags: [['region', 'EU']],
    transaction: 'GET /cart',
  },
);

test.each([
  ['type:KeyError', true],
  ['error.type:Key*', true],
  ['type:keyerror', false],
  ['value:"order * gone*"', true],
  ['message:"order *"', true],
  ['logger:shop.*', true],
  ['level:FATAL', true],
  ['stack.function:Cart.*', true],
  ['function:charge', false],
  ['module:shop.*', true],
  ['path:shop/*.py', true],
  ['path:*.py', false],
  ['path:**.py', true],
  ['path:**/HTTP/server.py', true],
  ['path:usr/lib/**', false],
  ['package:**/shop.dll', true],
  ['app:yes', true],
  ['app:no', true],
  ['family:native,other', true],
  ['family:javascript', false],
  ['family:all', true],
  ['sdk:sentry.python.flask', true],
  ['release:shop@1.4.*', true],
  ['tags.region:EU', true],
  ['tags.region:eu', false],
  ['tags.environment:prod*', true],
  ['tags.transaction:*', true],
  ['tags.nothing:*', false],
  ['!tags.nothing:*', true],
  ['!type:KeyError', false],
  ['!type:Other', true],
  // Of the same frame.
  ['function:serve app:no', true],
  ['function:serve app:yes', false],
  ['module:shop.cart !path:/usr/**', true],
  // Of the same exception.
  ['type:KeyError value:*gone*', true],
  ['type:KeyError family:other logger:shop.*', true],
])('%s: %s', (matchers, expected) => {
  expect(matches(matchers, EVENT)).toBe(expected);
});

test('conditions about exceptions hold for one and the same of a chain', () => {
  const chain = makeEvent({
    exception: {
      values: [
        { type: 'A', value: 'one' },
        { type: 'B', value: 'two' },
      ],
    },
  });
  expect(matches('type:A value:one', chain)).toBe(true);
  expect(matches('type:A value:two', chain)).toBe(false);
});

test('a message is the event’s own, filled in', () => {
  expect(matches('message:"order 17*"', messageEvent('order 17 failed'))).toBe(true);
  expect(matches('type:*', messageEvent('order 17 failed'))).toBe(false);
});

test('a frame without a name reads <unknown>', () => {
  const event = exceptionEvent({ type: 'E', stacktrace: { frames: [inApp({ lineno: 3 })] } });
  expect(matches('function:<unknown> module:<unknown>', event)).toBe(true);
});

test('the first rule that matches decides', () => {
  const parsed = parseFingerprintRules('type:Other -> a\ntype:Key* -> b\ntype:KeyError -> c');
  if ('fault' in parsed) throw new Error(parsed.fault.why);
  expect(matchRule(parsed.rules, EVENT)?.fingerprint).toEqual(['b']);
});

describe('Allim’s own rules', () => {
  const browser = (parts: Partial<SentryEvent>): SentryEvent => makeEvent({ platform: 'javascript', ...parts });
  const thrown = (type: string, value: string) => ({ exception: { values: [{ type, value }] } });
  const builtIn = (event: SentryEvent) => matchRule(BUILT_IN_FINGERPRINT_RULES, event)?.fingerprint;

  test.each([
    ['ChunkLoadError', 'Loading chunk 17 failed.'],
    ['Error', 'ChunkLoadError: Loading chunk 17 failed.'],
  ])('%s: %s is one issue', (type, value) => {
    expect(builtIn(browser(thrown(type, value)))).toEqual(['chunkloaderror']);
    expect(builtIn(makeEvent(thrown(type, value)))).toBeUndefined();
  });

  test.each([
    'Text content does not match server-rendered HTML.',
    'Hydration failed because the initial UI does not match what was rendered on the server.',
    'There was an error while hydrating this Suspense boundary. Switched to client rendering.',
    'There was an error while hydrating. Because the error happened outside of a Suspense boundary, the entire root will switch to client rendering.',
    'The server could not finish this Suspense boundary, likely due to an error during server rendering. Switched to client rendering.',
  ])('what React could not hydrate is one issue a transaction: %.40s', value => {
    const parts = thrown('Error', value);
    expect(builtIn(browser({ ...parts, transaction: '/cart' }))).toEqual(['hydrationerror', '{{ tags.transaction }}']);
    expect(builtIn(browser({ ...parts, tags: [['transaction', '/cart']] }))).toHaveLength(2);
    expect(builtIn(browser(parts))).toBeUndefined();
    expect(builtIn(makeEvent({ ...parts, transaction: '/cart' }))).toBeUndefined();
  });

  test.each([
    "Hydration failed because the server rendered HTML didn't match the client.",
    'Minified React error #425; visit https://reactjs.org/docs/error-decoder.html?invariant=425',
  ])('what else speaks of React is grouped as any error: %.40s', value => {
    expect(builtIn(browser({ ...thrown('Error', value), transaction: '/cart' }))).toBeUndefined();
  });
});
