import { describe, expect, test } from '@jest/globals';
import { classifyFrames } from '../../../lib/grouping/stacktrace-rules/classify-frames.ts';
import { combineRules, NO_STACKTRACE_RULES } from '../../../lib/grouping/stacktrace-rules/stacktrace-rules.ts';
import type { Frame, SentryEvent } from '../../../lib/protocol/event.ts';
import { exceptionEvent, inApp, makeEvent, ofSystem, stackEvent } from '../make-event.ts';
import { rulesOf } from './rules-of.ts';

const framesOf = (event: SentryEvent): Frame[] => event.exception?.values[0]?.stacktrace?.frames ?? [];
const classified = (frames: Frame[], ...rules: string[]): Frame[] =>
  framesOf(classifyFrames(stackEvent(frames), rulesOf(...rules)));

test('a rule takes a frame out of the application, and what the SDK said is kept', () => {
  const [frame] = classified([inApp({ filename: 'gen/a.py' })], 'path:gen/** -app category=made');
  expect(frame).toMatchObject({ in_app: false, data: { client_in_app: true, orig_in_app: 1, category: 'made' } });
});

test('what no rule speaks of is as the SDK said, and not of the application when it said nothing', () => {
  const [said, unsaid] = classified([inApp({ module: 'a' }), { module: 'b' }], 'module:c +app');
  expect(said).toEqual({ module: 'a', in_app: true, data: { client_in_app: true } });
  expect(unsaid).toEqual({ module: 'b', in_app: false });
});

test('a frame of which the SDK said nothing remembers that', () => {
  const [frame] = classified([{ module: 'a' }], 'module:a +app');
  expect(frame).toEqual({ module: 'a', in_app: true, data: { orig_in_app: -1 } });
});

test('a later rule wins, and those of a project come after Allim’s', () => {
  const rules = combineRules(rulesOf('module:a -app'), rulesOf('module:a +app'));
  expect(framesOf(classifyFrames(stackEvent([ofSystem({ module: 'a' })]), rules))[0]?.in_app).toBe(true);
});

test('the frames before and behind are reached by arrows', () => {
  const frames = ['old', 'here', 'new'].map(module => inApp({ module }));
  const marks = (rule: string) => classified(frames, rule).map(frame => frame.in_app);
  expect(marks('module:here ^-app')).toEqual([true, true, false]);
  expect(marks('module:here v-app')).toEqual([false, true, true]);
});

test('a rule can ask who called, who was called, and what was thrown', () => {
  const frames = ['web', 'shop', 'db'].map(module => inApp({ module }));
  const marks = (rule: string) => classified(frames, rule).map(frame => frame.in_app);
  expect(marks('[ module:web ] | module:* -app')).toEqual([true, false, true]);
  expect(marks('module:* | [ module:db ] -app')).toEqual([true, false, true]);
  expect(marks('type:ValueError module:db -app')).toEqual([true, true, false]);
  expect(marks('type:KeyError module:db -app')).toEqual([true, true, true]);
});

test('names without a value match nothing, but their negation does', () => {
  const marks = (rule: string) => classified([inApp({ function: 'f' })], rule).map(frame => frame.in_app);
  expect(marks('module:* -app')).toEqual([true]);
  expect(marks('!module:* -app')).toEqual([false]);
});

test('a path from Windows is matched by slashes of either kind', () => {
  const [frame] = classified([inApp({ abs_path: 'C:\\Shop\\Vendor\\a.py' })], 'path:c:/shop/vendor/** -app');
  expect(frame?.in_app).toBe(false);
});

test('a relative path is looked at as if it began at the root, too', () => {
  const [frame] = classified([inApp({ filename: 'vendor/a.py' })], 'path:/vendor/** -app');
  expect(frame?.in_app).toBe(false);
});

