import type { Random } from '../bench/random.ts';

/** What every part of a request is made with. */
export interface Maker {
  random: Random;
  /** Characters of the longest text, and about as many members of the longest list, that are put in. */
  largest: number;
}

/** True once in so many times. */
export const oneIn = ({ random }: Maker, times: number): boolean => random.below(times) === 0;

/** The first as a rule; one of the others once in so many times. */
export const rarely = <T>(maker: Maker, times: number, usual: T, others: readonly [T, ...T[]]): T =>
  oneIn(maker, times) ? maker.random.pick(others) : usual;

/** One of some acts, each as often as its weight says. */
export const weighted = <T>({ random }: Maker, choices: readonly (readonly [weight: number, choice: T])[]): T => {
  let at = random.below(choices.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, choice] of choices) {
    at -= weight;
    if (at < 0) return choice;
  }
  throw new RangeError('nothing to choose from');
};
