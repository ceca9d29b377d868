/** The events that would come together, by each of them: those that share a hash, also by way of others. */
export const joinByHash = <E extends { readonly hashes: readonly string[] }>(
  events: readonly E[],
): Map<E, readonly E[]> => {
  const groupOf = new Map<E, E[]>();
  const byHash = new Map<string, E[]>();
  for (const event of events) {
    const joined = new Set(event.hashes.map(hash => byHash.get(hash)).filter(group => group !== undefined));
    const [first = [], ...others] = [...joined].toSorted((a, b) => b.length - a.length);
    for (const member of [event, ...others.flat()]) {
      first.push(member);
      groupOf.set(member, first);
      for (const hash of member.hashes) byHash.set(hash, first);
    }
  }
  return groupOf;
};
