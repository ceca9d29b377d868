import { describe, expect, test } from '@jest/globals';
import { type Component, contributingValues } from '../../../lib/grouping/component.ts';
import { stacktraceComponents } from '../../../lib/grouping/components/stacktrace.ts';
import { NEWEST_CONFIG } from '../../../lib/grouping/config.ts';
import { BASE_RULE_TEXTS, STACKTRACE_RULES } from '../../../lib/grouping/stacktrace-rules/base/stacktrace-rules.ts';
import { classifyFrames } from '../../../lib/grouping/stacktrace-rules/classify-frames.ts';
import { parseStacktraceRules } from '../../../lib/grouping/stacktrace-rules/parse-stacktrace-rules.ts';
import type { Frame, Stacktrace } from '../../../lib/protocol/event.ts';
import { makeEvent } from '../make-event.ts';

function ruled(platform: string, frames: Frame[]): { marks: (boolean | undefined)[]; app: string[]; system: string[] } {
  const event = makeEvent({ platform, stacktrace: { frames } });
  const stack: Stacktrace = classifyFrames(event, STACKTRACE_RULES).stacktrace ?? { frames: [] };
  const { app, system } = stacktraceComponents(stack, event, { config: NEWEST_CONFIG, stacktrace: STACKTRACE_RULES });
  const functions = (component: Component) => contributingValues(component);
  return { marks: stack.frames.map(frame => frame.in_app), app: functions(app), system: functions(system) };
}

const named = (...names: string[]): Frame[] => names.map(name => ({ function: name }));

test('people could have written them: they can be read as a project’s rules are', () => {
  expect(parseStacktraceRules(BASE_RULE_TEXTS.join('\n')).fault).toBeUndefined();
});

describe('what others wrote is not of the application', () => {
  test.each([
    ['node', '/srv/shop/node_modules/express/lib/router.js'],
    ['python', '/srv/shop/.venv/lib/python3.13/site-packages/flask/app.py'],
    ['python', '/usr/lib/python3/dist-packages/yaml.py'],
    ['php', '/srv/shop/vendor/symfony/http-kernel/Kernel.php'],
    ['ruby', '/srv/shop/vendor/bundle/ruby/3.4.0/gems/rack-3/lib/rack.rb'],
    ['go', '/root/go/pkg/mod/github.com/gin-gonic/gin@v1.10.0/gin.go'],
    ['python', '/usr/local/lib/python3.13/threading.py'],
    ['javascript', 'https://unpkg.com/react@19/index.js'],
    ['javascript', 'https://cdn.jsdelivr.net/npm/vue@3'],
    ['javascript', 'https://cdnjs.cloudflare.com/ajax/libs/jquery/3.7.1/jquery.js'],
  ])('%s: %s', (platform, path) => {
    expect(ruled(platform, [{ abs_path: path, function: 'f', in_app: true }]).marks).toEqual([false]);
  });

  test.each([
    'org.springframework.web.servlet.DispatcherServlet',
    'kotlinx.coroutines.Job',
    'org.apache.catalina.Valve',
  ])('java: %s', module => {
    expect(ruled('java', [{ module, function: 'f', in_app: true }]).marks).toEqual([false]);
  });

  test('the application’s own code stays its own', () => {
    const frames = [
      { module: 'com.shop.Cart', function: 'add', in_app: true },
      { abs_path: '/srv/shop/src/cart.js', function: 'add', in_app: true },
    ];
    expect(ruled('java', frames).marks).toEqual([true, true]);
  });
});

describe('JavaScript', () => {
  test('the event loop and what compilers weave in are no part of a bug', () => {
    const { system } = ruled('node', [
      { function: 'process.processTicksAndRejections', abs_path: 'node:internal/process/task_queues' },
      { function: 'buy', module: 'shop' },
      { function: 'helper', module: '@babel/runtime/helpers/esm/inherits' },
      { function: '_callSuper', filename: 'cart.js' },
    ]);
    expect(system).toEqual(['shop', 'buy']);
  });

  test('rules for JavaScript leave other languages alone', () => {
    expect(
      ruled(
        'python',
        named('nextTick', 'reportError', 'f').map(frame => ({ ...frame, in_app: true })),
      ).marks,
    ).toEqual([true, true, true]);
  });

  test('agents that wrap what they watch are none either', () => {
    const { system, marks } = ruled('node', [
      { function: 'wrapped', module: 'newrelic/lib/shim', in_app: true },
      { function: 'buy', module: 'shop', in_app: true },
    ]);
    expect([system, marks]).toEqual([
      ['shop', 'buy'],
      [false, true],
    ]);
  });
});
