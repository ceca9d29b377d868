import * as z from 'zod';
import { isEnvironment, isRelease, MAX_RELEASE_CHARS } from '../../normalize/release.ts';
import { MAX_RELEASE_COMMITS } from '../../ports/release-store.ts';
import { days, type MapsJson } from './adoption.ts';
import { type AuthorJson, type CommitJson, commit, commitId, repository } from './commit.ts';
import { date } from './date.ts';
import { MAX_QUERY } from './listing.ts';

/** Characters, as Sentry's where it says so. */
const MAX_REF = 250;
const MAX_URL = 2_048;
const MAX_DEPLOY_NAME = 64;
/** Projects that one request may name: as many as an organization has. */
const MAX_PROJECTS = 50;
/** Repositories of one release. */
const MAX_REFS = 50;
/** `previous..commit`: what older tools send as one text. */
const RANGE = /^.*\.\./;

const version = z
  .string()
  .trim()
  .refine(
    name => isRelease(name) && name.isWellFormed(),
    `a release has 1 to ${MAX_RELEASE_CHARS} characters, no slashes, tabs or line breaks, and another name than ".", ".." or "latest"`,
  );
/** It becomes a link on pages of others: nothing but the web. */
const url = z.union([
  z.literal(''),
  z.url({ protocol: /^https?$/, error: 'expected an address that begins with http:// or https://' }).max(MAX_URL),
]);
/** `previousCommit` is where tools begin to count; Allim has no way to the repository and asks nothing more of it. */
const ref = z.object({
  repository,
  commit: z.preprocess(value => (typeof value === 'string' ? value.replace(RANGE, '') : value), commitId),
  previousCommit: z.string().max(MAX_REF).nullish(),
});

const fields = {
  ref: z.string().trim().max(MAX_REF).nullish(),
  url: url.nullish(),
  dateReleased: date.nullish(),
  status: z.enum(['open', 'archived']).nullish(),
  commits: z.array(commit).max(MAX_RELEASE_COMMITS).nullish(),
  refs: z.array(ref).max(MAX_REFS).nullish(),
};

/** `PUT` of a release: what is left out, or null, stays as it is. */
export const releaseUpdate = z.object(fields);
export type ReleaseUpdate = z.output<typeof releaseUpdate>;

/** `POST` of a release; below a project in the path `projects` is passed over. */
export const newRelease = z.object({
  version,
  projects: z
    .array(z.union([z.string().max(100), z.number().int().transform(String)]))
    .max(MAX_PROJECTS)
    .nullish(),
  ...fields,
});

export const newDeploy = z.object({
  environment: z
    .string()
    .trim()
    .refine(
      name => isEnvironment(name) && name.isWellFormed(),
      'an environment has 1 to 64 characters, no slashes or line breaks, and another name than "none"',
    ),
  name: z.string().trim().max(MAX_DEPLOY_NAME).nullish(),
  url: url.nullish(),
  dateStarted: date.nullish(),
  dateFinished: date.nullish(),
  projects: z.array(z.string().max(100)).max(MAX_PROJECTS).nullish(),
});
export type NewDeploy = z.output<typeof newDeploy>;

/** What a list of releases takes besides limit and cursor. */
export const releaseListing = z.object({
  query: z.string().max(MAX_QUERY).optional(),
  status: z.enum(['', 'open', 'archived']).optional(),
  /** `build` is Sentry's name of the same order. */
  sort: z.enum(['date', 'semver', 'build'], 'expected date or semver; Allim has no other order').default('date'),
  project: z.array(z.string().max(100)).max(MAX_PROJECTS),
  statsPeriod: days.optional(),
});

/** A place in a list of releases. Milliseconds since 1970, up to the year 9999. */
const MAX_TIME = 253_402_300_799_999;
export const releasePosition = z.object({
  date: z.number().int().min(0).max(MAX_TIME),
  version: z
    .string()
    .max(2 * MAX_RELEASE_CHARS)
    .refine(text => text.isWellFormed()),
});

/** A place in the list by versions: `versionRank`. */
export const rankPosition = z.object({
  rank: z
    .string()
    .max(1_024)
    .refine(text => text.isWellFormed()),
});

/** A place in a list that is read as a whole: rows that are behind. */
export const offset = z.object({ offset: z.number().int().min(0).max(1_000_000) });

/** A release in Sentry's words. Times are ISO 8601 in UTC. */
export interface ReleaseJson {
  /** Made of the version: the same wherever it is asked for. */
  id: number;
  version: string;
  shortVersion: string;
  versionInfo: VersionInfoJson;
  status: 'open' | 'archived';
  dateCreated: string;
  dateReleased: string | null;
  ref: string | null;
  url: string | null;
  commitCount: number;
  lastCommit: CommitJson | null;
  deployCount: number;
  lastDeploy: DeployJson | null;
  /** Of its commits, at most 25. */
  authors: AuthorJson[];
  /** Issues whose first event named it, within the last year; of all its projects. */
  newGroups: number;
  /** Allim's own: events that named it, within the last year, and how their frames were mapped when they came. */
  events: number;
  /** Who was affected by them, `null` of a release of several projects; exact up to 512, else an estimate. */
  userCount: number | null;
  userCountExact: boolean;
  maps: MapsJson | null;
  /** When people were told that it came without source maps. */
  unmappedTold: string | null;
  /** By the days that `statsPeriod` asks for (UTC, Unix seconds of their beginning), oldest first. */
  stats?: Record<string, [time: number, events: number][]>;
  /** Of the same days, by environment, most events first; `null`: they named none. */
  environments?: { environment: string | null; events: number }[];
  data: Record<string, never>;
  firstEvent: string | null;
  lastEvent: string | null;
  owner: null;
  projects: ReleaseProjectJson[];
}

/** A release as an issue names it. */
export type NamedReleaseJson = Pick<
  ReleaseJson,
  | 'id'
  | 'version'
  | 'shortVersion'
  | 'versionInfo'
  | 'status'
  | 'dateCreated'
  | 'dateReleased'
  | 'ref'
  | 'url'
  | 'firstEvent'
  | 'lastEvent'
>;

export interface VersionInfoJson {
  package: string | null;
  version: {
    raw: string;
    major?: number;
    minor?: number;
    patch?: number;
    pre?: string | null;
    buildCode?: string | null;
    components?: number;
  };
  description: string;
  buildHash: string | null;
}

export interface ReleaseProjectJson {
  /** A number here, as in Sentry, though text elsewhere. */
  id: number;
  slug: string;
  name: string;
  platform: string;
  platforms: string[];
  newGroups: number;
  hasHealthData: false;
}

export interface DeployJson {
  id: string;
  environment: string;
  name: string | null;
  url: string | null;
  dateStarted: string | null;
  dateFinished: string;
}
