import * as z from 'zod';
import { MAX_CONDITION_DEPTH } from '../../filter/condition.ts';
import { FILTER_KEYS } from '../../filter/filter-key.ts';
import type { CustomFilter, FilterCondition } from '../../protocol/filter-condition.ts';
import { glob, ipRange, MAX_SUBFILTERS } from './filters.ts';

/** Filters of a project's own. */
export const MAX_CUSTOM_FILTERS = 20;
/** Conditions next to each other in one `and` or `or`. */
const MAX_INNER = 20;
/** Characters of a field's name, and of a text to compare with. */
const MAX_NAME = 200;
const MAX_TEXT = 500;

const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/, 'expected 1 to 64 letters, digits and _ . : -')
  .refine(text => !FILTER_KEYS.some(key => key === text), 'is the id of one of the filters that every project has');

const name = z.string().min(1).max(MAX_NAME);
const scalar = z.union([z.string().max(MAX_TEXT), z.number(), z.boolean(), z.null()], {
  error: 'expected a text, a number, true, false or null',
});

const eq = z.object({
  op: z.literal('eq'),
  name,
  value: z.union([scalar, z.array(scalar).min(1).max(MAX_SUBFILTERS)], {
    error: 'expected a text, a number, true, false, null, or a list of them',
  }),
  options: z.object({ ignoreCase: z.boolean().optional() }).optional(),
});
const compare = z.object({ op: z.enum(['gt', 'gte', 'lt', 'lte']), name, value: z.number() });
const matchesGlob = z.object({ op: z.literal('glob'), name, value: z.array(glob).min(1).max(MAX_SUBFILTERS) });
const inRange = z.object({ op: z.literal('cidr'), name, value: z.array(ipRange).min(1).max(MAX_SUBFILTERS) });

/** A condition that may have so many levels, itself included. */
const condition = (levels: number): z.ZodType<FilterCondition> => {
  const inner = levels > 1 ? condition(levels - 1) : tooDeep;
  return z.discriminatedUnion(
    'op',
    [
      eq,
      compare,
      matchesGlob,
      inRange,
      z.object({ op: z.enum(['and', 'or']), inner: z.array(inner).min(1).max(MAX_INNER) }),
      z.object({ op: z.literal('not'), inner }),
      z.object({ op: z.enum(['any', 'all']), name, inner }),
    ],
    { error: 'expected an op of eq, gt, gte, lt, lte, glob, cidr, and, or, not, any, all' },
    // What is optional in the one is optional in the other: only the compiler tells “left out” from “undefined”.
  ) as unknown as z.ZodType<FilterCondition>;
};

const tooDeep: z.ZodType<FilterCondition> = z.never({
  error: `more than ${MAX_CONDITION_DEPTH} conditions in each other`,
});

/** Sentry's generic filters; `PUT` replaces them all. */
export const customFilters = z.object({
  filters: z
    .array(z.object({ id, isEnabled: z.boolean().default(true), condition: condition(MAX_CONDITION_DEPTH) }))
    .max(MAX_CUSTOM_FILTERS)
    .refine(
      filters => new Set(filters.map(filter => filter.id)).size === filters.length,
      'two filters have the same id',
    ),
});

export interface CustomFiltersJson {
  version: 1;
  filters: readonly CustomFilter[];
}
