import * as z from 'zod';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days of one request: each is a read of its own. */
const MAX_DAYS = 92;

const INTERVALS = { '1h': HOUR_MS, '1d': DAY_MS } as const;

/** ISO 8601, or seconds since 1970. */
const moment = z
  .string()
  .max(40)
  .transform(text => (/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text)))
  .refine(ms => Number.isFinite(ms) && ms >= 0 && ms < 8.64e15, 'expected a time like 2026-11-22T12:00:00Z');

/** `?start=&end=&interval=1h|1d`; without them the last 24 hours by the hour. @param now milliseconds since 1970 */
export const ledgerQuery = (now: number) =>
  z
    .object({ start: moment.optional(), end: moment.optional(), interval: z.enum(['1h', '1d']).default('1h') })
    .transform(({ start, end, interval }) => ({
      start: floor(start ?? (end ?? now) - DAY_MS + HOUR_MS, INTERVALS[interval]),
      end: end ?? now + 1,
      interval: INTERVALS[interval],
    }))
    .refine(({ start, end }) => end > start, { path: ['end'], message: 'must be after start' })
    .refine(({ start, end }) => end - start <= MAX_DAYS * DAY_MS, {
      path: ['start'],
      message: `at most ${MAX_DAYS} days before end`,
    });

const floor = (ms: number, interval: number): number => ms - (ms % interval);

/** How many items of a category had one fate in an interval. */
export interface LedgerRowJson {
  /** Beginning of the interval. */
  time: string;
  category: string;
  outcome: string;
  reason: string;
  quantity: number;
}

/** What came in of a category and what became of it: `received` is the sum of the fates. */
export interface LedgerSumJson {
  category: string;
  received: number;
  /** Beside what was received: what SDKs threw away by themselves. */
  clientDiscard: number;
  outcomes: Record<string, number>;
}

export interface LedgerJson {
  start: string;
  end: string;
  rows: LedgerRowJson[];
  sums: LedgerSumJson[];
}
