import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventCulprit } from '../../lib/grouping/culprit.ts';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import { eventTitle } from '../../lib/grouping/title.ts';
import type { Frame, SentryEvent } from '../../lib/protocol/event.ts';
import { scrubEvent } from '../../lib/scrub/scrub-event.ts';
import { STRICT } from '../scrub/strict-settings.ts';
import { inApp, makeEvent, messageEvent, ofSystem, stackEvent } from './make-event.ts';
import { sameIssue } from './same-issue.ts';

const PLATFORMS = ['javascript', 'node', 'python', 'java', 'csharp', 'php', 'ruby', 'native', 'cocoa', 'go', 'other'];
const name = fc.stringMatching(/^[a-z][a-z]{2,11}$/);
const platform = fc.constantFrom(...PLATFORMS);
const line = fc.integer({ min: 1, max: 9999 });

const frame: fc.Arbitrary<Frame> = fc.record(
  {
    function: name,
    module: name,
    filename: name.map(text => `/srv/${text}.src`),
    lineno: line,
    colno: line,
    in_app: fc.boolean(),
    context_line: name.map(text => `return ${text}()`),
  },
  { requiredKeys: ['function', 'module', 'lineno', 'in_app'] },
);
const appFrame = frame.map(made => ({ ...made, in_app: true }));
const stack = fc.array(frame, { minLength: 1, maxLength: 8 });

describe('what must not split an issue', () => {
  test('lines and columns that moved', () => {
    fc.assert(
      fc.property(platform, stack, fc.integer({ min: 1, max: 500 }), (on, frames, by) => {
        const moved = frames.map(made => ({ ...made, lineno: (made.lineno ?? 0) + by, colno: by }));
        // Frames that differ in their line only are recursion after a move that joins them; keep them apart.
        fc.pre(new Set(frames.map(made => made.function)).size === frames.length);
        return sameIssue(stackEvent(frames, { platform: on }), stackEvent(moved, { platform: on }));
      }),
    );
  });

  test('the depth of a recursion', () => {
    fc.assert(
      fc.property(platform, appFrame, fc.integer({ min: 1, max: 50 }), (on, made, depth) =>
        sameIssue(stackEvent([made], { platform: on }), stackEvent(Array(depth).fill(made), { platform: on })),
      ),
    );
  });

  test('frames of the system beside those of the application', () => {
    fc.assert(
      fc.property(platform, stack, stack, (on, frames, more) => {
        fc.pre(frames.some(made => made.in_app));
        const system = more.map(made => ({ ...made, in_app: false }));
        return sameIssue(stackEvent(frames, { platform: on }), stackEvent([...system, ...frames], { platform: on }));
      }),
    );
  });

  test.each([
    ['ids', fc.uuid()],
    ['addresses in the network', fc.ipV4()],
    ['addresses in memory', fc.nat().map(n => `0x${n.toString(16)}`)],
    ['numbers', fc.nat({ max: 9_999_999 }).map(String)],
  ])('%s in a message', (_what, varying) => {
    fc.assert(
      fc.property(varying, varying, (a, b) =>
        sameIssue(messageEvent(`peer ${a} left`), messageEvent(`peer ${b} left`)),
      ),
    );
  });

  test('how much of a message is scrubbed', () => {
    const event = messageEvent('jane@example.com at 10.0.0.7 left');
    expect(sameIssue(event, scrubEvent(structuredClone(event), STRICT).event)).toBe(true);
  });

  test('the value of an exception that has a stack trace', () => {
    const frames = [inApp({ module: 'shop', function: 'charge' })];
    const event = (value: string): SentryEvent =>
      makeEvent({ exception: { values: [{ type: 'KeyError', value, stacktrace: { frames } }] } });
    expect(sameIssue(event('jane'), event('john'))).toBe(true);
  });

  test('query strings and hosts in a script’s address', () => {
    const event = (url: string): SentryEvent =>
      stackEvent([inApp({ abs_path: url, filename: url, function: 'charge' }), inApp({ function: 'pay' })], {
        platform: 'javascript',
      });
    expect(sameIssue(event('https://a.example/app.js?v=1'), event('https://b.example/app.4f3.js?v=2'))).toBe(true);
    expect(sameIssue(event('app:///main.js?v=1'), event('app:///main.js?v=2'))).toBe(true);
  });

  test('where on the disk the application lies', () => {
    const event = (filename: string): SentryEvent => stackEvent([inApp({ filename, function: 'charge' })]);
    expect(sameIssue(event('/srv/releases/17/cart.py'), event('/srv/releases/18/cart.py'))).toBe(true);
  });
});

