import type { FilterSettings } from '../../ports/key-store.ts';
import type { FilterJson } from '../contract/filters.ts';

/** Every filter, by id. */
export const presentFilters = (filters: FilterSettings): FilterJson[] => [
  { id: 'browser-extensions', active: filters.browserExtensions },
  { id: 'chunk-load-error', active: filters.chunkLoadErrors },
  { id: 'error-message', active: filters.errorMessages },
  { id: 'filtered-transaction', active: filters.healthChecks },
  { id: 'invalid-csp', active: filters.noisyCspSources, subfilters: filters.cspSources },
  { id: 'ip-address', active: filters.clientIps },
  { id: 'legacy-browsers', active: filters.legacyBrowsers },
  { id: 'localhost', active: filters.localhost },
  { id: 'react-hydration-errors', active: filters.reactHydrationErrors },
  { id: 'release-version', active: filters.releases },
  { id: 'web-crawlers', active: filters.webCrawlers },
];
