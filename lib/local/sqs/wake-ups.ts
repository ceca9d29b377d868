import type { Clock } from '../../ports/clock.ts';

/** Tells receivers that there may be something to receive, so that nobody polls. A wake-up may come for nothing. */
export interface WakeUps {
  /** Returns how to stop listening. */
  listen(queue: number, listener: () => void): () => void;
  notify(queue: number): void;
  /** A message of this queue will show at `visible` (ms since 1970). */
  expect(queue: number, visible: number): void;
  /** Wakes everybody a last time. */
  close(): void;
  closed(): boolean;
}

interface Deps {
  clock: Clock;
  nextVisible(queue: number, after: number): number | undefined;
}

interface Alarm {
  at: number;
  timer: NodeJS.Timeout;
}

export const wakeUps = (deps: Deps): WakeUps => {
  const listeners = new Map<number, Set<() => void>>();
  const alarms = new Map<number, Alarm>();
  const due = new Set<number>();
  let closed = false;

  const wake = (queue: number): void => {
    due.delete(queue);
    // A copy: a woken listener may stop listening.
    for (const listener of [...(listeners.get(queue) ?? [])]) listener();
  };
  const notify = (queue: number): void => {
    if (due.has(queue) || !listeners.has(queue)) return;
    due.add(queue);
    queueMicrotask(() => wake(queue));
  };
  const disarm = (queue: number): void => {
    clearTimeout(alarms.get(queue)?.timer);
    alarms.delete(queue);
  };
  const expect = (queue: number, at: number): void => {
    const alarm = alarms.get(queue);
    if (!listeners.has(queue) || (alarm && alarm.at <= at)) return;
    disarm(queue);
    const timer = setTimeout(() => ring(queue), Math.max(1, at - deps.clock.now()));
    timer.unref();
    alarms.set(queue, { at, timer });
  };
  const ring = (queue: number): void => {
    alarms.delete(queue);
    expectNext(queue);
    notify(queue);
  };
  const expectNext = (queue: number): void => {
    const next = deps.nextVisible(queue, deps.clock.now());
    if (next !== undefined) expect(queue, next);
  };

  return {
    listen(queue, listener) {
      const own = listeners.get(queue) ?? new Set();
      listeners.set(queue, own.add(listener));
      expectNext(queue);
      return () => {
        own.delete(listener);
        if (own.size > 0 || listeners.get(queue) !== own) return;
        listeners.delete(queue);
        disarm(queue);
      };
    },
    notify,
    expect,
    closed: () => closed,
    close() {
      closed = true;
      for (const queue of [...alarms.keys()]) disarm(queue);
      for (const queue of [...listeners.keys()]) wake(queue);
      listeners.clear();
    },
  };
};
