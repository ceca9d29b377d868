import { describe, expect, test } from '@jest/globals';
import { countTags } from '../../lib/digest/count-tags.ts';
import { countedTags } from '../../lib/normalize/counted-tags.ts';
import { digestEvent } from '../support/digest-event.ts';

const tagged = (number: number, tags: Record<string, string>) => digestEvent(number, { tags: Object.entries(tags) });
const nothing = new Map<string, Set<string>>();
const many = (count: number, key: string) =>
  Array.from({ length: count }, (_, index) => tagged(index, { [key]: `value ${index}` }));
const valuesOf = (counts: readonly { key: string; value?: string }[], key: string) =>
  counts.filter(one => one.key === key && one.value !== undefined).length;

describe('tags of a share', () => {
  test('are summed up by value, and who brings one that the issue has not seen says so', () => {
    const seen = new Map([['release', new Set(['1.0'])]]);
    const events = [
      tagged(1, { release: '1.0' }),
      tagged(2, { release: '1.1' }),
      tagged(3, { release: '1.1', plan: 'pro' }),
    ];
    const counted = countTags(seen, events);
    expect(counted.counts).toEqual([
      { key: 'release', value: '1.0', count: 1 },
      { key: 'release', value: '1.1', count: 2 },
      { key: 'plan', value: 'pro', count: 1 },
    ]);
    expect([...counted.unseen]).toEqual([events[1]?.eventId, events[2]?.eventId]);
    expect(counted.seen).toEqual(
      new Map([...[['release', new Set(['1.0', '1.1'])] as const], ['plan', new Set(['pro'])]]),
    );
    expect(seen.get('release')?.size).toBe(1);
  });

  test.each([
    ['a key of the project’s own', 'order', 20],
    ['a key that everybody has', 'browser', 100],
    ['releases', 'release', 200],
  ])('of %s only so many values are told apart; the others are counted under the key alone', (_, key, most) => {
    const events = many(most + 50, key);
    const { counts, unseen } = countTags(nothing, events);
    expect(valuesOf(counts, key)).toBe(most);
    expect(counts.at(-1)).toEqual({ key, count: 50 });
    expect(unseen.size).toBe(most);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(events.length);
  });

  test('keys that somebody makes up without end do not make the row larger than an update can be', () => {
    const events = Array.from({ length: 2_000 }, (_, index) => tagged(index, { [`key${index}`]: 'x' }));
    const { counts, unseen } = countTags(nothing, events);
    expect(counts.length).toBeLessThanOrEqual(250);
    expect(unseen.size).toBe(counts.length);
    const withRelease = countTags(countTags(nothing, events).seen, [tagged(9_999, { release: '2.0' })]);
    expect(withRelease.unseen.size).toBe(1);
  });

  test('each value that is told apart and each key alone may come in one share: the update has room for all of them', () => {
    const keys = Array.from({ length: 300 }, (_, n) => `key${n}`);
    const overfull = new Map(keys.map(key => [key, new Set(['a', 'b'])]));
    const events = ['a', 'b', 'c'].flatMap(value => keys.map((key, n) => tagged(n, { [key]: value })));
    for (const seen of [overfull, countTags(nothing, events).seen]) {
      const { counts } = countTags(seen, events);
      const expression = counts.map((_, index) => `#${index} :${index}`).join(',');
      expect(`ADD ${expression} SET expires=:e`.length).toBeLessThanOrEqual(4_096);
    }
  });

  test('long values fill the row’s bytes before its places', () => {
    const events = Array.from({ length: 90 }, (_, index) =>
      tagged(index, { url: `https://shop.example/${'가'.repeat(150)}/${index}` }),
    );
    const { counts } = countTags(nothing, events);
    const bytes = counts.reduce((sum, { key, value = '' }) => sum + Buffer.byteLength(key + value) + 10, 0);
    expect(bytes).toBeLessThanOrEqual(16_384 + 20);
    expect(valuesOf(counts, 'url')).toBeLessThan(40);
  });

  test('users are left to the count of users, and so are tags beyond forty', () => {
    const tags = new Map([['user', 'id:1'], ...Array.from({ length: 60 }, (_, n) => [`t${n}`, 'x'] as const)]);
    expect(countedTags(tags)).toHaveLength(40);
    expect(countedTags(tags).some(([key]) => key === 'user')).toBe(false);
    const [first] = countedTags(new Map([...tags, ['release', '2.0']]));
    expect(first).toEqual(['release', '2.0']);
  });
});
