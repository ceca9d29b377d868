import * as z from 'zod';

/** Rows of one page, as Sentry has it. */
export const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 25;
/** Characters of a search. */
export const MAX_QUERY = 1_000;
/** Projects that one request may name. */
const MAX_PROJECTS = 50;

/** `14d`: a number and a unit. */
const STATS_PERIOD = /^\d{1,4}[smhdw]$/;

const limit = z.coerce.number().int().min(1).max(MAX_LIMIT);

/** What every list takes. Sentry calls the same thing `limit` here and `per_page` there. */
export const listing = z
  .object({ limit: limit.optional(), per_page: limit.optional(), cursor: z.string().optional() })
  .transform(({ limit, per_page, cursor }) => ({ limit: limit ?? per_page ?? DEFAULT_LIMIT, cursor }));

/** What a list of issues takes besides. Parameters that only shape the answer (`collapse`, `expand` …) are let pass. */
export const issueListing = z.object({
  query: z.string().max(MAX_QUERY).optional(),
  statsPeriod: z
    .union([z.literal(''), z.string().regex(STATS_PERIOD, 'expected a number and a unit, like 14d')])
    .optional(),
  sort: z.enum(['date']).optional(),
  environment: z.literal('').optional(),
  project: z.array(z.string().max(100)).max(MAX_PROJECTS),
});
