import { describe, expect, test } from '@jest/globals';
import { compareVersions, followsSemver, greatest } from '../../lib/life/release-order.ts';
import { releases } from './living.ts';

describe('the order of versions', () => {
  test.each([
    ['shop@1.2.3', 'shop@1.2.4'],
    ['shop@1.9.0', 'shop@1.10.0'],
    ['shop@1', 'shop@1.0.1'],
    ['shop@1.2.3.4', 'shop@1.2.3.5'],
    ['shop@1.0.0-alpha', 'shop@1.0.0-alpha.1'],
    ['shop@1.0.0-alpha.1', 'shop@1.0.0-alpha.beta'],
    ['shop@1.0.0-beta.2', 'shop@1.0.0-beta.11'],
    ['shop@1.0.0-rc.1', 'shop@1.0.0'],
    ['shop@2.0.0-rc.99999999999999999998', 'shop@2.0.0-rc.99999999999999999999'],
    ['shop@1.0.0+7', 'shop@1.0.0+12'],
    ['shop@1.0.0', 'shop@1.0.0+1'],
  ])('%s comes before %s', (older, newer) => {
    expect(compareVersions(older, newer)).toBeLessThan(0);
    expect(compareVersions(newer, older)).toBeGreaterThan(0);
    expect(compareVersions(older, older)).toBe(0);
  });

  test('what is no version cannot be compared, whatever its package', () => {
    expect(compareVersions('shop@1.0.0', '8f3c2a1')).toBeUndefined();
    expect(compareVersions('1.0.0', '2.0.0')).toBeUndefined();
    expect(compareVersions('ios@1.0.0', 'android@1.0.0')).toBe(0);
  });

  test('the greatest version is not the newest release when an old line gets a fix', () => {
    expect(greatest(releases('shop@2.0.0', 'shop@1.9.9', 'abc'))?.version).toBe('shop@2.0.0');
    expect(greatest(releases('abc'))).toBeUndefined();
  });
});

describe('whether a project follows semantic versioning', () => {
  const semver = (count: number) => Array.from({ length: count }, (_, index) => `shop@1.0.${index}`);
  const hashes = (count: number) => Array.from({ length: count }, (_, index) => `abc${index}`);
  test.each([
    ['none at all', [], false],
    ['one, which is', ['shop@1.0.0'], true],
    ['two, of which the newer is', ['abc', 'shop@1.0.0'], true],
    ['two, of which the older is', ['shop@1.0.0', 'abc'], false],
    ['nine, of which one of the newest three is', [...hashes(6), 'shop@1.0.0', 'x', 'y'], true],
    ['nine, of which only older ones are', [...semver(6), 'x', 'y', 'z'], false],
    ['ten, of which three are, one of them new', [...semver(2), ...hashes(7), 'shop@1.0.9'], true],
    ['ten, of which two are', [...semver(1), ...hashes(8), 'shop@1.0.9'], false],
    ['ten, of which seven are, none of them new', [...semver(7), 'x', 'y', 'z'], false],
    ['twelve: only the newest ten count', [...semver(5), ...hashes(7)], false],
  ])('of %s', (_, versions, expected) => {
    expect(followsSemver(releases(...versions), 'shop@9.9.9')).toBe(expected);
    expect(followsSemver(releases(...versions), 'a hash')).toBe(false);
  });
});
