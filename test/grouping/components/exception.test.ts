import { expect, test } from '@jest/globals';
import { contributingValues } from '../../../lib/grouping/component.ts';
import { exceptionComponents } from '../../../lib/grouping/components/exception.ts';
import { DEFAULT_RULES } from '../../../lib/grouping/default-rules.ts';
import type { Exception } from '../../../lib/protocol/event.ts';
import { inApp, makeEvent } from '../make-event.ts';

const appValues = (exception: Exception): string[] =>
  contributingValues(exceptionComponents(exception, makeEvent(), DEFAULT_RULES).app);
const stacktrace = { frames: [inApp({ module: 'shop', function: 'charge' })] };

test('with a stack trace, the type and the frames count, and the value does not', () => {
  expect(appValues({ type: 'KeyError', value: 'order 17', stacktrace })).toEqual(['KeyError', 'shop', 'charge']);
});

test('without one, the type and what is constant in the value', () => {
  expect(appValues({ type: 'KeyError', value: 'order 17' })).toEqual(['KeyError', 'order <int>']);
});

test('where the application has no frames in the stack, the value counts for it', () => {
  const frames = [{ module: 'http' }];
  expect(appValues({ type: 'KeyError', value: 'order 17', stacktrace: { frames } })).toEqual([
    'KeyError',
    'order <int>',
  ]);
});

test('the type of a synthetic exception does not count', () => {
  const mechanism = { type: 'generic', synthetic: true };
  expect(appValues({ type: 'SIGSEGV', value: 'at 0x17', mechanism })).toEqual(['at <hex>']);
});

test('an Apple error is its domain and code, in the reader’s language or not', () => {
  const mechanism = { type: 'NSError', meta: { ns_error: { domain: 'ShopErrors', code: -7 } } };
  expect(appValues({ type: 'Error', value: 'No hay pedido', mechanism })).toEqual(['Error', 'ShopErrors', '-7']);
});

test('the code of an Apple error is shown as the number that it is, also when it is 0', () => {
  const explained = (code: number) =>
    exceptionComponents(
      { type: 'E', mechanism: { type: 'NSError', meta: { ns_error: { domain: 'D', code } } } },
      makeEvent(),
      DEFAULT_RULES,
    ).app;
  expect(explained(-1001).values).toContainEqual(
    expect.objectContaining({
      id: 'ns_error',
      values: expect.arrayContaining([{ id: 'code', contributes: true, values: [-1001] }]),
    }),
  );
  expect(contributingValues(explained(0))).toEqual(['E', 'D', '0']);
});

test('the module of the exception’s class does not count', () => {
  expect(appValues({ type: 'E', module: 'a', value: 'v' })).toEqual(appValues({ type: 'E', module: 'b', value: 'v' }));
});

test('without a stack trace there is no system variant', () => {
  expect(exceptionComponents({ type: 'E' }, makeEvent(), DEFAULT_RULES).system).toBeUndefined();
});