test('a second time changes nothing, and other rules start from what the SDK said', () => {
  const event = stackEvent([inApp({ module: 'a' }), ofSystem({ module: 'b' }), { module: 'c' }]);
  const rules = rulesOf('module:a -app category=x', 'module:b +app', 'module:c +app');
  const once = classifyFrames(event, rules);
  expect(classifyFrames(once, rules)).toEqual(once);
  const other = framesOf(classifyFrames(once, rulesOf('category:x +group', 'module:zzz -app')));
  expect(other.map(frame => frame.in_app)).toEqual([true, false, false]);
  expect(other.some(frame => frame.data?.category !== undefined)).toBe(false);
});

test('the event given is left as it is', () => {
  const event = stackEvent([inApp({ module: 'a' })]);
  const before = structuredClone(event);
  classifyFrames(event, rulesOf('module:a -app'));
  expect(event).toEqual(before);
});

test('stacks of threads, of messages, and those before symbolication are classified as well', () => {
  const stack = () => ({ frames: [inApp({ module: 'a' })] });
  const event = makeEvent({
    stacktrace: stack(),
    exception: { values: [{ type: 'E', raw_stacktrace: stack() }] },
    threads: { values: [{ id: 1, stacktrace: stack() }, { id: 2 }] },
  });
  const { stacktrace, exception, threads } = classifyFrames(event, rulesOf('module:a -app'));
  for (const { frames } of [stacktrace, exception?.values[0]?.raw_stacktrace, threads?.values[0]?.stacktrace].flatMap(
    found => found ?? [],
  ))
    expect(frames[0]?.in_app).toBe(false);
  expect(threads?.values[1]).toEqual({ id: 2 });
});

describe('names', () => {
  const native = (name: string): Frame | undefined => {
    const event = exceptionEvent({ type: 'E', stacktrace: { frames: [{ function: name }] } }, { platform: 'native' });
    return framesOf(classifyFrames(event, NO_STACKTRACE_RULES))[0];
  };

  test('of compiled languages are trimmed, and kept as they came', () => {
    expect(native('void shop::add(int)')).toMatchObject({ function: 'shop::add', raw_function: 'void shop::add(int)' });
  });

  test('that need no trimming are left', () => {
    expect(native('main')).toEqual({ function: 'main', in_app: false });
  });

  test('rules are held against the trimmed name', () => {
    const event = stackEvent([{ function: 'void shop::add(int)' }], { platform: 'native' });
    expect(framesOf(classifyFrames(event, rulesOf('function:shop::add +app')))[0]?.in_app).toBe(true);
  });

  test('of files of a page lose their query', () => {
    const frame = inApp({ filename: '/a.js?v=1', abs_path: 'https://shop.example/a.js?v=1' });
    const event = stackEvent([frame], { platform: 'javascript' });
    expect(framesOf(classifyFrames(event, NO_STACKTRACE_RULES))[0]).toMatchObject({
      filename: '/a.js',
      abs_path: 'https://shop.example/a.js?v=1',
    });
  });
});

test('frame data named like parts of every object is no trace of a rule', () => {
  const [frame] = classified([inApp({ module: '__proto__', function: 'constructor' })], 'module:__proto__ -app');
  expect(frame?.in_app).toBe(false);
});

test('many rules against a deep stack of long names end soon', () => {
  const rules = rulesOf(...Array.from({ length: 800 }, (_, i) => `function:${'?*'.repeat(25)}{q${i},zq} -app`));
  const frames = Array.from({ length: 250 }, (_, i) => inApp({ function: `${'xz'.repeat(250)}${i}` }));
  const started = performance.now();
  expect(framesOf(classifyFrames(stackEvent(frames), rules))).toHaveLength(250);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('many rules against a long message of the exception end soon', () => {
  const rules = rulesOf(...Array.from({ length: 800 }, (_, i) => `value:${'?*'.repeat(25)}{q${i},zq} -app`));
  const exception = { type: 'E', value: 'xz'.repeat(4_000), stacktrace: { frames: [inApp({ function: 'f' })] } };
  const started = performance.now();
  expect(framesOf(classifyFrames(exceptionEvent(exception), rules))[0]?.in_app).toBe(true);
  expect(performance.now() - started).toBeLessThan(10_000);
});
