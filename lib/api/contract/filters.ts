import * as z from 'zod';
import type { FilterKey } from '../../filter/filter-key.ts';
import { MAX_PATTERN_LENGTH, parseGlob } from '../../filter/glob.ts';
import { parseIpRange } from '../../filter/ip-range.ts';
import { LEGACY_BROWSERS } from '../../filter/legacy-browsers.ts';

/** Patterns of one filter: the edge tries each on every event. */
export const MAX_SUBFILTERS = 100;

/** One filter as Sentry shows it: on or off, or what it drops. */
export interface FilterJson {
  id: FilterKey;
  active: boolean | readonly string[];
  /** Of a filter that has both. */
  subfilters?: readonly string[];
}

/** Patterns or the like, of which no more are kept. */
export const list = <S extends z.ZodType<string>>(entry: S) => z.array(entry).max(MAX_SUBFILTERS);

const toggle = z.strictObject({ active: z.boolean() });

export const pattern = z.string().trim().min(1).max(MAX_PATTERN_LENGTH);
export const glob = pattern.refine(text => parseGlob(text) !== undefined, 'a pattern with too many choices in braces');
export const ipRange = pattern.refine(
  text => parseIpRange(text) !== undefined,
  'expected an IP address or a range like 10.0.0.0/8',
);

const globs = z.strictObject({ subfilters: list(glob) });
const ipRanges = z.strictObject({ subfilters: list(ipRange) });

const legacyBrowsers = z
  .strictObject({ active: z.boolean().optional(), subfilters: list(z.enum(LEGACY_BROWSERS)).optional() })
  .refine(either, { path: ['subfilters'], message: 'required when active is not given' });

const cspSources = z
  .strictObject({ active: z.boolean().optional(), subfilters: list(pattern).optional() })
  .refine(either, { path: ['active'], message: 'required when subfilters is not given' });

function either(update: { active?: unknown; subfilters?: unknown }): boolean {
  return update.active !== undefined || update.subfilters !== undefined;
}

/** What may be said of each filter. */
export const filterUpdates = {
  'browser-extensions': toggle,
  'chunk-load-error': toggle,
  'filtered-transaction': toggle,
  localhost: toggle,
  'react-hydration-errors': toggle,
  'web-crawlers': toggle,
  'legacy-browsers': legacyBrowsers,
  'invalid-csp': cspSources,
  'ip-address': ipRanges,
  'release-version': globs,
  'error-message': globs,
} satisfies Record<FilterKey, z.ZodType>;
