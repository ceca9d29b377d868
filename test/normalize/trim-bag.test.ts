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

  test('has its too long text cut at a character, with dots', () => {
    const { value, meta } = trimmed({ a: '€'.repeat(100) }, 100);
    const text = (value as { a: string }).a;
    expect(text).toMatch(/^€+\.\.\.$/);
    expect(Buffer.byteLength(JSON.stringify(value))).toBeLessThanOrEqual(105);
    expect(meta).toMatchObject({
      bag: { a: { '': { len: 100, rem: [['!limit', 's', text.length - 3, text.length]] } } },
    });
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
    expect(event.extra?.k0).toHaveLength(16_384 - 2);
    expect(JSON.stringify(event.extra).length).toBeLessThanOrEqual(262_200);
    expect(Object.keys(event.extra ?? {}).length).toBeLessThan(20);
  });
});
