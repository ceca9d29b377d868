import { describeError, type Log } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import type { Due, DueStore } from '../ports/due-store.ts';
import { type ContinueRegroupingsDeps, continueRegroupings } from './continue-regroupings.ts';
import { type ForecastDeps, renewForecast } from './renew-forecast.ts';
import { findThreshold, type ThresholdDeps } from './thresholds.ts';
import { type WakeDeps, wakeArchived } from './wake-archived.ts';

export type SweepDuesDeps = WakeDeps &
  ForecastDeps &
  ThresholdDeps &
  ContinueRegroupingsDeps & {
    clock: Clock;
    dues: DueStore;
    log: Log;
  };

/** In one run; the next run takes the rest. */
const MAX_DUES = 200;
/** Reading a project's week, or going on with a regrouping, takes some seconds; the rest of a run is for the others. */
const MAX_LONG: Partial<Record<Due['kind'], number>> = { threshold: 2, regrouping: 1 };
/** What fails waits, so that it does not stand before the others for good. */
const TRY_AGAIN_MS = 600_000;

/** Does what is due by now. Safe twice: a row goes when its work is done. @returns how much was done */
export const sweepDues = async (deps: SweepDuesDeps): Promise<number> => {
  const now = deps.clock.now();
  let done = 0;
  const long = new Map<Due['kind'], number>();
  for (const due of await deps.dues.due(now, MAX_DUES)) {
    const before = long.get(due.kind) ?? 0;
    if (before >= (MAX_LONG[due.kind] ?? MAX_DUES)) continue;
    const took = await settle(deps, due, now);
    if (took !== 'short') long.set(due.kind, before + 1);
    if (took !== 'failed') done++;
  }
  return done;
};

const settle = async (deps: SweepDuesDeps, due: Due, now: number): Promise<'short' | 'long' | 'failed'> => {
  try {
    const took = await work(deps, due, now);
    await deps.dues.delete(due);
    return took;
  } catch (error) {
    deps.log('error', 'what is due failed', { kind: due.kind, id: due.id, ...describeError(error) });
    await deps.dues.add({ ...due, at: now + TRY_AGAIN_MS });
    await deps.dues.delete(due);
    return 'failed';
  }
};

const work = async (deps: SweepDuesDeps, { kind, id }: Due, now: number): Promise<'short' | 'long'> => {
  switch (kind) {
    case 'wake':
      await wakeArchived(deps, id, now);
      return 'short';
    case 'forecast':
      await renewForecast(deps, id, now);
      return 'short';
    case 'threshold':
      await findThreshold(deps, id, now);
      return 'long';
    case 'regrouping':
      // Of nearly all of them nothing is left when their time comes.
      return (await continueRegroupings(deps, id)) ? 'long' : 'short';
  }
};