describe('a new build of the same source is the same issue', () => {
  const stacks = (platform: string, ...builds: Frame[][]): SentryEvent[] =>
    builds.map(frames => stackEvent(frames.map(inApp), { platform }));

  test.each([
    [
      'JavaScript through a source map, whatever the minifier has called its functions',
      stacks(
        'javascript',
        ...['t', 'n'].map(fn => [
          {
            function: fn,
            module: 'src/cart',
            filename: './src/cart.ts',
            abs_path: `https://a.example/assets/index-${fn}4f.js`,
            context_line: '  pay(order);',
            data: { sourcemap: `https://a.example/assets/index-${fn}4f.js.map` },
          },
        ]),
      ),
    ],
    [
      'JavaScript without one, under the hash of its bundle',
      stacks(
        'javascript',
        ...['4f3e2d1c', '9a8b7c6d'].map(hash => [
          { function: 'charge', filename: `/app.${hash}.js`, abs_path: `https://a.example/app.${hash}.js`, colno: 7 },
          { function: 'Cart.pay', filename: `/app.${hash}.js`, abs_path: `https://a.example/app.${hash}.js`, colno: 9 },
        ]),
      ),
    ],
    [
      'Java, with the numbers of its proxies and accessors',
      stacks(
        'java',
        ...['1a2b3c4d', '5e6f7a8b'].map((hash, run) => [
          { module: `shop.Cart$$EnhancerBySpringCGLIB$$${hash}`, function: 'charge', filename: '<generated>' },
          { module: `jdk.internal.reflect.GeneratedMethodAccessor${run}`, function: 'invoke' },
          { module: 'shop.Cart', function: `lambda$charge$${run}`, filename: 'Cart.java' },
        ]),
      ),
    ],
    [
      'native code at other addresses',
      stacks(
        'native',
        ...['0x1000', '0x2fa0'].map(at => [
          {
            function: 'void shop::charge<int>(Order const&)',
            instruction_addr: at,
            image_addr: '0x100',
            package: '/a/app',
          },
        ]),
      ),
    ],
    [
      'Rust, with the hash of its crate',
      stacks(
        'native',
        ...['h0123456789abcdef', 'hfedcba9876543210'].map(hash => [{ function: `shop::cart::charge::${hash}` }]),
      ),
    ],
    [
      'Ruby’s templates',
      stacks(
        'ruby',
        ...['__1234_5678', '__8765_4321'].map(tail => [
          { function: `_app_views_cart_html_erb_${tail}`, filename: 'cart.erb' },
        ]),
      ),
    ],
    [
      'PHP’s anonymous classes',
      stacks(
        'php',
        ...['/srv/17/cart.php:3$0', '/srv/18/cart.php:3$1'].map(place => [
          { function: `class@anonymous\0${place}`, filename: 'cart.php' },
        ]),
      ),
    ],
    [
      'Python, with the pipes of its workers',
      stacks(
        'python',
        ...[11, 12].map(fd => [
          {
            module: '__main__',
            function: '<module>',
            context_line: `spawn_main(tracker_fd=${fd}, pipe_handle=${fd + 1})`,
          },
        ]),
      ),
    ],
  ])('%s', (_what, [one, other]) => {
    // Each of them has two builds.
    expect(sameIssue(one as SentryEvent, other as SentryEvent)).toBe(true);
  });
});

