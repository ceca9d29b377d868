import { byNewest, positionOf, type Release, type ReleasePosition, type ReleaseStore } from '../ports/release-store.ts';

/** Releases that one request looks at, whatever it is looking for; the cursor leads on from there. */
export const MAX_RELEASE_ROWS = 1_000;
/** Releases that are read at once. */
const MAX_PAGE = 100;

export interface ReleaseListRequest {
  /** Ids. */
  projects: readonly string[];
  limit: number;
  /** How far the list was read. */
  position: ReleasePosition | undefined;
  keep: (release: Release) => boolean;
}

export interface ReleaseList {
  /** The releases of one version together, newest first. */
  versions: Release[][];
  /** Where to read on; `undefined` at the end. */
  next: ReleasePosition | undefined;
}

/** The list of one project that is being read. */
interface Reading {
  projectId: string;
  rows: Release[];
  /** Where its next page begins; `undefined` at its end. */
  next: { before: ReleasePosition | undefined } | undefined;
}

/**
 * The releases of several projects as one list, newest first. One version of several projects stands where the newest
 * of them does, and nowhere else, so that no page shows again what another one has shown.
 */
export const listReleases = async (
  store: Pick<ReleaseStore, 'newest' | 'find'>,
  { projects, limit, position, keep }: ReleaseListRequest,
): Promise<ReleaseList> => {
  const readings = projects.map((projectId): Reading => ({ projectId, rows: [], next: { before: position } }));
  const pageSize = Math.max(1, Math.min(MAX_PAGE, Math.floor(MAX_RELEASE_ROWS / Math.max(1, projects.length))));
  const versions = new Map<string, Release[]>();
  let place = position;
  let rowsLeft = MAX_RELEASE_ROWS;
  for (;;) {
    const waiting = readings.filter(({ rows, next }) => rows.length === 0 && next);
    if (waiting.length > 0 && rowsLeft <= 0) return { versions: [...versions.values()], next: place };
    const read = await Promise.all(waiting.map(reading => turnPage(store, reading, pageSize)));
    rowsLeft -= read.reduce((sum, rows) => sum + rows, 0);
    if (readings.some(({ rows, next }) => rows.length === 0 && next)) continue;
    const release = takeNewest(readings);
    if (!release) return { versions: [...versions.values()], next: undefined };
    if (versions.size === limit && !versions.has(release.version))
      return { versions: [...versions.values()], next: place };
    place = positionOf(release);
    if (!keep(release) || versions.has(release.version)) continue;
    rowsLeft -= 1;
    const same = projects.length === 1 ? [release] : await store.find(projects, release.version);
    if (same.length > 0 && same.every(other => byNewest(positionOf(release), positionOf(other)) <= 0))
      versions.set(release.version, same);
  }
};

/** Returns how many rows were read, at least one, so that an empty page counts too. */
const turnPage = async (store: Pick<ReleaseStore, 'newest'>, reading: Reading, limit: number): Promise<number> => {
  const before = reading.next?.before;
  const page = await store.newest(reading.projectId, { limit, ...(before && { before }) });
  reading.rows = page.releases;
  reading.next = page.next && { before: page.next };
  return Math.max(1, page.releases.length);
};

const takeNewest = (readings: readonly Reading[]): Release | undefined => {
  const leading = readings
    .filter(({ rows }) => rows.length > 0)
    .reduce<Reading | undefined>((best, one) => (best && !isNewer(one.rows[0], best.rows[0]) ? best : one), undefined);
  return leading?.rows.shift();
};

const isNewer = (one: Release | undefined, other: Release | undefined): boolean =>
  one !== undefined && other !== undefined && byNewest(positionOf(one), positionOf(other)) < 0;
