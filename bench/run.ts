// All benchmarks: one table, and bench/results.json.
// Run: npm run bench
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { benchBill } from './bill.ts';
import { benchColdStart } from './cold-start.ts';
import { benchEdge } from './edge.ts';
import { type Figure, isReached, rounded, tableOf } from './figure.ts';
import { benchList } from './list.ts';
import { benchMemory } from './memory.ts';
import { benchNotify } from './notify.ts';
import { benchProduct } from './product.ts';
import { benchPureActs } from './pure-acts.ts';
import { benchStorm } from './storm.ts';
import { benchWriteUnits } from './write-units.ts';

const BENCHMARKS = [
  ['edge', benchEdge],
  ['cold start', benchColdStart],
  ['pure acts', benchPureActs],
  ['product', benchProduct],
  ['write units', benchWriteUnits],
  ['storm', benchStorm],
  ['memory', benchMemory],
  ['list', benchList],
  ['bill', benchBill],
  ['notify', benchNotify],
] as const;

const RESULTS = path.join(import.meta.dirname, 'results.json');

const main = async (): Promise<void> => {
  const figures: Figure[] = [];
  for (const [name, bench] of BENCHMARKS) {
    process.stderr.write(`${name} …\n`);
    figures.push(...(await bench()));
  }
  process.stdout.write(`${tableOf(figures)}\n`);
  await writeFile(RESULTS, `${JSON.stringify(resultsOf(figures), null, 2)}\n`);
};

const resultsOf = (figures: readonly Figure[]) => ({
  measured: new Date().toISOString(),
  node: process.version,
  machine: {
    cpus: cpus().length,
    model: cpus()[0]?.model ?? 'unknown',
    memoryGb: rounded(totalmem() / 1e9),
    platform: process.platform,
  },
  figures: figures.map(figure => ({ ...figure, value: rounded(figure.value), reached: isReached(figure) ?? null })),
});

await main();
