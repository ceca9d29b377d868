import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { LoadPlan, LoadResult } from './load-plan.ts';

/** A load that has made its events and waits. */
export interface PreparedLoad {
  run(): Promise<LoadResult>;
}

/** Generation is over when this returns: it is no part of what is measured. */
export const prepareLoad = async (plan: LoadPlan): Promise<PreparedLoad> => {
  const child = fork(path.join(import.meta.dirname, 'load.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`the load process ended with ${String(code)}`);
  });
  // Only a death before the answer is a fault; the race below has it then.
  died.catch(() => {});
  const message = async (): Promise<unknown> => (await Promise.race([once(child, 'message'), died]))[0];
  child.send(plan);
  await message();
  return {
    run: async () => {
      child.send('go');
      // load.ts says nothing else after `ready`.
      return (await message()) as LoadResult;
    },
  };
};
