import type { SentryEvent } from '../protocol/event.ts';
import { browserExtensions } from './browser-extensions.ts';
import { chunkLoadErrors } from './chunk-load-errors.ts';
import { clientIps } from './client-ips.ts';
import { errorMessages } from './error-messages.ts';
import type { Filter, Sender, Takes } from './filter.ts';
import { FILTER_KEYS, type FilterKey } from './filter-key.ts';
import { healthChecks } from './health-checks.ts';
import { invalidCsp } from './invalid-csp.ts';
import { legacyBrowsers } from './legacy-browsers.ts';
import { localhost } from './localhost.ts';
import { reactHydrationErrors } from './react-hydration-errors.ts';
import { releases } from './releases.ts';
import type { FilterSettings } from './settings.ts';
import { webCrawlers } from './web-crawlers.ts';

const FILTERS = {
  'react-hydration-errors': reactHydrationErrors,
  'chunk-load-error': chunkLoadErrors,
  'invalid-csp': invalidCsp,
  'ip-address': clientIps,
  'release-version': releases,
  'error-message': errorMessages,
  localhost,
  'browser-extensions': browserExtensions,
  'legacy-browsers': legacyBrowsers,
  'web-crawlers': webCrawlers,
  'filtered-transaction': healthChecks,
} satisfies Record<FilterKey, Filter>;

/** A filter that is switched on. */
interface Active {
  readonly key: FilterKey;
  readonly takes: Takes;
}

/**
 * The first inbound filter that takes a normalized event, which is dropped then; `undefined` when all leave it. It looks
 * at what will be scrubbed, so it comes before, and says nothing of what it saw but its own key. Never throws.
 */
export const filterEvent = (event: SentryEvent, settings: FilterSettings, sender: Sender): FilterKey | undefined => {
  for (const { key, takes } of activeFilters(settings)) if (takes(event, sender)) return key;
  return undefined;
};

/** Settings live as long as the key they came with is cached: compiled once, they are forgotten together. */
const compiled = new WeakMap<FilterSettings, readonly Active[]>();

const activeFilters = (settings: FilterSettings): readonly Active[] => {
  const known = compiled.get(settings);
  if (known !== undefined) return known;
  const active = FILTER_KEYS.flatMap(key => {
    const takes = FILTERS[key](settings);
    return takes === undefined ? [] : [{ key, takes }];
  });
  compiled.set(settings, active);
  return active;
};
