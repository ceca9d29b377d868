import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memoryBlobs } from '../support/digester.ts';
import { type OpenTable, onDynamoDbLocal } from '../support/each-engine.ts';
import { openTestTable, type TestTable } from '../support/table.ts';
import { measuredApi } from './measured-api.ts';
import { screens } from './screens.ts';
import { fillTable, type Size } from './stock.ts';

const FEW: Size = { issues: 300, events: 3_000, kept: 120 };
/** In CI, and by hand with `CI=1`, as many as people have; else fewer, which fill their table in a few seconds. */
const MANY: Size = process.env.CI
  ? { issues: 10_000, events: 1_000_000, kept: 1_500 }
  : { issues: 2_000, events: 200_000, kept: 300 };
const FILL_MS = 180_000;
/** What a table that holds so much more may cost more: rows of busier issues are a little longer. */
const GROWTH = 1.25;

interface Filled {
  table: TestTable;
  ask: ReturnType<typeof measuredApi>;
}

const fill = async (open: OpenTable, size: Size): Promise<Filled> => {
  const table = await open({ clock: { now: () => Date.now() } });
  const blobs = memoryBlobs();
  await fillTable(table, blobs, size);
  return { table, ask: measuredApi(table, blobs) };
};

const rowsIn = (body: unknown): number => (Array.isArray(body) ? body.length : 0);

const expectWithin = async ({ ask }: Filled, { path, atMost, rows = 0 }: ReturnType<typeof screens>[number]) => {
  const { status, units, body } = await ask(path);
  expect([status, rowsIn(body) >= rows]).toEqual([200, true]);
  expect(units).toBeLessThanOrEqual(atMost);
  return units;
};

describe(`with ${MANY.issues} issues of ${MANY.events} events`, () => {
  let few: Filled;
  let many: Filled;
  const figures: string[] = [];
  beforeAll(async () => {
    few = await fill(openTestTable, FEW);
    many = await fill(openTestTable, MANY);
  }, FILL_MS);
  afterAll(() => {
    few?.table.close();
    many?.table.close();
    if (process.env.READS_FIGURES) process.stdout.write(`${figures.join('\n')}\n`);
  });

  test.each(screens())('$name reads no more than with a few', async screen => {
    const units = await expectWithin(many, screen);
    figures.push(`| ${screen.name} | ${units} | ${screen.atMost} |`);
    // A search that looks as far as it may looks at all of a small table.
    if (!screen.looksFar) expect(units).toBeLessThanOrEqual((await few.ask(screen.path)).units * GROWTH + 2);
  });
});

test('docs/reads.md states the bound of each screen', () => {
  const text = readFileSync(new URL('../../docs/reads.md', import.meta.url), 'utf8');
  const stated = [...text.matchAll(/^\| ([^|]+) \| ([\d.]+) \| (\d+) \|/gm)].map(([, name, , bound]) => [
    name,
    Number(bound),
  ]);
  expect(stated).toEqual(screens().map(({ name, atMost }) => [name, atMost]));
});

onDynamoDbLocal((_engine, open) => {
  let few: Filled;
  beforeAll(async () => {
    few = await fill(open, FEW);
  }, FILL_MS);
  afterAll(() => few?.table.close());

  test.each(screens())('$name reads no more there either', async screen => {
    await expectWithin(few, screen);
  });
});
