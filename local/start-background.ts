import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Wire, WireRequest } from '../lib/ports/wire.ts';
import type { BackgroundDoors } from './background-doors.ts';
import { complain } from './complain.ts';
import type { DataDirectory } from './data-directory.ts';
import type { Door } from './invoke.ts';
import { threadCalls } from './thread-calls.ts';

/** What the thread is given; its environment is a copy of ours. */
export interface BackgroundStart {
  directory: DataDirectory;
  retentionDays: number;
}

/** What is asked of the thread. */
export interface DoorCall {
  door: keyof BackgroundDoors;
  event: unknown;
  /** Milliseconds that are left for it. */
  timeoutMs: number;
}

export interface Background {
  doors: BackgroundDoors;
  /** To be called when no door is at work. */
  stop(): Promise<void>;
}

interface Options {
  /** Reaches what only one thread can have: queue and topic. */
  wire: Wire;
  /** The thread does not start any more. */
  onHopeless(error: Error): void;
  /** What the thread runs; background-thread.ts where nothing is said. */
  entry?: URL;
}

/** A thread that has started. */
interface Thread {
  call(name: 'invoke' | 'close', input: unknown): Promise<unknown>;
  terminate(): Promise<unknown>;
  /** When it has ended, for whatever reason. */
  ended: Promise<Error>;
}

/** Starts in a row that came to nothing; each waits so much longer than the one before. */
const MAX_VAIN_STARTS = 5;
const RESTART_PAUSE_MS = 200;
/**
 * A batch of 6 MB is some ten times that as objects; a young generation of this size is collected in a few milliseconds.
 * Flags of the process win: `npm start` gives both threads the same (scripts/run.mjs).
 */
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 24 };
const ENTRY = new URL('./background-thread.ts', import.meta.url);

/**
 * Runs the background's doors in a thread of their own. As Lambda does with its processes: a call that takes longer than
 * it may, or kills its thread, fails, and the next one gets a new thread.
 */
export const startBackground = async (start: BackgroundStart, options: Options): Promise<Background> => {
  let vainStarts = 0;
  let stopping = false;
  let current: Promise<Thread> | undefined;

  const startAnew = async (): Promise<Thread> => {
    await sleep(RESTART_PAUSE_MS * vainStarts);
    try {
      const thread = await startThread(start, options);
      vainStarts = 0;
      void thread.ended.then(reason => {
        current = undefined;
        if (!stopping) complain('background thread ended', { error: reason.message });
      });
      return thread;
    } catch (error) {
      current = undefined;
      vainStarts++;
      // startThread throws nothing else.
      if (vainStarts >= MAX_VAIN_STARTS) options.onHopeless(error as Error);
      throw error;
    }
  };
  const running = (): Promise<Thread> => {
    current ??= startAnew();
    return current;
  };
  const invoke = async (call: DoorCall): Promise<unknown> => {
    const thread = await running();
    const tooLate = setTimeout(() => void thread.terminate(), call.timeoutMs);
    try {
      return await thread.call('invoke', call);
    } finally {
      clearTimeout(tooLate);
    }
  };

  await running();
  return {
    doors: doorsBy(invoke),
    stop: async () => {
      stopping = true;
      const thread = await current;
      await thread?.call('close', undefined);
      await thread?.terminate();
    },
  };
};

const doorsBy = (invoke: (call: DoorCall) => Promise<unknown>): BackgroundDoors => {
  const door =
    <Result>(name: keyof BackgroundDoors): Door<unknown, Result> =>
    async (event, context) =>
      // The door of this name in the thread is of this type.
      (await invoke({ door: name, event, timeoutMs: context.getRemainingTimeInMillis() })) as Result;
  return { digest: door('digest'), assemble: door('assemble'), sweep: door('sweep'), expire: door('expire') };
};

/** Throws when it ends before it is ready. */
const startThread = async (start: BackgroundStart, { wire, entry = ENTRY }: Options): Promise<Thread> => {
  const worker = new Worker(entry, { workerData: start, resourceLimits: LIMITS });
  const ready = Promise.withResolvers<void>();
  const calls = threadCalls(worker, {
    wire: (request: WireRequest) => wire(request),
    ready: () => ready.resolve(),
  });
  const ended = ending(worker);
  void ended.then(reason => {
    calls.abandon(reason);
    ready.reject(reason);
  });
  await ready.promise;
  return { call: calls.call, terminate: () => worker.terminate(), ended };
};

/** What it died of, or that it just ended. */
const ending = (worker: Worker): Promise<Error> =>
  new Promise(resolve => {
    let cause: Error | undefined;
    // What the thread throws is an error of ours or of Node's.
    worker.on('error', (error: Error) => {
      cause = error;
    });
    worker.on('exit', code => {
      const why = cause === undefined ? `code ${code}` : `${cause.name}: ${cause.message}`;
      resolve(new Error(`the background thread ended (${why})`, { cause }));
    });
  });
