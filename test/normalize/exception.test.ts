import { describe, expect, test } from '@jest/globals';
import { faults, normalized } from './normalized.ts';

const valuesOf = (exception: unknown, more: object = {}) => normalized({ exception, ...more }).exception?.values;

describe('exceptions', () => {
  test('may be a list, one, or a list under values', () => {
    const one = { type: 'E', value: 'v' };
    for (const exception of [one, [one], { values: [one] }, { values: [null, one] }]) {
      expect(valuesOf(exception)).toEqual([one]);
    }
    for (const exception of [{}, [], { values: [] }, { values: null }, { values: one }])
      expect(valuesOf(exception)).toBeUndefined();
  });

  test('without a type have it in their value', () => {
    expect(valuesOf([{ value: 'TypeError: boom' }])).toEqual([{ type: 'TypeError', value: 'boom' }]);
    expect(valuesOf([{ value: 'it is over' }])).toEqual([{ value: 'it is over' }]);
    expect(valuesOf([{ value: '오류: 없음' }])).toEqual([{ type: '오류', value: '없음' }]);
    expect(valuesOf([{ value: 'E: a\nb' }])).toEqual([{ value: 'E: a\nb' }]);
  });

  test('with neither leave the list', () => {
    const event = normalized({ exception: [{ module: 'm' }, 5, { type: 'E' }] });
    expect(event.exception?.values).toEqual([{ type: 'E' }]);
    expect(faults(event)).toEqual(['missing_attribute exception.values.0', 'invalid_data exception.values.0']);
  });

  test('may have any value, and a long one is cut', () => {
    expect(valuesOf({ type: 'E', value: { code: 5 } })).toEqual([{ type: 'E', value: '{"code":5}' }]);
    expect(valuesOf({ type: 'E', value: 5 })).toEqual([{ type: 'E', value: '5' }]);
    expect(valuesOf({ type: 'E', value: 1.5 })).toEqual([{ type: 'E', value: '1.5' }]);
    expect(valuesOf({ type: 'E', value: true })).toEqual([{ type: 'E', value: 'true' }]);
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
    ['iOS', 'EDEADLK', 'SIGPOLL'],
    ['Windows', 'EAGAIN', undefined],
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
    expect(name('Windows', 140)).toEqual({ number: 140, name: 'EWOULDBLOCK' });
    expect(name('windows', 80)).toEqual({ number: 80, name: 'STRUNCATE' });
    expect(name('Windows', 42)).toEqual({ number: 42, name: 'EILSEQ' });
    expect(name('Windows', 15)).toEqual({ number: 15 });
  });
});

describe('the mechanism', () => {
  const mechanismOf = (mechanism: object, more: object = {}) =>
    valuesOf({ type: 'E', mechanism }, more)?.[0]?.mechanism;

  test('links to nothing but a page', () => {
    expect(mechanismOf({ type: 'x', help_link: 'https://h/' })).toEqual({ type: 'x', help_link: 'https://h/' });
    for (const help_link of ['javascript:alert(1)', 'HTTPS://h/', 'h']) {
      expect(mechanismOf({ type: 'x', help_link })).toEqual({ type: 'x' });
    }
  });

  test('names the code of a signal of Apple’s systems, as the images or the context name the system', () => {
    const mechanism = { type: 'x', meta: { signal: { number: 11, code: 2 } } };
    const named = { signal: { number: 11, code: 2, name: 'SIGSEGV', code_name: 'SEGV_ACCERR' } };
    expect(mechanismOf(mechanism, { contexts: { os: { name: 'iOS' } } })?.meta).toEqual(named);
    expect(mechanismOf(mechanism, { debug_meta: { sdk_info: { sdk_name: 'macOS' } } })?.meta).toEqual(named);
    expect(mechanismOf(mechanism, { contexts: { os: { name: 'Linux' } } })?.meta).toEqual({
      signal: { number: 11, code: 2, name: 'SIGSEGV' },
    });
  });

  test('cuts fractions off its numbers, refuses what is no integer, and drops an error without any', () => {
    const meta = {
      errno: { number: 2.9 },
      signal: {},
      mach_exception: { exception: 1, code: -1 },
      ns_error: { code: 1e300 },
    };
    expect(mechanismOf({ type: 'x', meta })?.meta).toEqual({
      errno: { number: 2 },
      mach_exception: { exception: 1, name: 'EXC_BAD_ACCESS' },
    });
  });

  test('of old SDKs for Apple’s systems is read under the names of today', () => {
    expect(
      mechanismOf({
        posix_signal: { signal: 11, code: 2, name: 'SIGSEGV', code_name: 'X' },
        mach_exception: { exception: 1, code: 1, subcode: 8, exception_name: 'EXC_BAD_ACCESS' },
        relevant_address: '0x1',
      }),
    ).toEqual({
      type: 'generic',
      data: { relevant_address: '0x1' },
      meta: {
        signal: { number: 11, code: 2, name: 'SIGSEGV', code_name: 'X' },
        mach_exception: { exception: 1, code: 1, subcode: 8, name: 'EXC_BAD_ACCESS' },
      },
    });
  });
});

describe('threads', () => {
  test('that say nothing leave the list, and an id is a whole number or a text', () => {
    expect(normalized({ threads: [{}, { own: 1 }, { id: 1.5 }, { id: 'a' }] }).threads).toEqual({
      values: [{ id: 'a' }],
    });
    expect(normalized({ threads: { own: 1 } }).threads).toBeUndefined();
  });

  test('wait for a lock of a known kind', () => {
    const held_locks = { a: { type: 3, address: '0x1' }, b: { type: 8 } };
    expect(normalized({ threads: [{ id: 1, held_locks }] }).threads?.values[0]?.held_locks).toEqual({
      a: { address: '0x1' },
      b: { type: 8 },
    });
  });

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