describe('what must not split an issue that has no stack', () => {
  test.each([
    ['e-mail addresses', 'jane@example.com', 'john.doe+x@mail.example.org'],
    ['addresses of pages', 'https://a.example/1?x=2', 'http://b.example/'],
    ['hosts', 'db-1.example.com', 'db-17.example.net'],
    ['times', '2026-11-22T12:00:00.123Z', '2024-02-29 23:59:59+02:00'],
    ['durations', '250ms', '1.5s'],
    ['hashes', '2fd4e1c67a2d28fced849ee1bb76e7391b93eb12', '0123456789abcdef0123456789abcdef01234567'],
    [
      'trace ids',
      '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
    ],
    ['negative numbers', '-17', '-3'],
  ])('%s in its value', (_what, a, b) => {
    const event = (value: string): SentryEvent =>
      makeEvent({ exception: { values: [{ type: 'Timeout', value: `no answer of ${value} yet` }] } });
    expect(sameIssue(event(a), event(b))).toBe(true);
  });

  test('what a template was filled with', () => {
    const event = (formatted: string): SentryEvent =>
      messageEvent(formatted, { logentry: { message: 'order %s', formatted } });
    expect(sameIssue(event('order of Jane'), event('order of John'))).toBe(true);
  });

  test('the language that an Apple error speaks', () => {
    const event = (value: string): SentryEvent =>
      makeEvent({
        exception: {
          values: [
            { type: 'E', value, mechanism: { type: 'NSError', meta: { ns_error: { domain: 'Shop', code: 7 } } } },
          ],
        },
      });
    expect(sameIssue(event('kein Netz'), event('no network'))).toBe(true);
  });
});

describe('what must split an issue', () => {
  const frames = [ofSystem({ module: 'http', function: 'serve' }), inApp({ module: 'shop', function: 'charge' })];
  const event = stackEvent(frames);

  test('another type of exception', () => {
    const other = makeEvent({ exception: { values: [{ type: 'TypeError', stacktrace: { frames } }] } });
    expect(sameIssue(event, other)).toBe(false);
  });

  test('another function, in whichever language', () => {
    fc.assert(
      fc.property(platform, name, name, (on, one, other) => {
        fc.pre(one !== other && one !== 'eval' && other !== 'eval');
        const calling = (fn: string): SentryEvent =>
          stackEvent([inApp({ module: 'shop', function: fn })], { platform: on });
        return !sameIssue(calling(one), calling(other));
      }),
    );
  });

  test('one more frame of the application', () => {
    expect(sameIssue(event, stackEvent([...frames, inApp({ module: 'shop', function: 'pay' })]))).toBe(false);
  });

  test('another message', () => {
    expect(sameIssue(messageEvent('order failed'), messageEvent('payment failed'))).toBe(false);
  });

  test('another value, without a stack', () => {
    const event = (value: string): SentryEvent => makeEvent({ exception: { values: [{ type: 'E', value }] } });
    expect(sameIssue(event('no such order'), event('no such user'))).toBe(false);
  });

  test('another line of source, where that counts', () => {
    const event = (line: string): SentryEvent =>
      stackEvent([inApp({ module: 'm', function: 'f', context_line: line })]);
    expect(sameIssue(event('a()'), event('b()'))).toBe(false);
  });

  test.each([
    ['domain', { domain: 'A', code: 1 }, { domain: 'B', code: 1 }],
    ['code', { domain: 'A', code: 1 }, { domain: 'A', code: 2 }],
  ])('another %s of an Apple error', (_what, one, other) => {
    const event = (error: typeof one): SentryEvent =>
      makeEvent({
        exception: { values: [{ type: 'E', value: 'v', mechanism: { type: 'NSError', meta: { ns_error: error } } }] },
      });
    expect(sameIssue(event(one), event(other))).toBe(false);
  });

  test('another host or kind of a security report', () => {
    const report = (key: string, hostname: string): SentryEvent => makeEvent({ [key]: { hostname } });
    expect(sameIssue(report('hpkp', 'a.example'), report('hpkp', 'a.example'))).toBe(true);
    expect(sameIssue(report('hpkp', 'a.example'), report('hpkp', 'b.example'))).toBe(false);
    expect(sameIssue(report('expectct', 'a.example'), report('expectstaple', 'a.example'))).toBe(false);
  });

  test('another fingerprint', () => {
    expect(sameIssue(messageEvent('m', { fingerprint: ['a'] }), messageEvent('m', { fingerprint: ['b'] }))).toBe(false);
    const split = (by: string): SentryEvent => messageEvent('m', { fingerprint: ['{{ default }}', by] });
    expect(sameIssue(split('a'), split('b'))).toBe(false);
  });

  test('another cause', () => {
    const caused = (type: string): SentryEvent =>
      makeEvent({ exception: { values: [{ type }, { type: 'Outer', stacktrace: { frames } }] } });
    expect(groupEvent(caused('A')).hashes[0]).not.toBe(groupEvent(caused('B')).hashes[0]);
  });
});

