// A storm of one issue through the whole local product, and what another project's event has to wait in the middle of it.
// Run: node scripts/run.mjs bench/storm.ts
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, printFigures, rounded } from './figure.ts';
import { SIZES } from './generate.ts';
import { awaitCounted, countsByIssue, makeProject } from './product-api.ts';
import { type ProductProcess, startProductProcess } from './product-process.ts';
import { prepareLoad } from './start-load.ts';

const STORM_EVENTS = 50_000;
const CONNECTIONS = 8;
/** Another project's events, one after the other, sent as long as the storm is not digested. */
const QUIET_EVENTS = 10;
const BETWEEN_QUIET_EVENTS_MS = 2_000;
const POLL_MS = 50;
const QUIET_TIMEOUT_MS = 120_000;

export const benchStorm = async (): Promise<Figure[]> => {
  const product = await startProductProcess();
  try {
    return await measureStorm(product, await makeProject(product, 'quiet'));
  } finally {
    await product.stop();
  }
};

const measureStorm = async (product: ProductProcess, quiet: ProductProcess): Promise<Figure[]> => {
  const plan = { bytes: SIZES.small, issues: 1, connections: CONNECTIONS, seed: 0 };
  const storm = await prepareLoad({ ...plan, dsn: product.dsn, count: STORM_EVENTS });
  const start = performance.now();
  const sending = storm.run();
  const waits = measureQuiet(quiet, plan);
  const { accepted, seconds } = await sending;
  assert.equal(accepted, STORM_EVENTS);
  const counted = await awaitCounted(product, STORM_EVENTS);
  assert.equal((await countsByIssue(product)).length, 1, 'one issue');
  const quietMs = await waits;
  return [
    {
      what: 'storm of 50,000 events of one issue, 6 kB, all counted after',
      value: (counted - start) / 1_000,
      unit: 's',
      target: { atMost: 100 },
      note: `exactly; accepted ${rounded(accepted / seconds)}/s`,
    },
    {
      what: "another project's event in the storm, visible after, worst of 10",
      value: Math.max(...quietMs) / 1_000,
      unit: 's',
      target: { atMost: 5 },
      note: `best ${rounded(Math.min(...quietMs) / 1_000)} s`,
    },
  ];
};

/** Milliseconds from each event's sending until it is counted. */
const measureQuiet = async (
  quiet: ProductProcess,
  plan: { bytes: number; issues: number; seed: number },
): Promise<number[]> => {
  const waits: number[] = [];
  for (let sent = 1; sent <= QUIET_EVENTS; sent++) {
    const load = await prepareLoad({ ...plan, dsn: quiet.dsn, count: 1, seed: sent, connections: 1 });
    const start = performance.now();
    await load.run();
    while ((await countsByIssue(quiet)).reduce((sum, count) => sum + count, 0) < sent) {
      if (performance.now() - start > QUIET_TIMEOUT_MS) throw new Error("the quiet project's event is lost");
      await sleep(POLL_MS);
    }
    waits.push(performance.now() - start);
    await sleep(BETWEEN_QUIET_EVENTS_MS);
  }
  return waits;
};

if (import.meta.main) printFigures(await benchStorm());
