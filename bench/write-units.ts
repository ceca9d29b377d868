// What the digest writes into the table, per event: unique issues, fifty issues at volume, a storm of one issue; and what
// ten thousand issues cost over ten.
// Run: node scripts/run.mjs bench/write-units.ts
import { type DigestDoor, openDigestDoor, type Spent } from './digest-door.ts';
import { type Pattern, patternsOf, recordOf } from './digest-traffic.ts';
import { type Figure, printFigures, rounded } from './figure.ts';
import { SIZES } from './generate.ts';
import { median } from './measure.ts';

/** Records of one batch: what SQS hands to a function at most, in a backlog. */
const BATCH = 1_000;
/** Events a second at which the batches were filled. */
const PER_SECOND = 1_000;
const UNIQUE_EVENTS = 3_000;
const VOLUME_EVENTS = 20_000;
const VOLUME_ISSUES = 50;
const STORM_EVENTS = 50_000;
const MANY_ISSUES = 10_000;
const FEW_ISSUES = 10;
const GROWTH_BATCHES = 8;
/** Different events that a pattern is made of: enough that their tags and users differ. */
const PATTERNS = 400;
/** Now, on a full minute: rows of issues move with the minute, and the benchmark is to cross as many each time. */
const START = Math.floor(Date.now() / 60_000) * 60_000 - 600_000;

export const benchWriteUnits = async (): Promise<Figure[]> => {
  const door = await openDigestDoor();
  try {
    const units = [await benchUnique(door), await benchVolume(door), await benchStorm(door)];
    return [...units, ...(await benchGrowth(door))];
  } finally {
    await door.close();
  }
};

/** Each benchmark has a project of its own. */
const PROJECTS = { unique: '1', volume: '2', storm: '3', many: '4', few: 100 } as const;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Digests as many events of the patterns, one after the other. @returns what that took, per event */
const digestAll = async (
  door: DigestDoor,
  patterns: readonly Pattern[],
  { count, projectId }: { count: number; projectId: string },
): Promise<{ perEvent: Spent; cpuMs: number }> => {
  const before = { ...door.spent };
  let cpuMs = 0;
  for (let from = 0; from < count; from += BATCH) {
    const records = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => {
      const n = from + index;
      // There is a pattern for each number.
      return recordOf(patterns[n % patterns.length]!, START + (n / PER_SECOND) * 1_000, projectId);
    });
    const start = process.cpuUsage();
    await door.digest(records);
    const { user, system } = process.cpuUsage(start);
    cpuMs += (user + system) / 1_000;
  }
  const perEvent = Object.fromEntries(
    Object.entries(door.spent).map(([name, value]) => [name, (value - before[name as keyof Spent]) / count]),
  ) as unknown as Spent; // the same names with other numbers
  return { perEvent, cpuMs: cpuMs / count };
};

const unitsFigure = (
  what: string,
  { perEvent, cpuMs }: Awaited<ReturnType<typeof digestAll>>,
  atMost: number,
): Figure => ({
  what: `write units per 6 kB event, ${what}`,
  value: perEvent.writeUnits,
  unit: 'WU',
  target: { atMost },
  note: `${rounded(perEvent.readUnits)} read units, ${rounded(perEvent.objectsPut)} objects, ${rounded(perEvent.tableCalls)} calls, ${rounded(cpuMs)} ms of CPU with the engine`,
});

const benchUnique = async (door: DigestDoor): Promise<Figure> => {
  const patterns = await patternsOf({ bytes: SIZES.small, issues: numbers(UNIQUE_EVENTS), count: UNIQUE_EVENTS });
  const spent = await digestAll(door, patterns, { count: UNIQUE_EVENTS, projectId: PROJECTS.unique });
  return unitsFigure('unique issues', spent, 12);
};

const benchVolume = async (door: DigestDoor): Promise<Figure> => {
  const patterns = await patternsOf({ bytes: SIZES.small, issues: numbers(VOLUME_ISSUES), count: PATTERNS });
  const spent = await digestAll(door, patterns, { count: VOLUME_EVENTS, projectId: PROJECTS.volume });
  return unitsFigure('50 issues at volume', spent, 3);
};

const benchStorm = async (door: DigestDoor): Promise<Figure> => {
  const patterns = await patternsOf({ bytes: SIZES.small, issues: [1], count: PATTERNS });
  const spent = await digestAll(door, patterns, { count: STORM_EVENTS, projectId: PROJECTS.storm });
  return unitsFigure('storm of 50,000 of one issue', spent, 0.1);
};

/**
 * A batch of a thousand events of ten issues that have one event each so far: in a project that has no others, and in
 * one that has ten thousand. Both batches coalesce alike; what differs is how much lies in the table.
 */
const benchGrowth = async (door: DigestDoor): Promise<Figure[]> => {
  const patterns = await patternsOf({ bytes: SIZES.small, issues: numbers(MANY_ISSUES), count: MANY_ISSUES });
  const few: Sample[] = [];
  for (let batch = 0; batch < GROWTH_BATCHES; batch++) {
    const projectId = String(PROJECTS.few + batch);
    await door.digest(tenOf(patterns, batch).map((pattern, index) => recordOf(pattern, START + index, projectId)));
    few.push(await sample(door, patterns, { batch, projectId }));
  }
  for (let from = 0; from < MANY_ISSUES; from += BATCH) {
    const slice = patterns.slice(from, from + BATCH);
    await door.digest(slice.map((pattern, index) => recordOf(pattern, START + index, PROJECTS.many)));
  }
  const many: Sample[] = [];
  for (let batch = 0; batch < GROWTH_BATCHES; batch++)
    many.push(await sample(door, patterns, { batch, projectId: PROJECTS.many }));
  return [growthFigure('CPU', few, many, 'cpuMs'), growthFigure('write units', few, many, 'writeUnits')];
};

interface Sample {
  cpuMs: number;
  writeUnits: number;
}

const tenOf = (patterns: readonly Pattern[], batch: number): Pattern[] =>
  patterns.slice(batch * FEW_ISSUES, (batch + 1) * FEW_ISSUES);

const sample = async (
  door: DigestDoor,
  patterns: readonly Pattern[],
  { batch, projectId }: { batch: number; projectId: string },
): Promise<Sample> => {
  const ten = tenOf(patterns, batch);
  // There are ten.
  const records = numbers(BATCH).map(n => recordOf(ten[n % FEW_ISSUES]!, START + 5_000 + n, projectId));
  const before = door.spent.writeUnits;
  const start = process.cpuUsage();
  await door.digest(records);
  const { user, system } = process.cpuUsage(start);
  return { cpuMs: (user + system) / 1_000 / BATCH, writeUnits: (door.spent.writeUnits - before) / BATCH };
};

const growthFigure = (what: string, few: readonly Sample[], many: readonly Sample[], name: keyof Sample): Figure => {
  const [small, large] = [few, many].map(samples => median(samples.map(one => one[name])));
  return {
    what: `${what} per event with 10,000 issues over 10 issues`,
    value: (large ?? Number.NaN) / (small ?? Number.NaN),
    unit: 'x',
    target: { atMost: 1.3 },
    note: `${rounded(large ?? 0)} over ${rounded(small ?? 0)}`,
  };
};

if (import.meta.main) printFigures(await benchWriteUnits());
