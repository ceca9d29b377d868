import * as z from 'zod';
import { LEGACY_BROWSERS } from '../../filter/legacy-browsers.ts';
import { MAX_RESOLVE_AGE } from '../../ports/resolve-age-store.ts';
import { MAX_SLUG, SLUG } from '../slug.ts';
import { glob, ipRange, MAX_SUBFILTERS, pattern } from './filters.ts';
import { groupingUpdate } from './grouping.ts';
import { lines, type ScrubbingJson, scrubbing } from './scrubbing.ts';

/** Characters. */
const MAX_NAME = 200;
const MAX_PLATFORM = 64;
/** Entries of the list of domains: each request of a page is compared with all of them. */
export const MAX_DOMAINS = 100;
/** Characters of a domain: the longest that DNS knows, with scheme and port. */
const MAX_DOMAIN_LENGTH = 300;
/** Characters of a token for web servers, and of its header's name. */
const MAX_SECRET = 255;
/** Ids of rules to be switched off; there are some twenty. */
const MAX_DISABLED_RULES = 100;

const name = z.string().trim().min(1, 'This field may not be blank.').max(MAX_NAME);
const slug = z
  .string()
  .max(MAX_SLUG)
  .regex(
    SLUG,
    'Enter a valid slug consisting of lowercase letters, numbers, underscores or hyphens. It cannot be entirely numeric.',
  );
const platform = z
  .string()
  .trim()
  .max(MAX_PLATFORM)
  .nullable()
  .transform(text => text ?? '');
/** Headers that a connection or its other end lives by. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'proxy-connection',
]);

const domain = z
  .string()
  .trim()
  .min(1)
  .max(MAX_DOMAIN_LENGTH)
  .regex(/^\S*$/, 'a domain has no blanks: expected something like example.com or *.example.com');

/** What stands in a header of a request: no line ends, nothing that is not printable. */
const secret = z
  .string()
  .trim()
  .max(MAX_SECRET)
  .regex(/^[\x20-\x7e]*$/, 'expected printable ASCII characters');
const headerName = z
  .string()
  .trim()
  .max(MAX_SECRET)
  .regex(/^[\w!#$%&'*+.^`|~-]*$/, "expected a header's name, such as X-Sentry-Token")
  .refine(name => !RESERVED_HEADERS.has(name.toLowerCase()), 'this header says something else to web servers');

/** Sentry's own forms send switches as text. */
const flag = z.preprocess(value => (value === '1' ? true : value === '0' ? false : value), z.boolean());

/** Inbound filters as they stand among a project's options. The same settings as under `filters/`. */
const options = z.object({
  'filters:blacklisted_ips': lines(ipRange, MAX_SUBFILTERS).optional(),
  'filters:releases': lines(glob, MAX_SUBFILTERS).optional(),
  'filters:error_messages': lines(glob, MAX_SUBFILTERS).optional(),
  'filters:react-hydration-errors': flag.optional(),
  'filters:chunk-load-error': flag.optional(),
  'filters:browser-extensions': flag.optional(),
  'filters:localhost': flag.optional(),
  'filters:web-crawlers': flag.optional(),
  'filters:filtered-transaction': flag.optional(),
  'filters:legacy-browsers': lines(z.enum(LEGACY_BROWSERS), MAX_SUBFILTERS).optional(),
  'sentry:csp_ignored_sources_defaults': flag.optional(),
  'sentry:csp_ignored_sources': lines(pattern, MAX_SUBFILTERS).optional(),
});

/** Whether built files and maps that nobody uploaded are fetched from the web. Sentry's names, but for the domains. */
const scraping = {
  scrapeJavaScript: flag.optional(),
  scrapingDomains: lines(domain, MAX_DOMAINS).optional(),
  securityToken: secret.optional(),
  securityTokenHeader: headerName.nullish(),
  verifySSL: flag.optional(),
};

/** `PUT` of a project: what is left out stays as it is, what nobody knows here is passed over. */
export const projectUpdate = z.object({
  name: name.optional(),
  slug: slug.optional(),
  platform: platform.optional(),
  ...scrubbing,
  scrubProfile: z.enum(['strict', 'sentry', 'off']).optional(),
  disabledScrubRules: z.array(z.string()).max(MAX_DISABLED_RULES).optional(),
  allowedDomains: lines(domain, MAX_DOMAINS).optional(),
  ...scraping,
  /** Hours after which an issue that nobody sees any more is resolved; 0: never. */
  resolveAge: z.coerce.number().int().min(0).max(MAX_RESOLVE_AGE).optional(),
  /** Our own: whether people are told of a release that comes without source maps. */
  tellUnmappedReleases: flag.optional(),
  options: options.optional(),
  ...groupingUpdate,
});
export type ProjectUpdate = z.output<typeof projectUpdate>;
export type ProjectOptions = z.output<typeof options>;

/** `POST` of a project. */
export const newProject = z.object({ name, slug: slug.nullish(), platform: platform.optional() });

/** How files are fetched from the web, as it is shown. */
export interface ScrapingJson {
  scrapeJavaScript: boolean;
  /** Hosts that may be asked. */
  scrapingDomains: readonly string[];
  securityToken: string;
  securityTokenHeader: string | null;
  verifySSL: boolean;
}

/** A project's settings as they are shown. */
export interface ProjectSettingsJson extends ScrubbingJson {
  scrubProfile: 'strict' | 'sentry' | 'off';
  disabledScrubRules: readonly string[];
  allowedDomains: readonly string[];
  tellUnmappedReleases: boolean;
  /** Lists are texts of one entry a line, as Sentry has them. */
  options: Record<keyof ProjectOptions, boolean | string | readonly string[]>;
}
