import * as z from 'zod';
import { parseTimestamp } from '../../normalize/parse-timestamp.ts';
import { isEnvironment, isRelease, MAX_RELEASE_CHARS } from '../../normalize/release.ts';
import {
  COMMIT_ID,
  type CommitAuthor,
  type CommitFile,
  MAX_RELEASE_COMMITS,
  type ReleaseCommit,
} from '../../ports/release-store.ts';
import { days } from './adoption.ts';
import { MAX_QUERY } from './listing.ts';

/** Characters, as Sentry's where it says so. */
const MAX_REF = 250;
const MAX_URL = 2_048;
const MAX_REPOSITORY = 200;
const MAX_DEPLOY_NAME = 64;
const MAX_DATE = 40;
/** Projects that one request may name: as many as an organization has. */
const MAX_PROJECTS = 50;
/** Repositories of one release. */
const MAX_REFS = 50;
/** Characters. */
const MAX_COMMIT_MESSAGE = 4_096;
const MAX_AUTHOR_NAME = 128;
const MAX_AUTHOR_EMAIL = 200;
const MAX_PATH = 510;
/** Files of a commit, and the characters of all their paths: a commit fits into a row with room to spare. */
const MAX_COMMIT_FILES = 1_000;
const MAX_COMMIT_PATH_CHARS = 60_000;
/** Files that a request may name of a commit; those beyond the bounds above are passed over. */
const MAX_SENT_FILES = 100_000;
/** `previous..commit`: what older tools send as one text. */
const RANGE = /^.*\.\./;

const version = z
  .string()
  .trim()
  .refine(
    name => isRelease(name) && name.isWellFormed(),
    `a release has 1 to ${MAX_RELEASE_CHARS} characters, no slashes, tabs or line breaks, and another name than ".", ".." or "latest"`,
  );
const date = z
  .string()
  .max(MAX_DATE)
  .transform((text, context) => {
    const seconds = parseTimestamp(text);
    if (seconds !== undefined && seconds >= 0) return Math.round(seconds * 1_000);
    context.addIssue('expected an ISO 8601 time, like 2026-11-22T14:03:12Z');
    return z.NEVER;
  });
/** It becomes a link on pages of others: nothing but the web. */
const url = z.union([
  z.literal(''),
  z.url({ protocol: /^https?$/, error: 'expected an address that begins with http:// or https://' }).max(MAX_URL),
]);
const commitId = z.string().regex(COMMIT_ID, 'expected at most 64 letters, digits and signs, without # and blanks');
const repository = z.string().trim().max(MAX_REPOSITORY);

/** What is longer is cut, not refused: a commit is written before anybody thinks of Allim. */
const cutText = (most: number) =>
  z
    .string()
    .transform(text => text.slice(0, most).toWellFormed().trim())
    .nullish();
/** `{path, type}` of a file; what is no such thing is passed over. */
const changedFiles = z
  .array(z.unknown())
  .max(MAX_SENT_FILES)
  .transform(files => readFiles(files))
  .nullish();
const commit = z
  .object({
    id: commitId,
    repository: repository.nullish(),
    timestamp: date.nullish(),
    message: cutText(MAX_COMMIT_MESSAGE),
    author_name: cutText(MAX_AUTHOR_NAME),
    author_email: cutText(MAX_AUTHOR_EMAIL),
    patch_set: changedFiles,
  })
  .transform(({ id, repository, timestamp, message, author_name, author_email, patch_set }): ReleaseCommit => {
    const author: CommitAuthor = {
      ...(author_name && { name: author_name }),
      ...(author_email && { email: author_email }),
    };
    return {
      id,
      ...(repository && { repository }),
      ...(timestamp != null && { timestamp }),
      ...(message && { message }),
      ...(Object.keys(author).length > 0 && { author }),
      ...(patch_set && { files: patch_set }),
    };
  });
/** `previousCommit` is where tools begin to count; Allim has no way to the repository and asks nothing more of it. */
const ref = z.object({
  repository,
  commit: z.preprocess(value => (typeof value === 'string' ? value.replace(RANGE, '') : value), commitId),
  previousCommit: z.string().max(MAX_REF).nullish(),
});

/** As many as fit, in their order. */
const readFiles = (files: readonly unknown[]): CommitFile[] => {
  const read: CommitFile[] = [];
  let room = MAX_COMMIT_PATH_CHARS;
  for (const file of files) {
    const { success, data } = changedFile.safeParse(file);
    if (!success) continue;
    room -= data.path.length;
    if (room < 0 || read.length === MAX_COMMIT_FILES) break;
    read.push(data);
  }
  return read;
};
const changedFile = z.object({
  path: z
    .string()
    .min(1)
    .max(MAX_PATH)
    .refine(text => text.isWellFormed()),
  /** A file that was renamed, or changed its type, was modified. */
  type: z.enum(['A', 'M', 'D']).catch('M'),
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

/** Who wrote a commit. There are no accounts: the id is made of the address, or of the name. */
export interface AuthorJson {
  id: string;
  name: string;
  email: string;
}

export interface CommitJson {
  id: string;
  message: string | null;
  author: AuthorJson | null;
  dateCreated: string | null;
  repository: { name: string } | null;
  pullRequest: null;
  suspectCommitType: string;
}

/** A file that a commit of a release changed. */
export interface CommitFileJson {
  /** Of the commit. */
  id: string;
  author: AuthorJson | null;
  commitMessage: string | null;
  filename: string;
  type: 'A' | 'M' | 'D';
  repoName: string | null;
}

/** Events whose own frames were all mapped, some of them, or none; `reasons` of those that were not all, most frequent first. */
export interface MapsJson {
  mapped: number;
  partly: number;
  unmapped: number;
  /** The word of `data.symbolication` of the frame nearest to the throw. */
  reasons: { reason: string; events: number }[];
}

/** What of a release came in. Allim's own. */
export interface AdoptionJson {
  version: string;
  project: string;
  firstEvent: string | null;
  lastEvent: string | null;
  events: number;
  newGroups: number;
  /** `null`: none of its events had frames that a map is for. */
  maps: MapsJson | null;
  /** By environment (`null`: events that named none), most events first. */
  environments: { environment: string | null; events: number; newGroups: number; maps: MapsJson | null }[];
  /** By day (UTC, of receipt), oldest first. `share`: of all events of the project that were counted on that day; `null` where it has none. */
  days: { date: string; events: number; newGroups: number; maps: MapsJson | null; share: number | null }[];
  /** `false`: there are more days and environments than one answer counts. */
  complete: boolean;
}

export interface DeployJson {
  id: string;
  environment: string;
  name: string | null;
  url: string | null;
  dateStarted: string | null;
  dateFinished: string;
}
