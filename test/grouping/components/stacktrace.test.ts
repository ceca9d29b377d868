import { describe, expect, test } from '@jest/globals';
import { type Component, contributingValues, isComponent } from '../../../lib/grouping/component.ts';
import { type StacktraceComponents, stacktraceComponents } from '../../../lib/grouping/components/stacktrace.ts';
import { FORMER_GROUPING_CONFIG, groupingConfig, NEWEST_CONFIG } from '../../../lib/grouping/config.ts';
import { classifyFrames } from '../../../lib/grouping/stacktrace-rules/classify-frames.ts';
import { NO_STACKTRACE_RULES } from '../../../lib/grouping/stacktrace-rules/stacktrace-rules.ts';
import type { Frame, SentryEvent, Stacktrace } from '../../../lib/protocol/event.ts';
import { inApp, makeEvent, ofSystem } from '../make-event.ts';
import { rulesOf } from '../stacktrace-rules/rules-of.ts';

const withoutRules = (stacktrace: Stacktrace, event: SentryEvent, config = NEWEST_CONFIG): StacktraceComponents =>
  stacktraceComponents(stacktrace, event, { config, stacktrace: NO_STACKTRACE_RULES });

const python = makeEvent();
const browser = makeEvent({ platform: 'javascript' });

test('the app variant sees the application’s frames, the system variant all', () => {
  const frames = [ofSystem({ module: 'http' }), inApp({ module: 'shop' }), { module: 'unmarked' }];
  const { app, system } = withoutRules({ frames }, python);
  expect(contributingValues(app)).toEqual(['shop']);
  expect(contributingValues(system)).toEqual(['http', 'shop', 'unmarked']);
});

test('a function that calls itself counts once, however deep', () => {
  const self = inApp({ module: 'shop', function: 'walk', lineno: 7 });
  const { app } = withoutRules({ frames: [self, { ...self }, { ...self }] }, python);
  expect(contributingValues(app)).toEqual(['shop', 'walk']);
});

test('the same function from another line is another frame', () => {
  const self = inApp({ module: 'shop', function: 'walk', lineno: 7 });
  const { app } = withoutRules({ frames: [self, { ...self, lineno: 9 }] }, python);
  expect(contributingValues(app)).toEqual(['shop', 'walk', 'shop', 'walk']);
});

test('a frame follows the rules of its own language', () => {
  const frames = [inApp({ module: 'm', function: 'Cart.charge', platform: 'javascript' })];
  expect(contributingValues(withoutRules({ frames }, python).app)).toEqual(['m', 'charge']);
});

describe('a single frame of a script', () => {
  const frame = inApp({ abs_path: '/srv/cart.js', filename: 'cart.js', module: 'cart', lineno: 3 });
  const page = { ...frame, abs_path: 'https://a.example/cart' };

  test('without a function does not stand for an error', () => {
    const { app, system } = withoutRules({ frames: [frame] }, browser);
    expect([app.contributes, system.contributes]).toEqual([false, false]);
    expect(system.values).toEqual([
      expect.objectContaining({ contributes: false, hint: 'ignored single non-URL JavaScript frame' }),
    ]);
  });

  test.each(['app:///main.js', 'webpack:///./cart.js', '/srv/shop/cart.js', undefined])(
    'wherever it lies but on a page: %s',
    path => {
      const { abs_path: _path, ...rest } = frame;
      const frames = [path === undefined ? rest : { ...rest, abs_path: path }];
      expect(withoutRules({ frames }, browser).app.contributes).toBe(false);
    },
  );

  test('with a function does, or beside another frame', () => {
    expect(withoutRules({ frames: [{ ...frame, function: 'f' }] }, browser).app.contributes).toBe(true);
    expect(withoutRules({ frames: [frame, page] }, browser).app.contributes).toBe(true);
  });

  test('of a page counts by its module, if it has one', () => {
    const { module: _module, ...address } = page;
    expect(withoutRules({ frames: [page] }, browser).app.contributes).toBe(true);
    expect(withoutRules({ frames: [{ ...page, abs_path: 'blob:https://a.example/1' }] }, browser).app.contributes).toBe(
      true,
    );
    expect(withoutRules({ frames: [address] }, browser).app.contributes).toBe(false);
  });

  test('was taken the other way round by the version before', () => {
    const former = groupingConfig(FORMER_GROUPING_CONFIG);
    expect(withoutRules({ frames: [frame] }, browser, former).app.contributes).toBe(true);
    expect(withoutRules({ frames: [page] }, browser, former).app.contributes).toBe(false);
  });

  test('counts in any other language', () => {
    expect(withoutRules({ frames: [frame] }, python).app.contributes).toBe(true);
  });
});

