import type { SentryEvent } from '../protocol/event.ts';
import { browserExtensions } from './browser-extensions.ts';
import { chunkLoadErrors } from './chunk-load-errors.ts';
import { clientIps } from './client-ips.ts';
import { compileCondition } from './condition.ts';
import { errorMessages } from './error-messages.ts';
import { readFieldOf } from './field-path.ts';
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
  /** One of `FILTER_KEYS`, or the id of a filter of the project's own. */
  readonly key: string;
  readonly takes: Takes;
}

/**
 * The first inbound filter that takes a normalized event, which is dropped then; `undefined` when all leave it. It looks
 * at what will be scrubbed, so it comes before, and says nothing of what it saw but its own key. Never throws.
 */
export const filterEvent = (event: SentryEvent, settings: FilterSettings, sender: Sender): string | undefined => {
  for (const { key, takes } of activeFilters(settings)) if (takes(event, sender)) return key;
  return undefined;
};

/** Settings live as long as the key they came with is cached: compiled once, they are forgotten together. */
const compiled = new WeakMap<FilterSettings, readonly Active[]>();

const activeFilters = (settings: FilterSettings): readonly Active[] => {
  const known = compiled.get(settings);
  if (known !== undefined) return known;
  const active = [...customFilters(settings), ...builtInFilters(settings)];
  compiled.set(settings, active);
  return active;
};

const builtInFilters = (settings: FilterSettings): Active[] =>
  FILTER_KEYS.flatMap(key => {
    const takes = FILTERS[key](settings);
    return takes === undefined ? [] : [{ key, takes }];
  });

const customFilters = ({ custom = [] }: FilterSettings): Active[] =>
  custom
    .filter(({ isEnabled }) => isEnabled)
    .map(({ id, condition }) => {
      const test = compileCondition(condition, readFieldOf);
      return { key: id, takes: (event, sender) => test({ event, sender }) };
    });
