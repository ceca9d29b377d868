import type { FilterSettings } from '../ports/key-store.ts';
import type { ProjectOptions, ProjectSettingsJson } from './contract/project.ts';

/** Where each option stands in the settings of filters. */
const PLACES = {
  'filters:blacklisted_ips': 'clientIps',
  'filters:releases': 'releases',
  'filters:error_messages': 'errorMessages',
  'filters:react-hydration-errors': 'reactHydrationErrors',
  'filters:chunk-load-error': 'chunkLoadErrors',
  'filters:browser-extensions': 'browserExtensions',
  'filters:localhost': 'localhost',
  'filters:web-crawlers': 'webCrawlers',
  'filters:filtered-transaction': 'healthChecks',
  'filters:legacy-browsers': 'legacyBrowsers',
  'sentry:csp_ignored_sources_defaults': 'noisyCspSources',
  'sentry:csp_ignored_sources': 'cspSources',
} as const satisfies Record<keyof ProjectOptions, keyof FilterSettings>;

// The keys of a literal are the keys of its type.
const OPTIONS = Object.keys(PLACES) as (keyof typeof PLACES)[];

/** The options that were given, as settings of filters. */
export const filtersOfOptions = (options: ProjectOptions): Partial<FilterSettings> =>
  Object.fromEntries(
    OPTIONS.flatMap(option => (options[option] === undefined ? [] : [[PLACES[option], options[option]]])),
  );

/** Lists as texts of one entry a line, but for the browsers, which are a list in Sentry too. */
export const presentOptions = (filters: FilterSettings): ProjectSettingsJson['options'] => {
  const pairs = OPTIONS.map(option => {
    const value = filters[PLACES[option]];
    return [option, typeof value === 'boolean' || option === 'filters:legacy-browsers' ? value : value.join('\n')];
  });
  // One pair for each option.
  return Object.fromEntries(pairs) as ProjectSettingsJson['options'];
};
