import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { freeSlug, SLUG, slugOf } from '../../lib/api/slug.ts';

test.each([
  ['Shop API', 'shop-api'],
  ['결제 서비스 v2', 'gyeolje-seobiseu-v2'],
  ['한글', 'hangeul'],
  ['빵', 'ppang'],
  ['Zürich', 'zurich'],
  ['42', 'project-42'],
  ['!!!', 'project'],
])('a project called %s is found under %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('every name makes a slug that is one, however long or strange, and one that nobody has', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), name => {
      const slug = slugOf(name);
      const next = freeSlug(slug, new Set([slug, `${slug.slice(0, 98)}-2`]));
      return [slug, next].every(one => SLUG.test(one) && one.length <= 100) && next !== slug;
    }),
  );
});
