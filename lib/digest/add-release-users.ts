import type { TallyStore } from '../ports/tally-store.ts';
import type { Counted } from './counted.ts';
import type { DigestEvent } from './digest-event.ts';
import { isReleaseOfRow } from './release-uses.ts';

/**
 * Who was affected by the events of releases: of those that were counted now, and of those that an earlier delivery has
 * counted and may have died upon. A set, and no part of a tally.
 */
export const addReleaseUsers = async (
  tally: Pick<TallyStore, 'addReleaseUsers'>,
  projectId: string,
  { fresh, again }: Pick<Counted, 'fresh' | 'again'>,
): Promise<void> => {
  const users = usersByRelease([...fresh, ...again].map(({ event }) => event));
  if (users.size > 0) await tally.addReleaseUsers(projectId, users);
};

const usersByRelease = (events: readonly DigestEvent[]): Map<string, string[]> => {
  const users = new Map<string, Set<string>>();
  for (const { user, event } of events) {
    if (user === undefined || !isReleaseOfRow(event.release)) continue;
    const known = users.get(event.release) ?? new Set();
    users.set(event.release, known.add(user));
  }
  return new Map([...users].map(([version, hashes]) => [version, [...hashes]]));
};
