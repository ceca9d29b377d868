import { setImmediate as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { writeCase } from './case-file.ts';
import { doorOf } from './door-of.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { type Judged, judgeCase } from './judge-case.ts';
import { makeCase } from './make-case.ts';
import { Tally } from './tally.ts';

/** What `fuzz/main.ts` starts this thread with. */
export interface FuzzPlan {
  seed: number;
  /** Milliseconds since 1970. */
  until: number;
  /** Its one number is the seed that is being run, so that one that never ends can be named. */
  running: Int32Array;
}

/** Characters of the longest text that is put in: with its escapes more than an event may have. */
const LARGEST = 1_000_000;
/** Of CPU, for one request: far more than an edge function could be paid for. */
const MAX_MS = 2_000;
const PROGRESS_MS = 30_000;
/** Different faults after which there is enough to do. */
const MAX_FAULTS = 20;

const { seed: first, until, running } = workerData as FuzzPlan; // main.ts is the only one who starts it
const started = Date.now();
const tally = new Tally();
const known = new Set<string>();

const main = async (): Promise<void> => {
  let shown = started;
  for (let seed = first; Date.now() < until && known.size < MAX_FAULTS; seed++) {
    Atomics.store(running, 0, seed);
    // Requests here never wait for anything: without a pause nothing that this thread writes would leave it.
    await pause();
    const one = makeCase(seed, LARGEST);
    const judged = await judge(one);
    tally.add(doorOf(one), seed, judged);
    report(one, judged.faults);
    if (Date.now() - shown < PROGRESS_MS) continue;
    shown = Date.now();
    process.stderr.write(`${speed()}, at seed ${seed}\n`);
  }
  process.stdout.write(`${tally.table()}\n${speed()}, ${known.size} faults\n`);
  parentPort?.postMessage(known.size);
};

/** What was slow is run again: the machine may have been busy, or the first of its kind. */
const judge = async (one: FuzzCase): Promise<Judged> => {
  const judged = await judgeCase(one);
  if (judged.cpuMs <= MAX_MS) return judged;
  const cpuMs = Math.min(judged.cpuMs, (await judgeCase(one)).cpuMs, (await judgeCase(one)).cpuMs);
  return {
    ...judged,
    cpuMs,
    faults: cpuMs > MAX_MS ? [...judged.faults, `slow: ${Math.ceil(cpuMs)} ms of CPU`] : judged.faults,
  };
};

/** A fault that differs in numbers only is told once. */
const report = (one: FuzzCase, faults: readonly string[]): void => {
  const news = faults.filter(fault => !known.has(kindOf(fault)));
  if (news.length === 0) return;
  for (const fault of news) known.add(kindOf(fault));
  const file = writeCase(one, faults);
  process.stdout.write(
    `\nseed ${one.seed}, ${one.origin}, to ${doorOf(one)}, scene ${one.scene}\n  ${news.join('\n  ')}\n  npm run fuzz -- --case ${file}\n`,
  );
};

const kindOf = (fault: string): string => fault.split('\n', 2).join(' ').replaceAll(/\d+/g, '#');

const speed = (): string => {
  const seconds = (Date.now() - started) / 1_000;
  return `${tally.requests} requests, ${Math.round(tally.requests / seconds)} a second`;
};

await main();
