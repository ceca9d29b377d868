import { describe, expect, test } from '@jest/globals';
import { chooseKept, DEFAULT_SAMPLING, type SamplingPolicy } from '../../lib/digest/choose-kept.ts';
import { digestEvent } from '../support/digest-event.ts';
import { NOW } from '../support/digester.ts';

const events = (count: number, everyMs: number) =>
  Array.from({ length: count }, (_, index) => digestEvent(index, { received: NOW + index * everyMs }));
const choose = (
  policy: SamplingPolicy,
  given: ReturnType<typeof events>,
  issue = { isNew: false, count: 0, keptSlot: 0 },
  unseen: string[] = [],
) => chooseKept(policy, issue, given, new Set(unseen));

describe('of an issue’s events', () => {
  test('the first hundred are kept, and then one in six seconds', () => {
    const { kept } = choose(DEFAULT_SAMPLING, events(1_000, 100));
    // 100 in ten seconds; 90 more seconds with a slot of six seconds each.
    expect(kept.size).toBe(100 + 15);
  });

  test('the kept ones of a storm are spread evenly, whatever batches it comes in', () => {
    const all = events(10_000, 60);
    const kept: number[] = [];
    let issue = { isNew: false, count: 100, keptSlot: 0 };
    for (let from = 0; from < all.length; from += 700) {
      const batch = all.slice(from, from + 700);
      const chosen = choose(DEFAULT_SAMPLING, batch, issue);
      kept.push(...batch.filter(({ eventId }) => chosen.kept.has(eventId)).map(({ received }) => received));
      issue = { ...issue, count: issue.count + batch.length, keptSlot: chosen.keptSlot };
    }
    expect(kept).toHaveLength(100);
    const gaps = kept.slice(1).map((time, index) => time - (kept[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(12_000);
  });

  test('one that says something new is kept, however many are', () => {
    const [one, two, three] = events(3, 1);
    const issue = { isNew: false, count: 5_000, keptSlot: NOW };
    expect([...choose(DEFAULT_SAMPLING, [one!, two!, three!], issue, [two!.eventId]).kept]).toEqual([two!.eventId]);
  });

  test('an older slot is not filled again by what comes late', () => {
    const late = [digestEvent(1, { received: NOW - 60_000 })];
    const chosen = choose(DEFAULT_SAMPLING, late, { isNew: false, count: 5_000, keptSlot: NOW });
    expect(chosen).toEqual({ kept: new Set(), keptSlot: NOW });
  });

  test('a policy with longer slots goes on where a policy with shorter ones has stopped', () => {
    const harder = { firstEvents: 10, slotSeconds: 60, countOnly: false };
    const first = choose(DEFAULT_SAMPLING, events(1, 1), { isNew: false, count: 5_000, keptSlot: 0 });
    const later = [digestEvent(7, { received: NOW + 120_000 })];
    expect(choose(harder, later, { isNew: false, count: 5_001, keptSlot: first.keptSlot }).kept.size).toBe(1);
  });

  test('where events are only counted, nothing of a known issue is kept and the first of a new one is', () => {
    const policy = { ...DEFAULT_SAMPLING, countOnly: true };
    const all = events(5, 1);
    expect(choose(policy, all, { isNew: false, count: 0, keptSlot: 0 }, [all[1]!.eventId]).kept.size).toBe(0);
    expect([...choose(policy, all, { isNew: true, count: 0, keptSlot: 0 }).kept]).toEqual([all[0]!.eventId]);
  });
});
