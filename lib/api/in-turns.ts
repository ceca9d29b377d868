/** Writes under way at once. */
const AT_ONCE = 10;

/** Asks for each, some at once, and answers in their order. */
export const inTurns = async <T, R>(all: readonly T[], ask: (one: T) => Promise<R>): Promise<R[]> => {
  const answers: R[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE)
    answers.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(ask))));
  return answers;
};
