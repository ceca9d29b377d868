import { describe, expect, test } from '@jest/globals';
import { fits } from '../../lib/normalize/fits.ts';
import { Notes } from '../../lib/normalize/notes.ts';
import { trimBag } from '../../lib/normalize/trim-bag.ts';
import type { Json } from '../../lib/protocol/json.ts';
import { normalized } from './normalized.ts';

const trimmed = (value: Json, bytes: number, depth = 7) => {
  const notes = new Notes();
  return { value: trimBag(value, 'bag', { bytes, depth }, notes), meta: notes.tree };
};

const nested = (depth: number): Json => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as Json;

describe('a bag', () => {
  test('that is small stays the very same', () => {
    const bag = { a: [1, { b: 'x' }] };
    expect(trimmed(bag, 1000).value).toBe(bag);
  });

  test('that is too long loses its last members and says how many there were', () => {
    const { value, meta } = trimmed(
      Array.from({ length: 100 }, () => 'ten bytes!'),
      200,
    );
    expect((value as Json[]).length).toBeLessThan(20);
    expect(meta).toMatchObject({ bag: { '': { len: 100 } } });
  });

  test('has the text at which its bytes end cut to as many characters as bytes were left, with dots', () => {
    const { value, meta } = trimmed({ a: '€'.repeat(200) }, 100);
    expect(value).toEqual({ a: `${'€'.repeat(97)}...` });
    expect(meta).toEqual({ bag: { a: { '': { len: 200, rem: [['!limit', 's', 291, 294]] } } } });
  });

  test.each([
    [
      { a: 'x'.repeat(84), b: 'y'.repeat(20) },
      { a: 'x'.repeat(84), b: `${'y'.repeat(10)}...` },
    ],
    [
      { a: 'x'.repeat(94), b: 'y'.repeat(20) },
      { a: 'x'.repeat(94), b: '...' },
    ],
    [{ a: 'x'.repeat(97), b: 'y'.repeat(20) }, { a: 'x'.repeat(97) }],
    [
      { z: 'z'.repeat(90), a: 'x'.repeat(94) },
      { a: 'x'.repeat(94), z: '...' },
    ],
    [
      { a: '€'.repeat(30), b: 'y'.repeat(20) },
      { a: '€'.repeat(30), b: `${'y'.repeat(4)}...` },
    ],
    [
      { a: 12_345, b: true, c: null, d: [1, 2], e: 'y'.repeat(99) },
      { a: 12_345, b: true, c: null, d: [1, 2], e: `${'y'.repeat(78)}...` },
    ],
  ])('counts bytes as Sentry does, by sorted keys: %j', (bag, kept) => {
    expect(trimmed(bag, 100).value).toEqual(kept);
  });

  test('that was cut once is cut no further', () => {
    const once = trimmed({ a: 'x'.repeat(94), b: 'y'.repeat(20), c: 'z' }, 100).value;
    expect(trimmed(once, 100)).toEqual({ value: once, meta: undefined });
  });

  test('that is too deep has JSON text at its last level', () => {
    expect(trimmed({ a: { b: { c: 1 } } }, 1000, 3).value).toEqual({ a: { b: '{"c":1}' } });
    expect(normalized({ extra: { a: { b: { c: { d: { e: { f: {} } } } } } } }).extra).toEqual({
      a: { b: { c: { d: { e: { f: '{}' } } } } },
    });
  });

  test('nested a hundred thousand levels deep is refused below, not followed', () => {
    expect(() => trimmed({ a: nested(100_000) }, 1000)).not.toThrow();
    expect(fits(nested(100_000), 7, 1e9)).toBe(false);
  });

  test('never changes a prototype', () => {
    const { value } = trimmed(JSON.parse('{"__proto__":{"polluted":true},"a":1}') as Json, 1000);
    expect(value).toEqual({ a: 1 });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('of extra data keeps 16 kB of each value and 256 kB of all', () => {
    const big = 'x'.repeat(30_000);
    const event = normalized({ extra: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`k${i}`, big])) });
    expect(event.extra?.k0).toHaveLength(16_384);
    expect(JSON.stringify(event.extra).length).toBeLessThanOrEqual(262_300);
    expect(Object.keys(event.extra ?? {}).length).toBeLessThan(20);
  });
});