test('no frames, nothing to group by', () => {
  expect(withoutRules({ frames: [] }, python).system.contributes).toBe(false);
});

describe('with stack-trace rules', () => {
  const ruled = (frames: Frame[], ...lines: string[]): StacktraceComponents => {
    const rules = rulesOf(...lines);
    const { stacktrace = { frames: [] } } = classifyFrames(makeEvent({ stacktrace: { frames } }), rules);
    return stacktraceComponents(stacktrace, python, { config: NEWEST_CONFIG, stacktrace: rules, explain: true });
  };
  const hints = ({ values }: Component) => values.map(value => (isComponent(value) ? value.hint : value));
  const stack = () => [inApp({ module: 'web' }), ofSystem({ module: 'http' }), inApp({ module: 'shop' })];

  test('a frame can be taken out of both variants', () => {
    const { app, system } = ruled(stack(), 'module:web -group');
    expect(contributingValues(app)).toEqual(['shop']);
    expect(contributingValues(system)).toEqual(['http', 'shop']);
    expect(hints(system)).toEqual(['ignored by stack trace rule (module:web -group)', undefined, undefined]);
  });

  test('a frame that is not of the application can’t be brought into its variant', () => {
    const { app } = ruled(stack(), 'module:http +group');
    expect(contributingValues(app)).toEqual(['web', 'shop']);
  });

  test('and takes no place of those that may count', () => {
    const { app } = ruled(stack(), 'module:http +group', 'family:all max-frames=2');
    expect(contributingValues(app)).toEqual(['web', 'shop']);
    expect(ruled(stack(), 'module:http +group', 'family:all min-frames=3').app.contributes).toBe(false);
  });

  test('a frame that repeats its caller can be brought back', () => {
    const again = () => inApp({ module: 'web', lineno: 1 });
    const { app } = ruled([again(), again()], 'module:web +group');
    expect(contributingValues(app)).toEqual(['web', 'web']);
  });

  test('it is told who put a frame out of the application, or into it', () => {
    const { app } = ruled([...stack(), { module: 'lib' }, { module: 'unsaid' }], 'module:web -app', 'module:lib +app');
    expect(hints(app)).toEqual([
      'marked out of app by stack trace rule (module:web -app)',
      'marked out of app by the client',
      'marked in-app by the client',
      'marked in-app by stack trace rule (module:lib +app)',
      'non app frame',
    ]);
  });

  test('only the newest frames count', () => {
    const { system } = ruled(stack(), 'family:all max-frames=2');
    expect(contributingValues(system)).toEqual(['http', 'shop']);
    expect(hints(system)[0]).toBe(
      'ignored because only 2 frames are considered by stack trace rule (family:all max-frames=2)',
    );
  });

  test('a stack with too few frames does not count, in the variant that has too few', () => {
    const { app, system } = ruled(stack(), 'family:all min-frames=3');
    expect([app.contributes, system.contributes]).toEqual([false, true]);
    expect(app.hint).toContain('only contains 2 frames');
  });

  test('a stack can be turned', () => {
    expect(contributingValues(ruled(stack(), 'family:all invert-stacktrace=1').system)).toEqual([
      'shop',
      'http',
      'web',
    ]);
  });

  test('a rule can ask for the exception that the stack belongs to', () => {
    const rules = { config: NEWEST_CONFIG, stacktrace: rulesOf('type:E module:shop -group') };
    const values = (type: string) =>
      contributingValues(stacktraceComponents({ frames: stack() }, python, rules, { type }).system);
    expect(values('E')).toEqual(['web', 'http']);
    expect(values('F')).toEqual(['web', 'http', 'shop']);
  });
});
