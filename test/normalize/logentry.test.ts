import { describe, expect, test } from '@jest/globals';
import { formatMessage } from '../../lib/normalize/format-message.ts';
import { countChars } from '../../lib/normalize/trim-text.ts';
import { normalized } from './normalized.ts';

describe('a message', () => {
  test('with parameters is shown with them and keeps its template', () => {
    expect(normalized({ logentry: { message: 'hi %s %d', params: ['bob', 3] } }).logentry).toEqual({
      message: 'hi %s %d',
      params: ['bob', 3],
      formatted: 'hi bob 3',
    });
  });

  test('whose places do not match its parameters is shown as it is', () => {
    expect(normalized({ logentry: { message: 'hi {} {x}', params: ['bob'] } }).logentry).toEqual({
      formatted: 'hi {} {x}',
      params: ['bob'],
    });
  });

  test.each([
    [{ message: 'plain' }],
    [{ logentry: 'plain' }],
    [{ logentry: { message: 'plain' } }],
    [{ logentry: { message: 'plain', formatted: 'plain' } }],
    [{ message: { message: 'plain' } }],
  ])('without parameters is one text: %j', raw => {
    expect(normalized(raw).logentry).toEqual({ formatted: 'plain' });
  });

  test.each([
    [1.5, '1.5'],
    [true, 'true'],
    [['a', 1], '["a",1]'],
  ])('that is no text (%j) is shown as JSON', (message, formatted) => {
    expect(normalized({ message }).logentry).toEqual({ formatted });
  });

  test('of parameters alone is none', () => {
    expect(normalized({ logentry: { params: ['a'] } }).logentry).toBeUndefined();
  });

  test('longer than 8392 characters is cut to 8192', () => {
    const event = normalized({ message: 'm'.repeat(8393) });
    expect(event.logentry?.formatted).toBe(`${'m'.repeat(8189)}...`);
    expect(event._meta).toEqual({ logentry: { message: { '': { rem: [['!limit', 's', 8189, 8192]], len: 8393 } } } });
    expect(normalized({ message: 'm'.repeat(8392) }).logentry?.formatted).toHaveLength(8392);
  });

  test('is counted in characters, not in halves of them', () => {
    expect(normalized({ message: '😀'.repeat(8000) })._meta).toBeUndefined();
    const cut = normalized({ message: '😀'.repeat(8400) }).logentry?.formatted ?? '';
    expect(countChars(cut)).toBe(8192);
  });
});

describe('places in a template', () => {
  test.each([
    ['%s is %d%%', ['x', 5.9], 'x is 5%'],
    ['%(who)s pays %(sum).2f', { who: 'bob', sum: 3 }, 'bob pays 3.00'],
    ['%05d|%-4s|%x', [42, 'ab', 255], '00042|ab  |ff'],
    ['{} and {}', ['a', true], 'a and true'],
    ['{1} {0}', ['a', 'b'], 'b a'],
    ['{name} {{x}}', { name: 'n' }, 'n {x}'],
    ['%s', [{ a: 1 }], '{"a":1}'],
    ['%s', [], undefined],
    ['%d', ['3'], '3'],
    ['100%', ['x'], undefined],
    ['{x}', { y: 1 }, undefined],
    ['no places', ['x'], undefined],
  ])('%p with %j gives %p', (message, params, text) => {
    expect(formatMessage(message, params)).toBe(text);
  });
});
