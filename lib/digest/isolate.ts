/** Something that could not be done, and whether nothing else was tried together with it. */
export interface Failed<T> {
  item: T;
  error: unknown;
  /** `false`: it may be another's fault. */
  alone: boolean;
}

export interface IsolateOptions {
  /** Not the fault of what was tried: trying less of it would not help. */
  isOutage(error: unknown): boolean;
  /** Whether there is time to try further. */
  canGoOn(): boolean;
}

/**
 * Runs a group, and when that throws its halves, one after the other, so that in the end only those fail that fail alone.
 * What `run` did before it threw must be safe to do again.
 */
export const isolate = async <T>(
  group: readonly T[],
  run: (part: readonly T[]) => Promise<void>,
  options: IsolateOptions,
): Promise<Failed<T>[]> => {
  try {
    await run(group);
    return [];
  } catch (error) {
    const alone = group.length === 1;
    if (alone || options.isOutage(error) || !options.canGoOn()) return group.map(item => ({ item, error, alone }));
  }
  const middle = Math.ceil(group.length / 2);
  const first = await isolate(group.slice(0, middle), run, options);
  return [...first, ...(await isolate(group.slice(middle), run, options))];
};
