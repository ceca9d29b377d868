import { describe, expect, test } from '@jest/globals';
import { resolutionCovers } from '../../lib/life/resolution-covers.ts';
import type { Resolution } from '../../lib/protocol/issue-life.ts';
import { NOW, releases } from './living.ts';

const resolved = (more: Partial<Resolution>): Resolution => ({ type: 'in_release', at: NOW, ...more });

const table = (versions: string[], followsSemver: boolean) => {
  const known = new Map(releases(...versions).map(release => [release.version, release]));
  return (resolution: Resolution | undefined, version: string | undefined) =>
    resolutionCovers(resolution, version, { followsSemver, releases: known });
};

describe('by versions', () => {
  // The fix of an old line, 1.2.1, was made last of all.
  const covers = table(['shop@1.2.0', 'shop@1.3.0', 'shop@2.0.0', 'shop@1.2.1'], true);
  const inRelease = resolved({ release: 'shop@1.3.0' });
  const inNext = resolved({ release: 'shop@2.0.0', currentRelease: 'shop@1.3.0' });
  test.each([
    ['nothing was said: any release is a regression', undefined, 'shop@1.2.0', false],
    ['without a release an event is of an older one', inRelease, undefined, true],
    ['an older version is still to be expected', inRelease, 'shop@1.2.0', true],
    ['a fix of the old line is an older version, though it is newer', inRelease, 'shop@1.2.1', true],
    ['the very release of the fix is a regression', inRelease, 'shop@1.3.0', false],
    [
      'a release of the fix that was deleted covers what is below it',
      resolved({ release: 'shop@1.4.0' }),
      'shop@1.3.0',
      true,
    ],
    [
      'a release of the fix that was deleted covers nothing above',
      resolved({ release: 'shop@1.4.0' }),
      'shop@2.0.0',
      false,
    ],
    ['a greater version is a regression', inRelease, 'shop@2.0.0', false],
    ['resolved in the next: the current one is still to be expected', inNext, 'shop@1.3.0', true],
    ['resolved in the next: what is below the current one, too', inNext, 'shop@1.2.1', true],
    ['resolved in the next: anything above is a regression', inNext, 'shop@2.0.0', false],
  ])('%s', (_, resolution, version, expected) => expect(covers(resolution, version)).toBe(expected));
});

describe('by dates', () => {
  const covers = table(['a', 'b', 'c', 'd'], false);
  const inRelease = resolved({ release: 'b' });
  const pending = resolved({ type: 'in_next_release', release: 'b' });
  const upcoming = resolved({ type: 'in_upcoming_release', release: 'b' });
  const inNext = resolved({ release: 'c', currentRelease: 'b' });
  test.each([
    ['an older release is still to be expected', inRelease, 'a', true],
    ['the very release of the fix is a regression', inRelease, 'b', false],
    ['a newer release is a regression', inRelease, 'c', false],
    ['while the next is waited for, the newest is still to be expected', pending, 'b', true],
    ['while the next is waited for, older ones are, too', pending, 'a', true],
    ['while the next is waited for, a newer one is a regression', pending, 'c', false],
    ['the upcoming one is like the next', upcoming, 'b', true],
    ['above the upcoming one is a regression', upcoming, 'c', false],
    ['resolved in the next: the one it was seen in is still to be expected', inNext, 'b', true],
    ['resolved in the next: one before that, too', inNext, 'a', true],
    ['resolved in the next: the next itself is a regression', inNext, 'c', false],
    [
      'a current release that was deleted decides nothing',
      resolved({ release: 'c', currentRelease: 'gone' }),
      'b',
      true,
    ],
    ['a release of the fix that was deleted covers nothing', resolved({ release: 'gone' }), 'a', false],
  ])('%s', (_, resolution, version, expected) => expect(covers(resolution, version)).toBe(expected));
});

describe('while a version is waited for', () => {
  const future = resolved({ type: 'in_future_release', release: 'shop@2.0.0' });
  const cases = [
    ['what is below it is still to be expected', 'shop@1.9.9', true],
    ['so is its own pre-release', 'shop@2.0.0-rc.1', true],
    ['the version itself is a regression', 'shop@2.0.0', false],
    ['anything above is a regression', 'shop@2.1.0', false],
    ['a release without a version that was there before is still to be expected', 'abc', true],
    ['a release without a version that was made since is a regression', 'def', false],
  ] as const;
  test.each(cases)('%s, whatever the project’s releases are called', (_, version, expected) => {
    const known = [
      { version: 'abc', dateAdded: NOW - 1 },
      { version: 'def', dateAdded: NOW + 1 },
    ];
    for (const followsSemver of [true, false]) {
      const facts = { followsSemver, releases: new Map(known.map(one => [one.version, one])) };
      expect(resolutionCovers(future, version, facts)).toBe(expected);
    }
  });
});

describe('by commits', () => {
  const covers = table(['a', 'b'], false);
  const commit = { id: 'c0ffee', repository: 'acme/shop' };
  test('until some release has the commit, everything is still to be expected', () => {
    expect(covers(resolved({ type: 'in_commit', commit }), 'b')).toBe(true);
  });
  test('once a release has it, that release is the fix', () => {
    expect(covers(resolved({ release: 'b', commit }), 'a')).toBe(true);
    expect(covers(resolved({ release: 'b', commit }), 'b')).toBe(false);
  });
});