describe('whatever an event holds', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const id = fc.integer({ min: -1, max: 4 });
  const optional = { requiredKeys: [] };
  const anyFrame = fc.record(
    {
      function: text,
      raw_function: text,
      module: text,
      package: text,
      filename: text,
      abs_path: text,
      platform,
      lineno: fc.integer(),
      colno: fc.integer(),
      in_app: fc.boolean(),
      context_line: text,
      data: fc.dictionary(text, fc.jsonValue()),
    },
    optional,
  );
  const anyStack = fc.record({ frames: fc.array(anyFrame, { maxLength: 5 }) });
  const anyException = fc.record(
    {
      type: text,
      value: text,
      module: text,
      stacktrace: anyStack,
      mechanism: fc.record(
        {
          type: text,
          synthetic: fc.boolean(),
          source: text,
          is_exception_group: fc.boolean(),
          exception_id: id,
          parent_id: id,
          meta: fc.dictionary(fc.constantFrom('ns_error', 'signal'), fc.jsonValue()),
        },
        { requiredKeys: ['type'] },
      ),
    },
    optional,
  );
  const values = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<{ values: T[] }> =>
    fc.record({ values: fc.array(one, { maxLength: 5 }) });
  const anyEvent = fc.record(
    {
      platform,
      transaction: text,
      checksum: text,
      logger: text,
      fingerprint: fc.array(
        fc.oneof(
          text,
          text.map(t => `{{ ${t} }}`),
        ),
      ),
      logentry: fc.record({ message: text, formatted: text }, optional),
      exception: values(anyException),
      threads: values(fc.record({ crashed: fc.boolean(), current: fc.boolean(), stacktrace: anyStack }, optional)),
      stacktrace: anyStack,
      template: fc.jsonValue(),
      csp: fc.jsonValue(),
      type: fc.constantFrom('error', 'default', 'csp', 'transaction', 'feedback'),
    },
    optional,
  );

  test('it gets a hash, a title and a culprit, the same ones each time', () => {
    fc.assert(
      fc.property(anyEvent, parts => {
        const event = makeEvent(parts);
        const { hashes } = groupEvent(event);
        expect(hashes.length).toBeGreaterThan(0);
        for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{32}$/);
        expect(groupEvent(structuredClone(event)).hashes).toEqual(hashes);
        expect(eventTitle(event).title).not.toBe('');
        expect(eventCulprit(event).length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 300 },
    );
  });

  test('and the event itself stays as it was', () => {
    fc.assert(
      fc.property(anyEvent, parts => {
        const event = makeEvent(parts);
        const before = structuredClone(event);
        groupEvent(event);
        eventTitle(event);
        expect(event).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });
});
