import { describeError, type Log } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import type { FateDay, FateMerging } from '../ports/fate-log.ts';

export interface MergeFatesDeps {
  clock: Clock;
  fateMerging: FateMerging;
  log: Log;
}

/** Of one run's time; the next run goes on. */
const MAX_MS = 10_000;
/** Days of one run. */
const MAX_DAYS = 100;
/** What fails waits, so that it does not stand before the others for good. */
const TRY_AGAIN_MS = 600_000;

/** Merges what was logged of events' fates, so that looking for one stays cheap. Returns how many steps that took. */
export const mergeFates = async (deps: MergeFatesDeps): Promise<number> => {
  const end = deps.clock.now() + MAX_MS;
  let steps = 0;
  for (const day of await dueDays(deps)) {
    if (deps.clock.now() >= end) break;
    steps += await mergeDay(deps, day, end);
  }
  return steps;
};

/** What else a sweep has to do must not wait for this. */
const dueDays = async ({ fateMerging, log }: MergeFatesDeps): Promise<FateDay[]> => {
  try {
    return await fateMerging.due(MAX_DAYS);
  } catch (error) {
    log('error', 'fates to merge could not be listed', describeError(error));
    return [];
  }
};

const mergeDay = async ({ clock, fateMerging, log }: MergeFatesDeps, day: FateDay, end: number): Promise<number> => {
  let steps = 0;
  try {
    while (clock.now() < end) {
      if ((await fateMerging.merge(day)) === 'done') {
        await fateMerging.settle(day);
        break;
      }
      steps++;
    }
  } catch (error) {
    log('error', 'fates were not merged', { project: day.projectId, day: day.day, ...describeError(error) });
    await putOff({ clock, fateMerging, log }, day);
  }
  return steps;
};

const putOff = async ({ clock, fateMerging, log }: MergeFatesDeps, day: FateDay): Promise<void> => {
  try {
    await fateMerging.postpone(day, clock.now() + TRY_AGAIN_MS);
  } catch (error) {
    log('error', 'merging fates was not put off', { project: day.projectId, ...describeError(error) });
  }
};
