import type { Budget, Checkpoint } from '../protocol/budget.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How often spending is noted, and how far back that is of use. */
const EVERY_MS = 10 * MINUTE_MS;
const OF_USE_MS = 120 * MINUTE_MS;
/** Twelve within two hours, those that steps add to them, and one before. */
const MAX_CHECKPOINTS = 24;
/** The longest month. */
const MAX_DAYS = 31;

/** Whether it is time for another one. */
export const isCheckpointDue = ({ checkpoints }: Budget, now: number): boolean => {
  const last = checkpoints.at(-1);
  return last === undefined || now - last[0] >= EVERY_MS;
};

/** The budget with one more; the first of a day is remembered for the month. */
export const withCheckpoint = (budget: Budget, added: Checkpoint): Budget => {
  const { checkpoints, days = [] } = budget;
  const [now] = added;
  const recent = checkpoints.filter(([at], place) => at > now - OF_USE_MS || place === checkpoints.length - 1);
  const isNewDay = dayOf(now) > dayOf(days.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY);
  return {
    ...budget,
    checkpoints: [...recent, added].slice(-MAX_CHECKPOINTS),
    days: isNewDay ? [...days, added].slice(-MAX_DAYS) : days,
  };
};

const dayOf = (at: number): number => Math.floor(at / DAY_MS);
