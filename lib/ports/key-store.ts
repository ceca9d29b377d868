import type { EdgeBudget } from '../protocol/budget.ts';
import type { CustomFilter } from '../protocol/filter-condition.ts';
import type { PiiConfig } from '../protocol/pii-config.ts';
import type { ActiveLimit, Quota } from '../protocol/quota.ts';
import type { RetentionSettings } from '../protocol/retention.ts';

/** Everything the edge needs to know about a public key, in one read. What is optional was added later: old rows lack it. */
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
  /** What people call the key. */
  name?: string;
  /** Milliseconds since 1970. */
  dateCreated?: number;
  /** Origins that may send (`*`, `example.com`, `*.example.com`, with scheme and port where given); absent: all. */
  allowedDomains?: string[];
  /** What the organization wants of all its projects: joined with the project's own by `scrubOf`. */
  organizationScrub?: OrganizationScrub;
  /** Quotas of the key, of its project and of its organization. */
  quotas?: Quota[];
  /** Quotas that were found used up; those whose time is over mean nothing. */
  limits?: ActiveLimit[];
  /** Milliseconds since 1970: until then one of the quotas is nearly used up, so that the edge reads its keys more often. */
  nearLimitUntil?: number;
  /** Where the budgets that the key falls under stand; absent: within them. */
  budget?: EdgeBudget;
  /** The project groups by rules of its own, which may look at anything: no event of it is known by its signature. */
  ownGrouping?: boolean;
  /** Days by kind, where the project has chosen them. */
  retention?: RetentionSettings;
  /** Nobody is told of releases that come without source maps. */
  untoldReleases?: true;
  /** What the loader script (`/js-sdk-loader/`) loads. */
  loader?: LoaderSettings;
}

/** An organization's part in scrubbing: it can only add to what its projects do. */
export interface OrganizationScrub {
  scrubData: boolean;
  scrubDefaults: boolean;
  scrubIpAddresses: boolean;
  sensitiveFields: string[];
  safeFields: string[];
  piiConfig?: PiiConfig;
}

/** Sentry's names: `browserSdkVersion` and `dynamicSdkLoaderOptions` of a key. */
export interface LoaderSettings {
  /** A version such as `10.5.0`, or a major one such as `10.x`. */
  sdkVersion: string;
  hasPerformance: boolean;
  hasReplay: boolean;
  hasFeedback: boolean;
  hasDebug: boolean;
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
  /** Advanced rules: they run first. */
  piiConfig?: PiiConfig;
  /** The organization's advanced rules: before the project's. */
  organizationPiiConfig?: PiiConfig;
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
  /** Filters of the project's own; they come first. Absent: none. */
  custom?: readonly CustomFilter[];
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

/** Settings live as long as the key they came with is cached: joined once, so that what is compiled from them is kept. */
const joined = new WeakMap<object, ScrubSettings>();

/** How this key's events are scrubbed: the project's settings and the organization's. */
export const scrubOf = (settings: Pick<EdgeSettings, 'scrub' | 'organizationScrub'>): ScrubSettings => {
  const { scrub, organizationScrub } = settings;
  if (organizationScrub === undefined) return scrub;
  const known = joined.get(settings);
  if (known !== undefined) return known;
  const both = joinScrub(scrub, organizationScrub);
  joined.set(settings, both);
  return both;
};

const joinScrub = (project: ScrubSettings, organization: OrganizationScrub): ScrubSettings => ({
  ...project,
  scrubData: project.scrubData || organization.scrubData,
  scrubDefaults: project.scrubDefaults || organization.scrubDefaults,
  scrubIpAddresses: project.scrubIpAddresses || organization.scrubIpAddresses,
  sensitiveFields: [...organization.sensitiveFields, ...project.sensitiveFields],
  safeFields: [...organization.safeFields, ...project.safeFields],
  ...(organization.piiConfig && { organizationPiiConfig: organization.piiConfig }),
});

export const filtersOf = ({ filters }: { filters?: FilterSettings | undefined }): FilterSettings =>
  filters ?? DEFAULT_FILTER_SETTINGS;

export interface KeyStore {
  /** `undefined` when no project has this key. May be as old as `KEY_CACHE_SECONDS` says: 60 s on AWS. */
  find(publicKey: string): Promise<EdgeSettings | undefined>;
}
