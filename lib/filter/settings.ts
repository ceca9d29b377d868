import type { CustomFilter } from '../protocol/filter-condition.ts';

/** What a project wants to be dropped. The same shape as the key's settings: this room knows no port. */
export interface FilterSettings {
  browserExtensions: boolean;
  chunkLoadErrors: boolean;
  /** Transactions of health checks and pings. */
  healthChecks: boolean;
  localhost: boolean;
  reactHydrationErrors: boolean;
  webCrawlers: boolean;
  /** CSP reports about what extensions and injected advertisements load. */
  noisyCspSources: boolean;
  /** Sources of CSP reports beside those, as in a policy: `*.example.com`, `scheme://*`. */
  cspSources: readonly string[];
  /** Ids of `LEGACY_BROWSERS`; others are passed over. */
  legacyBrowsers: readonly string[];
  /** Addresses and CIDR ranges of senders. */
  clientIps: readonly string[];
  /** Globs. */
  releases: readonly string[];
  /** Globs. */
  errorMessages: readonly string[];
  /** Filters of the project's own; they come first. Absent: none. */
  custom?: readonly CustomFilter[];
}
