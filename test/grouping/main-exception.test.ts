import { expect, test } from '@jest/globals';
import { DEFAULT_RULES } from '../../lib/grouping/default-rules.ts';
import { mainException } from '../../lib/grouping/main-exception.ts';
import type { Exception } from '../../lib/protocol/event.ts';
import { makeEvent } from './make-event.ts';

const mainType = (values: Exception[]): string | undefined =>
  mainException(makeEvent({ exception: { values } }), DEFAULT_RULES)?.type;

test('the last of the list names the issue', () => {
  expect(mainType([{ type: 'Cause' }, { type: 'Outer' }])).toBe('Outer');
});

test('React’s note that it has recovered gives way to its cause', () => {
  const cause: Exception = {
    type: 'TypeError',
    mechanism: { type: 'chained', source: 'cause', exception_id: 1, parent_id: 0 },
  };
  const note: Exception = {
    type: 'Error',
    value: 'There was an error while hydrating but React was able to recover by instead client rendering.',
    mechanism: { type: 'generic', exception_id: 0 },
  };
  expect(mainType([cause, note])).toBe('TypeError');
  expect(mainType([cause, { ...note, value: 'Other' }])).toBe('Error');
  const deeper: Exception = {
    type: 'RangeError',
    mechanism: { type: 'chained', source: 'cause', exception_id: 2, parent_id: 1 },
  };
  expect(mainType([deeper, cause, note])).toBe('RangeError');
});

test('RxJava’s wrapper gives way to what it wraps', () => {
  const wrapped: Exception = { type: 'IOException', mechanism: { type: 'chained', exception_id: 1, parent_id: 0 } };
  const wrapper: Exception = {
    type: 'UndeliverableException',
    module: 'io.reactivex.rxjava3.exceptions',
    mechanism: { type: 'UncaughtExceptionHandler', exception_id: 0 },
  };
  expect(mainType([wrapped, wrapper])).toBe('IOException');
  const caught: Exception = { ...wrapper, mechanism: { type: 'generic', exception_id: 0 } };
  expect(mainType([wrapped, caught])).toBe('UndeliverableException');
});

test('no exception, none to name', () => {
  expect(mainType([])).toBeUndefined();
});
