/** Does something with each, so many at a time; the answers in their order. */
export const inTurns = async <T, R>(
  most: number,
  things: readonly T[],
  act: (thing: T) => Promise<R>,
): Promise<R[]> => {
  const answers: R[] = [];
  for (let from = 0; from < things.length; from += most)
    answers.push(...(await Promise.all(things.slice(from, from + most).map(act))));
  return answers;
};
