/** Work on one batch of inputs, always the same ones. */
export type Batch = () => void | Promise<void>;

export interface Comparison {
  /** Of the rounds' ratios, candidate over floor. */
  median: number;
  least: number;
  /** Milliseconds of CPU of the median round, for one batch. */
  candidateMs: number;
  floorMs: number;
}

const WARM_UP_ROUNDS = 5;
/** Odd, so that there is a median. */
const ROUNDS = 21;

/**
 * Runs candidate and floor in turns in this one process and compares the CPU time that each took (all threads: garbage
 * collection and compilation are part of a thing's cost). What other processes do changes both alike, or one round.
 */
export const compare = async (candidate: Batch, floor: Batch): Promise<Comparison> => {
  const candidates: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    const floorMs = await cpuMsOf(floor);
    const candidateMs = await cpuMsOf(candidate);
    if (round < WARM_UP_ROUNDS) continue;
    floors.push(floorMs);
    candidates.push(candidateMs);
  }
  const ratios = candidates.map((ms, round) => ms / (floors[round] ?? Number.NaN));
  return {
    median: median(ratios),
    least: Math.min(...ratios),
    candidateMs: median(candidates),
    floorMs: median(floors),
  };
};

const cpuMsOf = async (batch: Batch): Promise<number> => {
  const before = process.cpuUsage();
  await batch();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The smallest value that at least `share` of the values do not exceed. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};
