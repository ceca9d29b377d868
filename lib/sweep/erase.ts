import { describeError, type Log } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import type { ErasureOrder } from '../ports/erasure-store.ts';
import type { ErasureTask, ErasureWork } from '../ports/erasure-work.ts';
import { type PassDeps, passesOf } from './erase-passes.ts';

export interface EraseDeps extends PassDeps {
  clock: Clock;
  erasureWork: ErasureWork;
  log: Log;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** So long one sweep works on it: its function has 50 s for everything, and one step may take a few. */
const SLICE_MS = 20_000;
/** Longer than a sweep can live. */
const TURN_MS = MINUTE_MS;
/** What failed is tried again after this; other orders go on meanwhile. */
const POSTPONED_MS = 10 * MINUTE_MS;

/**
 * When everything is looked through again, after the order: what was on its way came later. A queue keeps a message for
 * 14 days, the queue behind it as long again.
 */
const LATER_LOOKS_MS = {
  issue: [20 * MINUTE_MS],
  project: [HOUR_MS, 15 * DAY_MS, 29 * DAY_MS],
  user: [HOUR_MS],
  retention: [HOUR_MS],
} as const satisfies Record<ErasureOrder['kind'], readonly number[]>;

/**
 * Works on orders to delete, for a while. Safe twice, and to be cut off anywhere: what was erased is erased, and the
 * next sweep goes on. Returns how many looks came to their end.
 */
export const eraseDue = async (deps: EraseDeps): Promise<number> => {
  const began = deps.clock.now();
  if (!(await deps.erasureWork.next(began))) return 0;
  const turn = await deps.erasureWork.takeTurn(began, began + TURN_MS);
  if (!turn) return 0;
  let ended = 0;
  const isTime = (): boolean => deps.clock.now() < began + SLICE_MS;
  while (isTime()) {
    const task = await deps.erasureWork.next(deps.clock.now());
    if (!task) break;
    if (await workOn(deps, task, isTime)) ended++;
  }
  await turn.giveUp();
  return ended;
};

const workOn = async (deps: EraseDeps, task: ErasureTask, isTime: () => boolean): Promise<boolean> => {
  const { erasure } = task;
  try {
    return await look(deps, task, isTime);
  } catch (error) {
    deps.log('error', 'erasing failed', { erasure: erasure.id, kind: erasure.kind, ...describeError(error) });
    await deps.erasureWork.postpone(task, deps.clock.now() + POSTPONED_MS);
    return false;
  }
};

/** Whether the look came to its end. */
const look = async (deps: EraseDeps, task: ErasureTask, isTime: () => boolean): Promise<boolean> => {
  const passes = await passesOf(deps, task);
  if (passes === 'still_there') {
    await deps.erasureWork.drop(task, deps.clock.now());
    return true;
  }
  await deps.erasureWork.start(task, deps.clock.now());
  for (let place = readPlace(task.place); place.pass < passes.length; ) {
    if (!isTime()) return false;
    const next = await passes[place.pass]?.(place.from);
    place = next === undefined ? { pass: place.pass + 1 } : { pass: place.pass, from: next };
    await deps.erasureWork.note(task, JSON.stringify(place));
  }
  const { id, kind, requested } = task.erasure;
  const later = LATER_LOOKS_MS[kind][task.looks];
  const now = deps.clock.now();
  await deps.erasureWork.finish(
    task,
    now,
    later === undefined ? undefined : Math.max(requested + later, now + MINUTE_MS),
  );
  deps.log('info', 'erased', { erasure: id, kind, looks: task.looks + 1 });
  return true;
};

interface Place {
  pass: number;
  from?: string;
}

/** Written above. */
const readPlace = (place: string | undefined): Place =>
  place === undefined ? { pass: 0 } : (JSON.parse(place) as Place);
