import * as z from 'zod';

/** Days of one answer: for each the ledger is read. */
const MAX_DAYS = 90;
const EXPECTED = `expected a number of days up to ${MAX_DAYS}, like 14d`;

/** `14d`: days up to today. */
export const days = z
  .string()
  .regex(/^\d{1,2}d$/, EXPECTED)
  .transform(text => Number(text.slice(0, -1)))
  .refine(number => number >= 1 && number <= MAX_DAYS, EXPECTED);

/** `?statsPeriod=14d` */
export const adoptionQuery = z.object({ statsPeriod: days.default(14) });
