import { expect, test } from '@jest/globals';
import { filtered } from './event.ts';

test.each([
  ['shop@1.*', 'shop@1.4.2'],
  ['SHOP@1.4.2', 'shop@1.4.2'],
  ['shop@1.4.{1,2}', 'shop@1.4.2'],
])('the pattern %j drops the release %j', (pattern, release) => {
  expect(filtered({ message: 'x', release }, { releases: [pattern] })).toBe('release-version');
});

test.each([
  ['shop@1.*', 'shop@2.0.0'],
  ['1.4.2', 'shop@1.4.2'],
  ['*', undefined],
])('the pattern %j leaves the release %j', (pattern, release) => {
  expect(filtered({ message: 'x', ...(release && { release }) }, { releases: [pattern] })).toBeUndefined();
});
