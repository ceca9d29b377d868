import { parseArgs } from 'node:util';

export interface FuzzOptions {
  minutes: number;
  /** Of the first case; the next has the next number. */
  seed: number;
  /** A file of `writeCase`: that case and no other. */
  file?: string;
}

const DEFAULT_MINUTES = '5';
/** Seeds are 32 bits. */
const SEEDS = 2 ** 31;

/** Of `--minutes 30 --seed 1`, or `--case /tmp/allim-fuzz-1.json`. Throws for what is none of these. */
export const parseOptions = (args: readonly string[], now: number): FuzzOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: DEFAULT_MINUTES },
      seed: { type: 'string' },
      case: { type: 'string' },
    },
  });
  return {
    minutes: numberOf('minutes', values.minutes),
    seed: values.seed === undefined ? now % SEEDS : Math.trunc(numberOf('seed', values.seed)),
    ...(values.case !== undefined && { file: values.case }),
  };
};

const numberOf = (name: string, text: string): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || value < 0) throw new TypeError(`--${name} is no number: ${text}`);
  return value;
};
