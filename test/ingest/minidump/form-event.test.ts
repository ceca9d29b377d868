import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeBreadcrumbs } from '../../../lib/ingest/minidump/breadcrumbs.ts';
import { readFormEvent } from '../../../lib/ingest/minidump/form-event.ts';
import { Refusal } from '../../../lib/protocol/refusal.ts';

const read = (...fields: [name: string, value: string][]) =>
  readFormEvent(fields.map(([name, value]) => ({ name, value })));

describe('what the fields of a crash report say', () => {
  test('is JSON, in one piece or several, or one field at a time', () => {
    expect(read(['sentry', '{"release":"a@1"}'], ['sentry[tags][tier]', 'gold'], ['sentry[level]', 'error'])).toEqual({
      release: 'a@1',
      tags: { tier: 'gold' },
      level: 'error',
    });
    expect(read(['sentry__2', 'se":"a@1"}'], ['sentry__10', ' '], ['sentry__1', '{"relea'])).toEqual({
      release: 'a@1',
    });
  });

  test('is kept as extra where it is meant for nobody', () => {
    expect(read(['ptype', 'browser'], ['sentry[]', 'x'])).toEqual({ extra: { ptype: 'browser', 'sentry[]': 'x' } });
  });

  test('that is no JSON is refused', () => {
    expect(() => read(['sentry', '{'])).toThrow(Refusal);
    expect(() => read(['sentry', '[]'])).toThrow(Refusal);
  });

  test('of any names never changes what objects are', () => {
    const name = fc.oneof(
      fc
        .array(fc.constantFrom('__proto__', 'constructor', 'prototype', 'a', 'tags'), { minLength: 1, maxLength: 30 })
        .map(path => `sentry${path.map(key => `[${key}]`).join('')}`),
      fc.constantFrom('__proto__', 'sentry', 'sentry__1', 'sentry[a'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ maxLength: 5 })), { maxLength: 12 }), fields => {
        try {
          read(...fields);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(({} as { a?: unknown }).a).toBeUndefined();
      }),
    );
  });
});

describe('breadcrumbs of two files', () => {
  const crumb = (second: number) => ({ timestamp: `2026-11-22T12:00:0${second}Z` });

  test('are joined in time, as many as the fuller file holds', () => {
    const [first, second] = [[1, 2, 3].map(crumb), [4].map(crumb)];
    expect(mergeBreadcrumbs(first, second)).toEqual([2, 3, 4].map(crumb));
    expect(mergeBreadcrumbs(second, first)).toEqual([2, 3, 4].map(crumb));
    expect(mergeBreadcrumbs([], first)).toEqual(first);
    expect(mergeBreadcrumbs([], [])).toEqual([]);
  });
});
