// A background thread that does what the event says. See start-background.test.ts.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { threadCalls } from '../../local/thread-calls.ts';

const { table, born } = (workerData as { directory: { table: string; born?: boolean } }).directory;
if (born === false) throw new Error('never to be born');
if (!parentPort) throw new Error('not a thread');

/** What a call may ask for. */
export type Act = 'answer' | 'ask' | 'refuse' | 'hang' | 'die' | 'die in a transaction';

const calls = threadCalls(parentPort, {
  invoke: ({ event }: { event: Act }) => acts[event](),
  close: () => {},
});
const acts: Record<Act, () => unknown> = {
  answer: () => threadId,
  ask: async () => calls.call('wire', { path: '/asked' }),
  refuse: () => {
    throw new Error('no, thank you');
  },
  hang: () => {
    for (;;);
  },
  die: () => {
    setImmediate(() => {
      throw new Error('out of luck');
    });
    return new Promise(() => {});
  },
  'die in a transaction': () => {
    const database = new DatabaseSync(table);
    database.exec('BEGIN IMMEDIATE; UPDATE counter SET n = n + 1;');
    return acts.die();
  },
};

await calls.call('ready', undefined);
