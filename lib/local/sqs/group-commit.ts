import type { DatabaseSync } from 'node:sqlite';
import { SqsError } from './sqs-error.ts';

/** Runs writes of one turn of the event loop in one transaction; each is answered only after its commit. */
export interface GroupCommit {
  /**
   * `work` runs later, at most once, inside the transaction. An `SqsError` that it throws refuses this work alone and
   * must be thrown before it writes anything; any other error rolls all of the group back and rejects all of it.
   */
  run<T>(work: () => T): Promise<T>;
  /** Commits what waits, at once. */
  flush(): void;
}

interface Job {
  work: () => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}
type Settle = () => void;

/** Keeps one turn of the event loop to about 50 ms of writing. */
const MAX_JOBS_PER_COMMIT = 2_000;

export const groupCommit = (database: DatabaseSync, options: { onRollback: () => void }): GroupCommit => {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const waiting: Job[] = [];
  let scheduled: NodeJS.Immediate | undefined;

  const commitJobs = (jobs: readonly Job[]): Settle[] => {
    try {
      begin.run();
      const settles = jobs.map(attempt);
      commit.run();
      return settles;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      options.onRollback();
      return jobs.map(job => () => job.reject(new Error('The queue database refused a write.', { cause: error })));
    }
  };

  const flush = (): void => {
    clearImmediate(scheduled);
    scheduled = undefined;
    while (waiting.length > 0) settleAll(commitJobs(waiting.splice(0, MAX_JOBS_PER_COMMIT)));
  };

  const turn = (): void => {
    const jobs = waiting.splice(0, MAX_JOBS_PER_COMMIT);
    scheduled = waiting.length > 0 ? setImmediate(turn) : undefined;
    settleAll(commitJobs(jobs));
  };

  return {
    run<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        // `resolve` only ever gets what `work` returned, which is a T.
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
        scheduled ??= setImmediate(turn);
      });
    },
    flush,
  };
};

const attempt = (job: Job): Settle => {
  try {
    const value = job.work();
    return () => job.resolve(value);
  } catch (error) {
    if (!(error instanceof SqsError)) throw error;
    return () => job.reject(error);
  }
};

const settleAll = (settles: readonly Settle[]): void => {
  for (const settle of settles) settle();
};
