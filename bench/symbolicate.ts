// Source maps of 3 MB and of 30 MB: how long it takes to read one for good, how much memory, and how many frames a second
// are resolved through what was made of it, cold (nothing read yet) and warm.
// Run: node scripts/run.mjs bench/symbolicate.ts
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Figure, printFigures, rounded } from './figure.ts';
import { runApart } from './run-apart.ts';
import type { BuildFigures } from './symbolicate/build-index.ts';
import type { LookUpFigures } from './symbolicate/look-up-frames.ts';
import { writeBundle } from './symbolicate/write-bundle.ts';

/** Packages that this repository has anyway, of many files: real code, of pinned versions. */
const PACKAGES = ['zod', '@aws-sdk/client-sqs'];
const BUNDLES = [
  { size: '3 MB', copies: 1, megabytes: 3 },
  { size: '30 MB', copies: 9, megabytes: 30 },
];
/** So near to its name a map is as large as it says. */
const TOLERANCE = 0.15;
const APART = path.join(import.meta.dirname, 'symbolicate');

export const benchSymbolicate = async (): Promise<Figure[]> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'allim-bench-'));
  try {
    const figures: Figure[] = [];
    for (const bundle of BUNDLES) figures.push(...(await measureBundle(folder, bundle)));
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const measureBundle = async (
  folder: string,
  { size, copies, megabytes }: (typeof BUNDLES)[number],
): Promise<Figure[]> => {
  const mapBytes = await writeBundle(folder, PACKAGES, copies);
  if (Math.abs(mapBytes / (megabytes * 1e6) - 1) > TOLERANCE)
    throw new Error(`the map has ${mapBytes} bytes, which is not ${size}: choose other packages`);
  const made = await runApart<BuildFigures>(path.join(APART, 'build-index.ts'), [folder]);
  const found = await runApart<LookUpFigures>(path.join(APART, 'look-up-frames.ts'), [folder]);
  return [...ofBuilding(size, made), ...ofLookingUp(size, found)];
};

const ofBuilding = (size: string, { ms, peakBytes, baseBytes, indexBytes }: BuildFigures): Figure[] => [
  {
    what: `map of ${size}, made into an index`,
    value: ms / 1_000,
    unit: 's of CPU',
    note: `index of ${mega(indexBytes)} MB`,
  },
  {
    what: `map of ${size}, memory of that, peak`,
    value: peakBytes / 1e6,
    unit: 'MB',
    note: `${mega(baseBytes)} MB of them before, with the map read`,
  },
];

const ofLookingUp = (size: string, { cold, warm }: LookUpFigures): Figure[] => [
  {
    what: `map of ${size}, frames a second of CPU, warm`,
    value: warm.framesPerSecond,
    unit: '/s',
    note: `memory ${mega(warm.peakBytes)} MB`,
  },
  {
    what: `map of ${size}, frames a second of CPU, cold`,
    value: cold.framesPerSecond,
    unit: '/s',
    note: `an event of ${cold.framesPerEvent} frames takes ${rounded(cold.reads)} reads of ${rounded(cold.bytes / 1_000)} kB in all`,
  },
];

const mega = (bytes: number): number => rounded(bytes / 1e6);

if (import.meta.main) printFigures(await benchSymbolicate());
