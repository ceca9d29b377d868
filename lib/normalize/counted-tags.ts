/** Tags of one event that are counted: release and environment, then its own, then those that are derived. */
const MAX_TAGS = 40;
/** Never sampled away: what a new release or environment breaks must be seen. */
export const PRIORITY_TAGS: ReadonlySet<string> = new Set(['release', 'environment']);
/** Users are counted by themselves. */
const LEFT_OUT: ReadonlySet<string> = new Set(['user']);

/** Keys and values of an event that are counted. */
export const countedTags = (tags: ReadonlyMap<string, string>): [key: string, value: string][] => {
  const all = [...tags].filter(([key]) => !LEFT_OUT.has(key));
  if (all.length <= MAX_TAGS) return all;
  const first = all.filter(([key]) => PRIORITY_TAGS.has(key));
  return [...first, ...all.filter(([key]) => !PRIORITY_TAGS.has(key))].slice(0, MAX_TAGS);
};
