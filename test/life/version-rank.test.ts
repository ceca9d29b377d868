import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareVersions } from '../../lib/life/release-order.ts';
import { versionRank } from '../../lib/life/version-rank.ts';

const NOW = 1_795_377_600_000;
const rank = (version: string, dateAdded = NOW): string => versionRank({ version, dateAdded });
/** As the table compares. */
const byBytes = (a: string, b: string): number => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));

const identifier = fc.oneof(
  fc.constantFrom('', '0', '00', '7', '07', '10', '99999999999999999999', 'a', 'A', 'alpha', 'a-1', '-', '1a', 'z'),
  fc.stringMatching(/^[0-9A-Za-z-]{1,5}$/),
);
const list = fc
  .array(identifier, { minLength: 1, maxLength: 3 })
  .map(parts => parts.join('.'))
  .filter(text => text !== '');
const number = fc.constantFrom('0', '1', '2', '9', '10', '123', '999999999999999');
const version = fc
  .tuple(fc.array(number, { minLength: 1, maxLength: 4 }), fc.option(list), fc.option(list))
  .map(
    ([numbers, pre, build]) =>
      `p@${numbers.join('.')}${pre === null ? '' : `-${pre}`}${build === null ? '' : `+${build}`}`,
  );

describe('the rank of a version', () => {
  test('sorts as versions are compared', () => {
    fc.assert(
      fc.property(version, version, (one, other) => {
        const order = compareVersions(one, other);
        // Of one rank are those that differ in leading zeros or trailing numbers of 0: their names tell them apart.
        if (order !== undefined && order !== 0)
          expect([one, other, byBytes(rank(one), rank(other))]).toEqual([one, other, Math.sign(order)]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('of what is no version is before all versions, the one that was added last at the end', () => {
    const names = ['shop@0.0.0-0', 'abc', '1.2.3', 'shop@1'];
    const ranks = [rank('shop@0.0.0-0'), rank('abc', NOW + 2), rank('1.2.3', NOW + 1), rank('shop@1')];
    const sorted = names.toSorted((a, b) => byBytes(ranks[names.indexOf(a)] ?? '', ranks[names.indexOf(b)] ?? ''));
    expect(sorted).toEqual(['1.2.3', 'abc', 'shop@0.0.0-0', 'shop@1']);
  });

  test('fits into a sort key, and is its own for each release', () => {
    const long = `${'한'.repeat(50)}@1.0.0-${'1.'.repeat(70)}1`;
    expect(Buffer.byteLength(rank(long))).toBeLessThanOrEqual(1_024);
    expect(rank('a@1.0.0')).not.toBe(rank('b@1.0.0'));
    expect(rank('a@1.0.0')).not.toBe(rank('a@1'));
  });
});
