import * as z from 'zod';

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
/** Times of one answer: 90 days by the hour. */
const MAX_TIMES = 2_160;

const seconds = z.coerce.number().min(0).max(8.64e12);

/** Sentry's parameters of an issue's counts: Unix time in seconds, and `1h` or `1d`. @param now milliseconds since 1970 */
export const issueStatsQuery = (now: number) =>
  z
    .object({
      since: seconds.optional(),
      until: seconds.default(Math.floor(now / 1_000)),
      resolution: z
        .enum(['1h', '1d'], 'expected 1h or 1d: what is counted by the hour is not known by the minute')
        .default('1h'),
    })
    .transform(({ since, until, resolution }) => {
      const interval = resolution === '1h' ? HOUR_S : DAY_S;
      const last = until - (until % interval);
      const first =
        since === undefined ? last - (resolution === '1h' ? 23 : 29) * interval : since - (since % interval);
      return { start: first * 1_000, interval: resolution, length: (last - first) / interval + 1 };
    })
    .refine(({ length }) => length >= 1, { path: ['since'], message: 'expected a time before until' })
    .refine(({ length }) => length <= MAX_TIMES, {
      path: ['since'],
      message: `at most ${MAX_TIMES} times before until`,
    });
