import { describeError, type Log } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import type { Due, DueStore } from '../ports/due-store.ts';
import { type ForecastDeps, renewForecast } from './renew-forecast.ts';
import { findThreshold, type ThresholdDeps } from './thresholds.ts';
import { type WakeDeps, wakeArchived } from './wake-archived.ts';

export type SweepDuesDeps = WakeDeps &
  ForecastDeps &
  ThresholdDeps & {
    clock: Clock;
    dues: DueStore;
    log: Log;
  };

/** In one run; the next run takes the rest. */
const MAX_DUES = 200;
/** Reading a project's week takes some seconds at most; the rest of a run is for the others. */
const MAX_THRESHOLDS = 2;
/** What fails waits, so that it does not stand before the others for good. */
const TRY_AGAIN_MS = 600_000;

/** Does what is due by now. Safe twice: a row goes when its work is done. @returns how much was done */
export const sweepDues = async (deps: SweepDuesDeps): Promise<number> => {
  const now = deps.clock.now();
  let [done, thresholds] = [0, 0];
  for (const due of await deps.dues.due(now, MAX_DUES)) {
    if (due.kind === 'threshold' && ++thresholds > MAX_THRESHOLDS) continue;
    if (await settle(deps, due, now)) done++;
  }
  return done;
};

const settle = async (deps: SweepDuesDeps, due: Due, now: number): Promise<boolean> => {
  try {
    await work(deps, due, now);
    await deps.dues.delete(due);
    return true;
  } catch (error) {
    deps.log('error', 'what is due failed', { kind: due.kind, id: due.id, ...describeError(error) });
    await deps.dues.add({ ...due, at: now + TRY_AGAIN_MS });
    await deps.dues.delete(due);
    return false;
  }
};

const work = (deps: SweepDuesDeps, { kind, id }: Due, now: number): Promise<void> => {
  switch (kind) {
    case 'wake':
      return wakeArchived(deps, id, now);
    case 'forecast':
      return renewForecast(deps, id, now);
    case 'threshold':
      return findThreshold(deps, id, now);
  }
};
