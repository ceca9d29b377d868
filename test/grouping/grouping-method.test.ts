import { describe, expect, test } from '@jest/globals';
import { applyRules } from '../../lib/grouping/apply-rules.ts';
import { DEFAULT_RULES } from '../../lib/grouping/default-rules.ts';
import { groupEvent } from '../../lib/grouping/group-event.ts';
import { groupingMethod } from '../../lib/grouping/grouping-method.ts';
import type { Exception, SentryEvent } from '../../lib/protocol/event.ts';
import { inApp, makeEvent, messageEvent, ofSystem } from './make-event.ts';

function methodsOf(event: SentryEvent): Record<string, string> {
  const { variants } = groupEvent(applyRules(event, DEFAULT_RULES), DEFAULT_RULES, { explain: true });
  const { app, system, default: other } = variants;
  return {
    ...(app?.component && { app: groupingMethod(app.component, system?.component) }),
    ...(system?.component && { system: groupingMethod(system.component, app?.component) }),
    ...(other?.component && { default: groupingMethod(other.component) }),
  };
}

const thrown = (...values: Exception[]): SentryEvent => makeEvent({ exception: { values } });
const stacktrace = { frames: [inApp({ module: 'shop', function: 'pay' })] };
const synthetic = { type: 'generic', synthetic: true };
const nsError = { type: 'NSError', meta: { ns_error: { domain: 'a', code: 1 } } };

describe('what an event is grouped by has a name', () => {
  test.each<[string, SentryEvent, Record<string, string>]>([
    ['a stack', thrown({ type: 'E', stacktrace }), { app: 'exception_stacktrace', system: 'exception_stacktrace' }],
    ['a text', thrown({ type: 'E', value: 'v' }), { app: 'exception_message' }],
    ['a type', thrown({ type: 'E' }), { app: 'exception_type' }],
    ['nothing', thrown({ type: 'E', mechanism: synthetic }), { app: 'exception' }],
    ['an error of Apple', thrown({ type: 'E', value: 'v', mechanism: nsError }), { app: 'ns_error' }],
    [
      'a chain',
      thrown({ type: 'Cause', stacktrace }, { type: 'E' }),
      { app: 'chained_exception_stacktrace', system: 'chained_exception_stacktrace' },
    ],
    ['a chain of texts', thrown({ type: 'A', value: 'v' }, { type: 'B' }), { app: 'chained_exception_message' }],
    [
      'threads',
      makeEvent({ threads: { values: [{ id: 1, stacktrace }] } }),
      { app: 'thread_stacktrace', system: 'thread_stacktrace' },
    ],
    [
      'threads without stacks',
      messageEvent('m', { threads: { values: [{ id: 1 }] } }),
      { app: 'thread_stacktrace', default: 'message' },
    ],
    [
      'a stack beside a message',
      messageEvent('m', { stacktrace }),
      { app: 'stacktrace', system: 'stacktrace', default: 'message' },
    ],
    ['a message', messageEvent('m'), { default: 'message' }],
    [
      'a script that ran as it must not',
      makeEvent({
        csp: {
          effective_directive: 'script-src',
          blocked_uri: 'self',
          violated_directive: "script-src 'unsafe-inline'",
        },
      }),
      { default: 'csp_local_script_violation' },
    ],
    [
      'an address that must not be loaded',
      makeEvent({ csp: { effective_directive: 'img-src', blocked_uri: 'https://a.example' } }),
      { default: 'csp_url' },
    ],
    ['a report of old', makeEvent({ hpkp: { hostname: 'a.example' } }), { default: 'hpkp' }],
  ])('%s', (_what, event, expected) => {
    expect(methodsOf(event)).toEqual(expected);
  });
});

test('a stack that only counts as a whole is what the application’s frames would be named by, too', () => {
  const event = thrown({ type: 'E', value: 'v', stacktrace: { frames: [ofSystem({ module: 'http' })] } });
  expect(methodsOf(event)).toEqual({ app: 'exception_stacktrace', system: 'exception_stacktrace' });
});

test('a stack of which nothing is left is not what it goes by', () => {
  const frames = [ofSystem({ module: 'io.sentry.Hub', function: 'capture' })];
  expect(methodsOf(thrown({ type: 'E', value: 'v', stacktrace: { frames } }))).toEqual({
    app: 'exception_message',
    system: 'exception_message',
  });
});
