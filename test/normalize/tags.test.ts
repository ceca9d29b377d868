import { describe, expect, test } from '@jest/globals';
import { faults, normalized } from './normalized.ts';

describe('tags', () => {
  test('of an object come sorted, with their keys and values repaired or refused', () => {
    const event = normalized({
      tags: { 'a b': 'x', 'bad\n': 'y', v: 'l1\nl2', n: 1, b: true, f: 1.5, release: 'r', empty: '' },
    });
    expect(event.tags).toEqual([
      ['a-b', 'x'],
      ['b', 'True'],
      ['bad', 'y'],
      ['f', '1'],
      ['n', '1'],
    ]);
    expect(event.errors).toEqual([
      { type: 'invalid_data', name: 'tags.3.1', reason: 'expected a non-empty value', value: '' },
      { type: 'invalid_data', name: 'tags.6.1', reason: "invalid character '\\n'", value: 'l1\nl2' },
    ]);
  });

  test('of a list keep their order, and the first of a key wins', () => {
    const tags = [['z', '1'], ['a', '2'], ['z', '3'], null, ['only']];
    const event = normalized({ tags });
    expect(event.tags).toEqual([
      ['z', '1'],
      ['a', '2'],
    ]);
    expect(faults(event)).toEqual(['invalid_data tags.2']);
  });

  test('longer than 200 characters are refused', () => {
    const event = normalized({ tags: { ['k'.repeat(201)]: 'v', v: 'v'.repeat(201), ok: 'v'.repeat(200) } });
    expect(event.tags).toEqual([['ok', 'v'.repeat(200)]]);
    expect(faults(event)).toEqual(['value_too_long tags.0.0', 'value_too_long tags.2.1']);
  });

  test('are counted in characters, not in halves of them', () => {
    const smiles = '😀'.repeat(200);
    expect(normalized({ tags: { a: smiles, b: `${smiles}x` } }).tags).toEqual([['a', smiles]]);
  });

  test('have a dash for each blank of a key, and no blanks around a value', () => {
    expect(normalized({ tags: [[' k ', ' v ']] }).tags).toEqual([['-k-', 'v']]);
  });

  test('with other characters in the key than letters, digits and _.:- are refused', () => {
    expect(faults(normalized({ tags: { käse: 'x' } }))).toEqual(['invalid_data tags.0.0']);
  });

  test('under the name of a field are left out', () => {
    const tags = {
      release: '1',
      dist: '1',
      user: '1',
      filename: '1',
      function: '1',
      'device.class': '1',
      __proto__: '1',
    };
    expect(normalized({ tags }).tags).toBeUndefined();
  });

  test('tell the class of a device that says how fast it is', () => {
    const device = { family: 'Galaxy', processor_frequency: 2600, processor_count: 8, memory_size: 8 * 2 ** 30 };
    expect(normalized({ contexts: { device } }).tags).toEqual([['device.class', '3']]);
    expect(normalized({ contexts: { device: { ...device, processor_count: 4 } } }).tags).toEqual([
      ['device.class', '1'],
    ]);
    expect(normalized({ contexts: { device: { ...device, family: null } } }).tags).toBeUndefined();
  });

  test.each([
    ['iPhone8,1', '1'],
    ['iPhone9,1', '2'],
    ['iPhone12,8', '2'],
    ['iPhone13,1', '3'],
    ['iPad5,1', '1'],
    ['iPad6,11', '1'],
    ['iPad6,3', '2'],
    ['iPad13,4', '3'],
    ['x86_64', '3'],
  ])('tell the class of an %s', (model, grade) => {
    expect(normalized({ contexts: { device: { family: 'iOS', model } } }).tags).toEqual([['device.class', grade]]);
  });
});
