import { describeError } from '../log.ts';
import { type AutoResolveDeps, autoResolve } from './auto-resolve.ts';
import { type SweepDuesDeps, sweepDues } from './sweep-dues.ts';

export type SweepLifeDeps = SweepDuesDeps & AutoResolveDeps;

/** What only a clock changes of issues. Neither step keeps the other, or the rest of a sweep, from its work. */
export const sweepLife = async (deps: SweepLifeDeps): Promise<number> => {
  let done = 0;
  for (const step of [sweepDues, autoResolve]) {
    try {
      done += await step(deps);
    } catch (error) {
      deps.log('error', 'lives of issues were not swept', { step: step.name, ...describeError(error) });
    }
  }
  return done;
};
