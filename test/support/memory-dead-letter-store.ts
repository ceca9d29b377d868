import type { Clock } from '../../lib/ports/clock.ts';
import type { Countable, DeadLetter, DeadLetterStore } from '../../lib/ports/dead-letter-store.ts';

/** Letters in memory, latest first. What they count for is only noted: `counted` by letter. */
export const memoryDeadLetterStore = (
  letters: readonly DeadLetter[],
  clock: Clock,
): DeadLetterStore & { letters: Map<string, DeadLetter>; counted: Map<string, Countable | undefined> } => {
  const kept = new Map(letters.map(letter => [letter.id, letter]));
  const counted = new Map<string, Countable | undefined>();
  const buried = new Set<string>();
  const shown = (): DeadLetter[] =>
    [...kept.values()].filter(({ expires }) => expires > clock.now()).sort((a, b) => b.buried - a.buried);
  return {
    letters: kept,
    counted,
    bury: async (letter, countable) => {
      const once = `${letter.id}#${letter.redrives}`;
      if (buried.has(once)) return;
      buried.add(once);
      kept.set(letter.id, structuredClone(letter));
      counted.set(letter.id, countable);
    },
    exhume: async ({ letter }) => void counted.delete(letter),
    get: async id => shown().find(letter => letter.id === id),
    ofEvent: async (projectId, eventId) =>
      shown().find(({ origin, eventIds }) => origin?.projectId === projectId && eventIds.includes(eventId)),
    list: async ({ organization, projectId, reason, limit, cursor }) => {
      const all = shown().filter(
        letter =>
          letter.origin?.organization === organization &&
          (projectId === undefined || letter.origin?.projectId === projectId) &&
          (reason === undefined || letter.reason === reason),
      );
      const from = Number(cursor ?? 0);
      const next = from + limit < all.length ? { next: String(from + limit) } : {};
      return { letters: all.slice(from, from + limit), ...next };
    },
    delete: async ({ id, redrives }) => {
      if (kept.get(id)?.redrives === redrives) kept.delete(id);
    },
  };
};
