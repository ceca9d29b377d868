import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { look, lookStrictly } from '../../../lib/scrub/look.ts';
import { TRAIT } from '../../../lib/scrub/trait.ts';

const LOOKS = [look, lookStrictly];
const ADDRESS = '2001:0db8:85a3:08d3:1319:8a2e:0370:7344';

test('an address is seen behind any number of colons', () => {
  for (const colons of [0, 6, 120, 128, 250, 256, 500, 5_000])
    for (const sees of LOOKS) expect(sees(`${': '.repeat(colons)}${ADDRESS}`) & TRAIT.ipv6Colons).not.toBe(0);
});

test('digits are never counted too few, whatever stands around them', () => {
  const around = fc.string({ maxLength: 300, unit: fc.constantFrom('a', ':', '-', '@', '0', '카', '%4', 'be') });
  fc.assert(
    fc.property(around, around, (before, behind) => {
      for (const sees of LOOKS) expect(sees(`${before}4111111111111111${behind}`) & TRAIT.cardDigits).not.toBe(0);
    }),
  );
});

test('what escapes spell is noticed in URLs, forms and JSON', () => {
  for (const text of ['a%20b', '%EC%B9%B4', '4111+1111', String.raw`\uad6d`])
    expect(lookStrictly(text) & TRAIT.escaped).not.toBe(0);
  for (const text of ['100 %', 'a + b', 'C:\\files']) expect(lookStrictly(text) & TRAIT.escaped).toBe(0);
});
