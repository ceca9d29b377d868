import * as z from 'zod';

/** Days of one answer: for each the ledger is read. */
const MAX_DAYS = 90;

/** `?statsPeriod=14d`: days up to today. */
export const adoptionQuery = z.object({
  statsPeriod: z
    .string()
    .regex(/^\d{1,2}d$/, `expected a number of days up to ${MAX_DAYS}, like 14d`)
    .transform(text => Number(text.slice(0, -1)))
    .refine(days => days >= 1 && days <= MAX_DAYS, `expected a number of days up to ${MAX_DAYS}, like 14d`)
    .default(14),
});
