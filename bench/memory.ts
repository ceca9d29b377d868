// Memory of the local product while it takes in and digests 100,000 events: how much, and whether it goes on growing.
// Run: node scripts/run.mjs bench/memory.ts
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryOfProcess } from './cpu-time.ts';
import { type Figure, printFigures } from './figure.ts';
import { SIZES } from './generate.ts';
import { awaitCounted } from './product-api.ts';
import { type ProductProcess, startProductProcess } from './product-process.ts';
import { prepareLoad } from './start-load.ts';

/** In rounds, because the load makes its events before it sends them. */
const ROUNDS = 10;
const EVENTS_PER_ROUND = 10_000;
const ISSUES = 50;
const CONNECTIONS = 8;
const SAMPLE_MS = 250;

/** What the product held at one moment. */
interface Sample {
  /** Events counted by then, of whole rounds. */
  events: number;
  megabytes: number;
}

export const benchMemory = async (): Promise<Figure[]> => {
  const product = await startProductProcess();
  try {
    if (memoryOfProcess(product.pid) === undefined) {
      process.stderr.write('memory: this system does not tell what another process holds\n');
      return [];
    }
    return figuresOf(await sampleRounds(product));
  } finally {
    await product.stop();
  }
};

const sampleRounds = async (product: ProductProcess): Promise<Sample[]> => {
  const samples: Sample[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const plan = { bytes: SIZES.small, issues: ISSUES, connections: CONNECTIONS, count: EVENTS_PER_ROUND };
    const load = await prepareLoad({ ...plan, dsn: product.dsn, seed: round * EVENTS_PER_ROUND });
    const stop = sampleWhile(product, samples, round * EVENTS_PER_ROUND);
    await load.run();
    await awaitCounted(product, (round + 1) * EVENTS_PER_ROUND);
    await stop();
  }
  return samples;
};

const sampleWhile = (product: ProductProcess, samples: Sample[], events: number): (() => Promise<void>) => {
  let stopped = false;
  const sampling = (async () => {
    while (!stopped) {
      samples.push({ events, megabytes: (memoryOfProcess(product.pid) ?? Number.NaN) / 1e6 });
      await sleep(SAMPLE_MS);
    }
  })();
  return async () => {
    stopped = true;
    await sampling;
  };
};

const figuresOf = (samples: readonly Sample[]): Figure[] => {
  const peaks = Array.from({ length: ROUNDS }, (_, round) => peakOf(samples, round * EVENTS_PER_ROUND));
  return [
    {
      what: 'product, memory through 100,000 events, peak',
      value: Math.max(...peaks),
      unit: 'MB',
      target: { atMost: 400 },
      note: `peak of each 10,000: ${peaks.map(peak => Math.round(peak)).join(', ')}`,
    },
    {
      what: 'product, memory, growth over the last third',
      value: growthOfLastThird(peaks),
      unit: '%',
      target: { atMost: MAX_GROWTH_PERCENT },
    },
  ];
};
/** What is flat: less than what the collector's moods make of one round or another. */
const MAX_GROWTH_PERCENT = 5;

const peakOf = (samples: readonly Sample[], events: number): number =>
  Math.max(...samples.filter(sample => sample.events === events).map(({ megabytes }) => megabytes));

/** From the middle third's median to the last third's. */
const growthOfLastThird = (peaks: readonly number[]): number => {
  const third = Math.floor(peaks.length / 3);
  const middle = medianOf(peaks.slice(-2 * third, -third));
  return (medianOf(peaks.slice(-third)) / middle - 1) * 100;
};

const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

if (import.meta.main) printFigures(await benchMemory());
