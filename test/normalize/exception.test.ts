import { describe, expect, test } from '@jest/globals';
import { faults, normalized } from './normalized.ts';

const valuesOf = (exception: unknown, more: object = {}) => normalized({ exception, ...more }).exception?.values;

describe('exceptions', () => {
  test('may be a list, one, or a list under values', () => {
    const one = { type: 'E', value: 'v' };
    for (const exception of [one, [one], { values: [one] }, { values: [null, one] }, { values: one }]) {
      expect(valuesOf(exception)).toEqual([one]);
    }
    for (const exception of [{}, [], { values: [] }, { values: null }]) expect(valuesOf(exception)).toBeUndefined();
  });

  test('without a type have it in their value', () => {
    expect(valuesOf([{ value: 'TypeError: boom' }])).toEqual([{ type: 'TypeError', value: 'boom' }]);
    expect(valuesOf([{ value: 'it is over' }])).toEqual([{ value: 'it is over' }]);
  });

  test('with neither leave the list', () => {
    const event = normalized({ exception: [{ module: 'm' }, 5, { type: 'E' }] });
    expect(event.exception?.values).toEqual([{ type: 'E' }]);
    expect(faults(event)).toEqual(['missing_attribute exception.values.0', 'invalid_data exception.values.0']);
  });

  test('may have any value, and a long one is cut', () => {
    expect(valuesOf({ type: 'E', value: { code: 5 } })).toEqual([{ type: 'E', value: '{"code":5}' }]);
    expect(valuesOf({ type: 'E', value: 5 })).toEqual([{ type: 'E', value: '5' }]);
    expect(valuesOf({ type: 'E', value: 'x'.repeat(9000) })?.[0]?.value).toHaveLength(8192);
  });

  test('tell how they were caught', () => {
    const mechanism = {
      type: 'onerror',
      handled: false,
      synthetic: true,
      exception_id: 1,
      parent_id: 0,
      is_exception_group: false,
      source: 'cause',
      data: { a: 1 },
      nonsense: 1,
    };
    const { nonsense, ...kept } = mechanism;
    expect(nonsense).toBe(1);
    expect(valuesOf({ type: 'E', mechanism })).toEqual([{ type: 'E', mechanism: kept }]);
    expect(valuesOf({ type: 'E', mechanism: { handled: true } })?.[0]?.mechanism).toEqual({
      type: 'generic',
      handled: true,
    });
    expect(valuesOf({ type: 'E', mechanism: {} })).toEqual([{ type: 'E' }]);
  });

  test.each([
    ['Linux', 'EAGAIN', 'SIGBUS'],
    ['Android', 'EAGAIN', 'SIGBUS'],
    ['iOS', 'EDEADLK', 'SIGEMT'],
    ['Haiku', undefined, undefined],
  ])('name the error numbers of %s', (name, errno, signal) => {
    const mechanism = {
      type: 'x',
      meta: { errno: { number: 11 }, signal: { number: 7 }, mach_exception: { exception: 1 } },
    };
    const meta = valuesOf({ type: 'E', mechanism }, { contexts: { os: { name } } })?.[0]?.mechanism?.meta;
    expect(meta).toEqual({
      errno: errno ? { number: 11, name: errno } : { number: 11 },
      signal: signal ? { number: 7, name: signal } : { number: 7 },
      mach_exception: { exception: 1, name: 'EXC_BAD_ACCESS' },
    });
  });

  test('name the far ends of the tables', () => {
    const name = (os: string, number: number) =>
      valuesOf(
        { type: 'E', mechanism: { type: 'x', meta: { errno: { number } } } },
        { contexts: { os: { name: os } } },
      )?.[0]?.mechanism?.meta?.errno;
    expect(name('Linux', 133)).toEqual({ number: 133, name: 'EHWPOISON' });
    expect(name('Linux', 111)).toEqual({ number: 111, name: 'ECONNREFUSED' });
    expect(name('macOS', 61)).toEqual({ number: 61, name: 'ECONNREFUSED' });
    expect(name('macOS', 106)).toEqual({ number: 106, name: 'EQFULL' });
    expect(name('Linux', 41)).toEqual({ number: 41 });
  });
});

describe('threads', () => {
  test('keep what is theirs', () => {
    const thread = {
      id: 7,
      name: 'main',
      crashed: true,
      current: false,
      main: true,
      state: 'RUNNABLE',
      held_locks: { '0x1': { type: 1, address: '0x1' } },
    };
    expect(normalized({ threads: { values: [thread, { id: 'a', bad: 1 }] } }).threads).toEqual({
      values: [thread, { id: 'a' }],
    });
  });
});
