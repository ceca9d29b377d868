// `npm run fuzz -- --minutes 30 [--seed 1]`: requests of any kind at every door of the edge, each held against what must be
// true of all of them (fuzz/faults-of.ts). Ends with 1 when one is not. `--case FILE` runs again what an earlier run wrote.
import { Worker } from 'node:worker_threads';
import { readCase } from './case-file.ts';
import type { FuzzPlan } from './fuzz.ts';
import { judgeCase } from './judge-case.ts';
import { type FuzzOptions, parseOptions } from './options.ts';

/** After which a request is said never to end. */
const STUCK_MS = 120_000;
const LOOK_MS = 5_000;

const runOne = async (file: string): Promise<number> => {
  const { status, cpuMs, faults } = await judgeCase(readCase(file));
  process.stdout.write(`status ${status}, ${Math.ceil(cpuMs)} ms of CPU\n${faults.join('\n')}\n`);
  return faults.length;
};

/** In a thread of its own, so that somebody is left to tell of a request that never ends. Gives the number of faults. */
const runMany = ({ minutes, seed }: FuzzOptions): Promise<number> => {
  process.stdout.write(`seed ${seed}, ${minutes} minutes\n`);
  const running = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const plan: FuzzPlan = { seed, until: Date.now() + minutes * 60_000, running };
  const worker = new Worker(new URL('./fuzz.ts', import.meta.url), { workerData: plan });
  const watch = watchProgress(running, stuckAt => {
    process.stdout.write(`seed ${stuckAt} does not end: npm run fuzz -- --seed ${stuckAt} --minutes 0.1\n`);
    process.exit(1);
  });
  return new Promise<number>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the fuzzer ended without a word')));
  }).finally(() => clearInterval(watch));
};

const watchProgress = (running: Int32Array, stuck: (seed: number) => void): NodeJS.Timeout => {
  let last = { seed: Atomics.load(running, 0), at: Date.now() };
  return setInterval(() => {
    const seed = Atomics.load(running, 0);
    if (seed !== last.seed) last = { seed, at: Date.now() };
    else if (Date.now() - last.at > STUCK_MS) stuck(seed);
  }, LOOK_MS);
};

const options = parseOptions(process.argv.slice(2), Date.now());
const faults = options.file === undefined ? await runMany(options) : await runOne(options.file);
process.exitCode = faults > 0 ? 1 : 0;
