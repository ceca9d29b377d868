import { describe, expect, test } from '@jest/globals';
import { contributingValues } from '../../../lib/grouping/component.ts';
import { stacktraceComponents } from '../../../lib/grouping/components/stacktrace.ts';
import { inApp, makeEvent, ofSystem } from '../make-event.ts';

const python = makeEvent();
const browser = makeEvent({ platform: 'javascript' });

test('the app variant sees the application’s frames, the system variant all', () => {
  const frames = [ofSystem({ module: 'http' }), inApp({ module: 'shop' }), { module: 'unmarked' }];
  const { app, system } = stacktraceComponents({ frames }, python);
  expect(contributingValues(app)).toEqual(['shop']);
  expect(contributingValues(system)).toEqual(['http', 'shop', 'unmarked']);
});

test('a function that calls itself counts once, however deep', () => {
  const self = inApp({ module: 'shop', function: 'walk', lineno: 7 });
  const { app } = stacktraceComponents({ frames: [self, { ...self }, { ...self }] }, python);
  expect(contributingValues(app)).toEqual(['shop', 'walk']);
});

test('the same function from another line is another frame', () => {
  const self = inApp({ module: 'shop', function: 'walk', lineno: 7 });
  const { app } = stacktraceComponents({ frames: [self, { ...self, lineno: 9 }] }, python);
  expect(contributingValues(app)).toEqual(['shop', 'walk', 'shop', 'walk']);
});

test('a frame follows the rules of its own language', () => {
  const frames = [inApp({ module: 'm', function: 'Cart.charge', platform: 'javascript' })];
  expect(contributingValues(stacktraceComponents({ frames }, python).app)).toEqual(['m', 'charge']);
});

describe('a single frame of a page', () => {
  const frame = inApp({ abs_path: 'https://a.example/cart', filename: '/cart', module: 'cart', lineno: 3 });

  test('without a function does not stand for an error', () => {
    const { app, system } = stacktraceComponents({ frames: [frame] }, browser);
    expect([app.contributes, system.contributes]).toEqual([false, false]);
  });

  test('with a function does', () => {
    expect(stacktraceComponents({ frames: [{ ...frame, function: 'f' }] }, browser).app.contributes).toBe(true);
  });
});

test('no frames, nothing to group by', () => {
  expect(stacktraceComponents({ frames: [] }, python).system.contributes).toBe(false);
});
