// All benchmarks: one table, and bench/results.json. With names, only those, and only the table.
// Run: npm run bench [-- "pure acts" bill …]
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { BENCHMARKS } from './benchmarks.ts';
import { type Figure, isReached, rounded, tableOf } from './figure.ts';
import { runApart } from './run-apart.ts';

const RUN_ONE = path.join(import.meta.dirname, 'run-one.ts');
const RESULTS = path.join(import.meta.dirname, 'results.json');

const main = async (): Promise<void> => {
  const figures: Figure[] = [];
  for (const name of chosen()) {
    process.stderr.write(`${name} …\n`);
    figures.push(...(await runApart<Figure[]>(RUN_ONE, [name])));
  }
  process.stdout.write(`${tableOf(figures)}\n`);
  if (asked.length === 0) await writeFile(RESULTS, `${JSON.stringify(resultsOf(figures), null, 2)}\n`);
};

const asked = process.argv.slice(2);

const chosen = (): string[] => [...BENCHMARKS.keys()].filter(name => asked.length === 0 || asked.includes(name));

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
