import * as z from 'zod';
import { moment } from './moment.ts';

/** Rows of one page, as Sentry has it. */
export const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 25;
/** Characters of a search. */
export const MAX_QUERY = 1_000;
/** Projects that one request may name. */
const MAX_PROJECTS = 50;
/** Environments that one request may name. */
const MAX_ENVIRONMENTS = 50;

/** Sentry's names: last seen, first seen, events, users. */
export const ISSUE_SORTS = ['date', 'new', 'freq', 'user'] as const;
export type IssueSort = (typeof ISSUE_SORTS)[number];

const limit = z.coerce.number().int().min(1).max(MAX_LIMIT);

/** What every list takes. Sentry calls the same thing `limit` here and `per_page` there. */
export const listing = z
  .object({ limit: limit.optional(), per_page: limit.optional(), cursor: z.string().optional() })
  .transform(({ limit, per_page, cursor }) => ({ limit: limit ?? per_page ?? DEFAULT_LIMIT, cursor }));

/** `14d`: a number and a unit. */
const period = z
  .string()
  .regex(/^\d{1,4}[smhdw]$/, 'expected a number and a unit, like 14d')
  .transform(text => Number(text.slice(0, -1)) * (UNIT_MS[text.slice(-1)] ?? 0));
const UNIT_MS: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7, w: 6.048e8 };
const NOTHING = z.literal('').transform(() => undefined);

/** What a list of issues takes besides. Parameters that only shape the answer (`expand`, `shortIdLookup` …) are let pass. @param now milliseconds since 1970 */
export const issueListing = (now: number) =>
  z
    .object({
      // Who says nothing means what is open, as in Sentry; an empty search means all there is.
      query: z.string().max(MAX_QUERY).default('is:unresolved'),
      statsPeriod: z.union([NOTHING, period]).optional(),
      start: z.union([NOTHING, moment]).optional(),
      end: z.union([NOTHING, moment]).optional(),
      sort: z.enum(ISSUE_SORTS, `expected one of ${ISSUE_SORTS.join(', ')}; Allim has no other order`).default('date'),
      groupStatsPeriod: z.enum(['', '24h', '14d', 'auto'], 'expected 24h, 14d, auto or nothing').default('24h'),
      environment: z.array(z.string().max(200)).max(MAX_ENVIRONMENTS),
      project: z.array(z.string().max(100)).max(MAX_PROJECTS),
    })
    .refine(({ start, end }) => start === undefined || end === undefined || start < end, {
      path: ['end'],
      message: 'expected a time after start',
    })
    .transform(({ statsPeriod, start, end, ...rest }) => ({
      ...rest,
      /** Milliseconds since 1970; 0 where all of time is meant. */
      start: start ?? (statsPeriod === undefined ? 0 : now - statsPeriod),
      end: end ?? Number.MAX_SAFE_INTEGER,
    }));
export type IssueListing = z.output<ReturnType<typeof issueListing>>;
