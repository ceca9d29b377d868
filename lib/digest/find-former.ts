import type { HashOwner, TallyStore } from '../ports/tally-store.ts';
import type { DigestEvent } from './digest-event.ts';

/**
 * An event whose hashes lead to no issue may belong to one that was made when events were grouped in another way: it is
 * looked up by the hashes that it would have had then. One that leads there is added to its own, the others are not:
 * they would join what is told apart today.
 *
 * @param owners of the events' hashes; gets those of the former ones
 */
export const findFormer = async (
  tally: Pick<TallyStore, 'findOwners'>,
  projectId: string,
  events: readonly DigestEvent[],
  owners: Map<string, HashOwner>,
): Promise<DigestEvent[]> => {
  const former = formerHashes(events, owners);
  if (former.size === 0) return [...events];
  const found = await tally.findOwners(projectId, [...former.values()].flat());
  for (const [hash, owner] of found) if (isHome(owner)) owners.set(hash, owner);
  return events.map(event => {
    const known = former.get(event)?.find(hash => owners.has(hash));
    return known === undefined ? event : { ...event, hashes: [...event.hashes, known] };
  });
};

/** Events that nothing is known of, with the hashes of before; the same ones for all that are the same today. */
const formerHashes = (
  events: readonly DigestEvent[],
  owners: ReadonlyMap<string, HashOwner>,
): Map<DigestEvent, string[]> => {
  const unknown = events.filter(({ hashes }) => !hashes.some(hash => isHome(owners.get(hash))));
  const pairs = unknown.map(event => {
    const own = new Set(event.hashes);
    return [event, (event.formerHashes?.() ?? []).filter(hash => !own.has(hash))] as const;
  });
  return new Map(pairs.filter(([, hashes]) => hashes.length > 0).map(([event, hashes]) => [event, [...hashes]]));
};

/** There is an issue, or people have said that there shall be none. */
const isHome = (owner: HashOwner | undefined): boolean => owner !== undefined && owner.kind !== 'dead';
