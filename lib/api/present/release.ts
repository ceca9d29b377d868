import { createHash } from 'node:crypto';
import { parseRelease } from '../../normalize/parse-release.ts';
import type { UserCount } from '../../ports/issue-stats.ts';
import type { Project } from '../../ports/project-store.ts';
import type { ReleaseDayCount } from '../../ports/release-counts.ts';
import { byNewest, type Deploy, MAX_RELEASE_AUTHORS, positionOf, type Release } from '../../ports/release-store.ts';
import { authorKey } from '../../protocol/commit-author.ts';
import type { AuthorJson } from '../contract/commit.ts';
import type {
  DeployJson,
  NamedReleaseJson,
  ReleaseJson,
  ReleaseProjectJson,
  VersionInfoJson,
} from '../contract/release.ts';
import { presentAuthor, presentCommit } from './commit.ts';
import { presentMaps } from './maps.ts';
import { presentSeries, type Series } from './series.ts';
import { isoTime } from './time.ts';

/** Hex digits of an id: 48 bits, which a number of JSON holds exactly. */
const ID_DIGITS = 12;
/** What git, Mercurial and Subversion mirrors name builds by: 12 to 64 hex digits. */
const BUILD_HASH = /^[0-9a-f]{12,64}$/;

/**
 * A release of one version as one, however many projects have it: the newest of them speaks first.
 * @param releases at least one, all of one version, with their projects
 * @param series the days that are asked for
 */
export const presentRelease = (releases: readonly CountedRelease[], series?: Series): ReleaseJson => {
  const sorted = releases.toSorted((one, other) => byNewest(positionOf(one.release), positionOf(other.release)));
  const all = sorted.map(({ release }) => release);
  const { version, status = 'open', dateReleased } = all[0]!; // at least one, as said above
  const firstEvents = all.flatMap(({ firstEvent }) => firstEvent ?? []);
  const lastEvents = all.flatMap(({ lastEvent }) => lastEvent ?? []);
  const commit = firstOf(all, ({ lastCommit }) => lastCommit);
  const deploys = all.flatMap(({ lastDeploy }) => lastDeploy ?? []);
  const deploy = deploys.toSorted((one, other) => other.dateFinished - one.dateFinished)[0];
  return {
    id: releaseId(version),
    version,
    shortVersion: version,
    versionInfo: presentVersion(version),
    status,
    dateCreated: isoTime(Math.min(...all.map(({ dateAdded }) => dateAdded))),
    dateReleased: timeOrNull(dateReleased),
    ref: firstOf(all, ({ ref }) => ref) || null,
    url: firstOf(all, ({ url }) => url) || null,
    commitCount: Math.max(...all.map(({ commitCount = 0 }) => commitCount)),
    lastCommit: commit ? presentCommit(sorted[0]!.project.organization, commit) : null, // at least one
    deployCount: Math.max(...all.map(({ deployCount = 0 }) => deployCount)),
    lastDeploy: deploy ? presentDeploy(deploy) : null,
    authors: authorsOf(sorted),
    newGroups: sorted.reduce((sum, { newIssues }) => sum + newIssues, 0),
    ...presentCounts(sorted, series),
    data: {},
    firstEvent: firstEvents.length === 0 ? null : isoTime(Math.min(...firstEvents)),
    lastEvent: lastEvents.length === 0 ? null : isoTime(Math.max(...lastEvents)),
    owner: null,
    projects: sorted.map(presentReleaseProject),
  };
};

const releaseId = (version: string): number =>
  Number.parseInt(createHash('sha256').update(version).digest('hex').slice(0, ID_DIGITS), 16);

/** A release of one project, as an issue names it. */
export const presentNamedRelease = (release: Release): NamedReleaseJson => ({
  id: releaseId(release.version),
  version: release.version,
  shortVersion: release.version,
  versionInfo: presentVersion(release.version),
  status: release.status ?? 'open',
  dateCreated: isoTime(release.dateAdded),
  dateReleased: timeOrNull(release.dateReleased),
  ref: release.ref || null,
  url: release.url || null,
  firstEvent: timeOrNull(release.firstEvent),
  lastEvent: timeOrNull(release.lastEvent),
});

