import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventCulprit } from '../../lib/grouping/culprit.ts';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import { eventTitle } from '../../lib/grouping/title.ts';
import type { Frame, SentryEvent } from '../../lib/protocol/event.ts';
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
