/** Everything the edge needs to know about a public key, in one read. */
export interface EdgeSettings {
  publicKey: string;
  /** Decimal text, as in the DSN. */
  projectId: string;
  projectSlug: string;
  /** Slug. */
  organization: string;
  /** A disabled key is answered 403. */
  enabled: boolean;
  scrub: ScrubSettings;
  /** Settings that were stored before there were filters have none: read it with `filtersOf`. */
  filters?: FilterSettings;
}

/** Sentry's project settings for scrubbing. */
export interface ScrubSettings {
  scrubData: boolean;
  scrubDefaults: boolean;
  scrubIpAddresses: boolean;
  /** Extra key substrings whose values are filtered. */
  sensitiveFields: string[];
  /** Keys that are never filtered. */
  safeFields: string[];
  /** How much is scrubbed (docs/scrubbing.md); settings stored without it mean `sentry`. */
  profile?: 'strict' | 'sentry' | 'off';
  /** Ids of rules of the strict profile that are switched off, such as `allim:phone`. */
  disabledRules?: string[];
  /** 32 random bytes in hex, made with the project: pseudonyms of its users come from it. */
  pseudonymKey?: string;
}

/** Of a new project, but for its `pseudonymKey`. */
export const DEFAULT_SCRUB_SETTINGS: ScrubSettings = {
  scrubData: true,
  scrubDefaults: true,
  scrubIpAddresses: false,
  sensitiveFields: [],
  safeFields: [],
  profile: 'strict',
  disabledRules: [],
};

/** Sentry's inbound filters: which events are dropped at the edge. */
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
  /** Ids of legacy browsers. */
  legacyBrowsers: readonly string[];
  /** Addresses and CIDR ranges of senders. */
  clientIps: readonly string[];
  /** Globs. */
  releases: readonly string[];
  /** Globs over messages, and over exceptions written as `Type: value`. */
  errorMessages: readonly string[];
}

/** Sentry's for a new project. */
export const DEFAULT_FILTER_SETTINGS: FilterSettings = {
  browserExtensions: false,
  chunkLoadErrors: true,
  healthChecks: true,
  localhost: false,
  reactHydrationErrors: true,
  webCrawlers: false,
  noisyCspSources: true,
  cspSources: [],
  legacyBrowsers: [],
  clientIps: [],
  releases: [],
  errorMessages: [],
};

export const filtersOf = ({ filters }: EdgeSettings): FilterSettings => filters ?? DEFAULT_FILTER_SETTINGS;

export interface KeyStore {
  /** `undefined` when no project has this key. May be as old as `KEY_CACHE_SECONDS` says: 60 s on AWS. */
  find(publicKey: string): Promise<EdgeSettings | undefined>;
}
