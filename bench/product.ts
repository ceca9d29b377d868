// The whole local product under a load of 20 kB events of 50 issues: how many a second, at what cost, how soon answered.
// Run: node scripts/run.mjs bench/product.ts
import assert from 'node:assert/strict';
import { cpuMsOfProcess, memoryOfProcess } from './cpu-time.ts';
import { type Figure, printFigures, rounded } from './figure.ts';
import { SIZES } from './generate.ts';
import type { LoadPlan } from './load-plan.ts';
import { awaitCounted, countsByIssue } from './product-api.ts';
import { type ProductProcess, startProductProcess } from './product-process.ts';
import { prepareLoad } from './start-load.ts';

const ISSUES = 50;
const CONNECTIONS = 8;
/** Until the engine has compiled what is hot. */
const WARM_UP_EVENTS = 1_500;
const EVENTS = 6_000;
const PACED_EVENTS = 2_000;
const PACE_PER_SECOND = 200;

export const benchProduct = async (): Promise<Figure[]> => {
  const product = await startProductProcess();
  try {
    const plan = { dsn: product.dsn, bytes: SIZES.middle, issues: ISSUES, connections: CONNECTIONS };
    await warmUp(product, { ...plan, count: WARM_UP_EVENTS, seed: 0 });
    const full = await measureFullLoad(product, { ...plan, count: EVENTS, seed: WARM_UP_EVENTS });
    const paced = await measurePace(product, {
      ...plan,
      count: PACED_EVENTS,
      seed: WARM_UP_EVENTS + EVENTS,
      perSecond: PACE_PER_SECOND,
    });
    assert.equal((await countsByIssue(product)).length, ISSUES, 'as many issues as were sent');
    return [...full, ...paced, ...memoryFigure(product)];
  } finally {
    await product.stop();
  }
};

const warmUp = async (product: ProductProcess, plan: LoadPlan): Promise<void> => {
  const load = await prepareLoad(plan);
  await load.run();
  await awaitCounted(product, plan.count);
};

const measureFullLoad = async (product: ProductProcess, plan: LoadPlan): Promise<Figure[]> => {
  const load = await prepareLoad(plan);
  const cpuBefore = cpuMsOfProcess(product.pid);
  const start = performance.now();
  const result = await load.run();
  assert.equal(result.accepted, plan.count);
  const counted = await awaitCounted(product, plan.seed + plan.count);
  const cpuAfter = cpuMsOfProcess(product.pid);
  return [
    {
      what: 'product, 20 kB events accepted',
      value: result.accepted / result.seconds,
      unit: '/s',
      target: { atLeast: 800 },
    },
    {
      what: 'product, 20 kB events digested',
      value: plan.count / ((counted - start) / 1_000),
      unit: '/s',
      target: { atLeast: 400 },
      note: `all ${plan.count} counted exactly`,
    },
    ...cpuFigure(plan.count, result.cpuMs, cpuBefore, cpuAfter),
  ];
};

const cpuFigure = (count: number, loadMs: number, before: number | undefined, after: number | undefined): Figure[] => {
  if (before === undefined || after === undefined) {
    process.stderr.write('CPU per event: this system does not tell what another process has used\n');
    return [];
  }
  const productMs = after - before;
  return [
    {
      what: 'product, CPU per event accepted and digested, load included',
      value: (loadMs + productMs) / count,
      unit: 'ms',
      target: { atMost: 2 },
      note: `${rounded(productMs / count)} ms the product, ${rounded(loadMs / count)} ms the load`,
    },
  ];
};

const measurePace = async (product: ProductProcess, plan: LoadPlan): Promise<Figure[]> => {
  const load = await prepareLoad(plan);
  const { p50Ms, p99Ms } = await load.run();
  await awaitCounted(product, plan.seed + plan.count);
  return [
    {
      what: `product, p99 of the answer at ${PACE_PER_SECOND}/s`,
      value: p99Ms,
      unit: 'ms',
      target: { atMost: 50 },
      note: `p50 ${rounded(p50Ms)} ms`,
    },
  ];
};

const memoryFigure = (product: ProductProcess): Figure[] => {
  const bytes = memoryOfProcess(product.pid);
  return bytes === undefined ? [] : [{ what: 'product, memory after the load', value: bytes / 1e6, unit: 'MB' }];
};

if (import.meta.main) printFigures(await benchProduct());
