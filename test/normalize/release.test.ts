import { describe, expect, test } from '@jest/globals';
import { parseRelease } from '../../lib/normalize/parse-release.ts';
import { faults, normalized } from './normalized.ts';

describe('release, dist and environment', () => {
  test('that would break paths or mean nothing are refused, each with an error', () => {
    const event = normalized({ release: 'a/b', environment: 'none', dist: 'x y' });
    expect([event.release, event.environment, event.dist]).toEqual([undefined, undefined, undefined]);
    expect(faults(event)).toEqual(['invalid_data release', 'invalid_data dist', 'invalid_data environment']);
  });

  test.each(['', '  ', 'x'.repeat(201), 'a\\b', 'a\nb', 'a\tb', 'a\u0000b', 'a\u007fb', '.', '..', 'Latest'])(
    '%p is no release',
    release => {
      expect(normalized({ release }).release).toBeUndefined();
    },
  );

  test.each([
    [' shop@1.2 ', 'shop@1.2'],
    [17, '17'],
    ['x'.repeat(200), 'x'.repeat(200)],
  ])('%p is release %p', (sent, release) => {
    expect(normalized({ release: sent }).release).toBe(release);
  });

  test.each(['', 'None', 'a/b', 'a\u0001b', 'x'.repeat(65), 5, true])('%p is no environment', environment => {
    expect(normalized({ environment }).environment).toBeUndefined();
  });

  test('an old SDK may send the environment as a tag', () => {
    expect(normalized({ tags: { environment: 'staging' } })).toMatchObject({ environment: 'staging' });
    expect(normalized({ tags: [['environment', 'staging']] }).tags).toBeUndefined();
    expect(normalized({ environment: 'production', tags: { environment: 'staging' } }).environment).toBe('production');
  });

  test.each(['한'.repeat(200), '😀'.repeat(200)])('%p is counted in characters', release => {
    expect(normalized({ release }).release).toBe(release);
    expect(normalized({ release: `${release}x` }).release).toBeUndefined();
  });

  test.each([12, true, 'a:b', '한'])('%p is no dist', dist => {
    expect(normalized({ dist }).dist).toBeUndefined();
  });

  test.each(['12', '1.0-beta_2'])('%p is a dist', dist => {
    expect(normalized({ dist }).dist).toBe(dist);
  });
});

describe('a release name', () => {
  test('with package, version, pre-release and build is taken apart', () => {
    expect(parseRelease('foo@1.2.3-beta+77')).toEqual({
      package: 'foo',
      raw: '1.2.3-beta+77',
      version: { major: 1, minor: 2, patch: 3, revision: 0, components: 3, pre: 'beta', build: '77' },
      description: '1.2.3-beta (77)',
    });
  });

  test('may have one to four numbers', () => {
    expect(parseRelease('foo@20230101').version).toMatchObject({ major: 20_230_101, components: 1 });
    expect(parseRelease('foo@1.2').version).toMatchObject({ major: 1, minor: 2, components: 2 });
    expect(parseRelease('foo@2.0.0.1').version).toMatchObject({ revision: 1, components: 4 });
    expect(parseRelease('foo@1.2.3.4.5').version).toBeUndefined();
    expect(parseRelease('foo@abc').version).toBeUndefined();
  });

  test.each(['1.2', '2.0.0.1', 'abc', '@1.2'])('without a package (%p) has no version', release => {
    expect(parseRelease(release)).toEqual({ raw: release, description: release });
  });

  test('ends its package at the first @', () => {
    expect(parseRelease('a@b@1.0')).toEqual({ package: 'a', raw: 'b@1.0', description: 'b@1.0' });
  });
});
