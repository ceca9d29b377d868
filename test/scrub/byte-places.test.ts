import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bytesAt, unitsAt } from '../../lib/scrub/byte-places.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'é', '한', '😀', '\0') });

test('a place in any text is where its bytes say, there and back', () => {
  fc.assert(
    fc.property(text, all => {
      const bytes = bytesAt(all);
      const units = unitsAt(all);
      let at = 0;
      for (const character of all) {
        expect(bytes(at)).toBe(Buffer.byteLength(all.slice(0, at)));
        expect(units(Buffer.byteLength(all.slice(0, at)))).toBe(at);
        at += character.length;
      }
    }),
  );
});

test('a place within a character is the next one, and one beyond the text is its end', () => {
  expect(unitsAt('한글')(1)).toBe(1);
  expect(unitsAt('한글')(99)).toBe(2);
  expect(bytesAt('한글')(99)).toBe(6);
});
