import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDecimals, compareDecimals, decimalBytes } from '../../../lib/local/dynamodb/decimal.ts';

/** A number as the engine keeps it: without needless zeros. Its value is `units` × 10^-`scale`. */
const decimal = fc
  .record({ units: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), scale: fc.integer({ min: 0, max: 15 }) })
  .map(({ units, scale }) => ({ units, scale, text: written(units, scale) }));

const written = (units: bigint, scale: number): string => {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
};
const scaled = ({ units, scale }: { units: bigint; scale: number }): bigint => units * 10n ** BigInt(15 - scale);

test('the bytes of numbers sort as the numbers do', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const wanted = scaled(a) < scaled(b) ? -1 : scaled(a) > scaled(b) ? 1 : 0;
      expect(Math.sign(Buffer.compare(decimalBytes(a.text), decimalBytes(b.text)))).toBe(wanted);
      expect(Math.sign(compareDecimals(a.text, b.text))).toBe(wanted);
    }),
  );
});

test('sums are exact', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(addDecimals(a.text, b.text)).toEqual({ sum: written(scaled(a) + scaled(b), 15) });
    }),
  );
});

test('the ends of the range of numbers keep their order', () => {
  const tiny = `0.${'0'.repeat(129)}1`;
  const huge = `1${'0'.repeat(125)}`;
  const inOrder = [`-${huge}`, '-1', `-${tiny}`, '0', tiny, '1', huge];
  expect(inOrder.toSorted((a, b) => Buffer.compare(decimalBytes(a), decimalBytes(b)))).toEqual(inOrder);
});

test.each([
  ['more than 38 digits', `1${'0'.repeat(37)}`, '0.01', /38 significant digits/],
  ['a sum beyond the range', `9${'0'.repeat(125)}`, `9${'0'.repeat(125)}`, /overflow/],
])('%s is an error', (_what, a, b, message) => {
  expect(addDecimals(a, b)).toEqual({ error: expect.stringMatching(message) });
});