export interface ReleaseInProject {
  release: Release;
  project: Project;
}

/** With the issues that it has brought there. */
export interface CountedRelease extends ReleaseInProject {
  newIssues: number;
  /** And what else came in of it. */
  counts: readonly ReleaseDayCount[];
  users: UserCount;
}

const presentCounts = (
  releases: readonly CountedRelease[],
  series: Series | undefined,
): Pick<
  ReleaseJson,
  'events' | 'userCount' | 'userCountExact' | 'maps' | 'unmappedTold' | 'stats' | 'environments'
> => {
  const counts = releases.flatMap(one => one.counts);
  const told = releases.flatMap(({ release }) => release.unmappedTold ?? []);
  return {
    events: counts.reduce((sum, { events }) => sum + events, 0),
    ...presentUsers(releases),
    maps: presentMaps(counts),
    unmappedTold: told.length === 0 ? null : isoTime(Math.min(...told)),
    ...(series && presentDays(counts, series)),
  };
};

/** Nobody is known in two projects as the same. */
const presentUsers = ([first, ...others]: readonly CountedRelease[]): Pick<
  ReleaseJson,
  'userCount' | 'userCountExact'
> =>
  first && others.length === 0
    ? { userCount: first.users.users, userCountExact: first.users.exact }
    : { userCount: null, userCountExact: false };

const presentDays = (
  all: readonly ReleaseDayCount[],
  series: Series,
): Required<Pick<ReleaseJson, 'stats' | 'environments'>> => {
  const counts = all.map(one => ({ ...one, hour: Date.parse(one.day), count: one.events }));
  const asked = counts.filter(({ hour }) => hour >= series.start);
  const sums = [...Map.groupBy(asked, ({ environment }) => environment)].map(([environment, some]) => ({
    environment: environment === '' ? null : environment,
    events: some.reduce((sum, { events }) => sum + events, 0),
  }));
  return {
    stats: { [`${series.length}d`]: presentSeries(series, asked) },
    environments: sums.sort((one, other) => other.events - one.events),
  };
};

const authorsOf = (releases: readonly ReleaseInProject[]): AuthorJson[] => {
  const named = releases.flatMap(({ release, project }) =>
    (release.authors ?? []).map(author => [authorKey(author), presentAuthor(project.organization, author)] as const),
  );
  return [...new Map(named).values()].slice(0, MAX_RELEASE_AUTHORS);
};

export const presentDeploy = ({ id, environment, name, url, dateStarted, dateFinished }: Deploy): DeployJson => ({
  id,
  environment,
  name: name ?? null,
  url: url ?? null,
  dateStarted: timeOrNull(dateStarted),
  dateFinished: isoTime(dateFinished),
});

const presentReleaseProject = ({
  project: { id, slug, name, platform },
  newIssues,
}: CountedRelease): ReleaseProjectJson => ({
  id: Number(id),
  slug,
  name,
  platform,
  platforms: platform === '' ? [] : [platform],
  newGroups: newIssues,
  hasHealthData: false,
});

const presentVersion = (release: string): VersionInfoJson => {
  const parsed = parseRelease(release);
  const { version } = parsed;
  const hash = [version?.build, parsed.raw].find(text => text !== undefined && BUILD_HASH.test(text));
  return {
    package: parsed.package ?? null,
    version: {
      raw: parsed.raw,
      ...(version && {
        major: version.major,
        minor: version.minor,
        patch: version.patch,
        pre: version.pre ?? null,
        buildCode: version.build ?? null,
        components: version.components,
      }),
    },
    description: parsed.description,
    buildHash: hash ?? null,
  };
};

const firstOf = <T>(releases: readonly Release[], read: (release: Release) => T | undefined): T | undefined =>
  releases.map(read).find(value => value !== undefined);

const timeOrNull = (time: number | undefined): string | null => (time === undefined ? null : isoTime(time));
