import { compareRanks, versionRank } from '../life/version-rank.ts';
import { byNewest, positionOf, type Release, type ReleasePosition, type ReleaseStore } from '../ports/release-store.ts';

/** Releases that one request looks at, whatever it is looking for; the cursor leads on from there. */
export const MAX_RELEASE_ROWS = 1_000;
/** Releases that are read at once. */
const MAX_PAGE = 100;

export interface ReleaseListRequest {
  /** Ids. */
  projects: readonly string[];
  limit: number;
  /** Newest first, or the greatest version first. */
  order: ReleaseOrder['by'];
  /** How far the list was read. */
  position: ReleasePlace | undefined;
  keep: (release: Release) => boolean;
}

export interface ReleaseList {
  /** The releases of one version together, newest first. */
  versions: Release[][];
  /** Where to read on; `undefined` at the end. */
  next: ReleasePlace | undefined;
}

/** By date, or a rank. */
export type ReleasePlace = ReleasePosition | string;

/** How releases are sorted, and read in that order. */
interface ReleaseOrder {
  by: 'date' | 'version';
  placeOf: (release: Release) => ReleasePlace;
  /** Negative: the first one is further up in the list. */
  compare: (one: Release, other: Release) => number;
  page: (
    store: Store,
    projectId: string,
    options: { limit: number; before: ReleasePlace | undefined },
  ) => Promise<{ releases: Release[]; next?: ReleasePlace }>;
}

type Store = Pick<ReleaseStore, 'newest' | 'greatest' | 'find'>;

const ORDERS: Readonly<Record<ReleaseOrder['by'], ReleaseOrder>> = {
  date: {
    by: 'date',
    placeOf: positionOf,
    compare: (one, other) => byNewest(positionOf(one), positionOf(other)),
    page: (store, projectId, { limit, before }) =>
      store.newest(projectId, { limit, ...(typeof before === 'object' && { before }) }),
  },
  version: {
    by: 'version',
    placeOf: versionRank,
    compare: (one, other) => compareRanks(versionRank(one), versionRank(other)),
    page: (store, projectId, { limit, before }) =>
      store.greatest(projectId, { limit, ...(typeof before === 'string' && { before }) }),
  },
};

/** The list of one project that is being read. */
interface Reading {
  projectId: string;
  rows: Release[];
  /** Where its next page begins; `undefined` at its end. */
  next: { before: ReleasePlace | undefined } | undefined;
}

/**
 * The releases of several projects as one list. One version of several projects stands where the first of them does,
 * and nowhere else, so that no page shows again what another one has shown.
 */
export const listReleases = async (
  store: Store,
  { projects, limit, order: by, position, keep }: ReleaseListRequest,
): Promise<ReleaseList> => {
  const order = ORDERS[by];
  const readings = projects.map((projectId): Reading => ({ projectId, rows: [], next: { before: position } }));
  const pageSize = Math.max(1, Math.min(MAX_PAGE, Math.floor(MAX_RELEASE_ROWS / Math.max(1, projects.length))));
  const versions = new Map<string, Release[]>();
  let place = position;
  let rowsLeft = MAX_RELEASE_ROWS;
  for (;;) {
    const waiting = readings.filter(({ rows, next }) => rows.length === 0 && next);
    if (waiting.length > 0 && rowsLeft <= 0) return { versions: [...versions.values()], next: place };
    const read = await Promise.all(waiting.map(reading => turnPage(store, order, reading, pageSize)));
    rowsLeft -= read.reduce((sum, rows) => sum + rows, 0);
    if (readings.some(({ rows, next }) => rows.length === 0 && next)) continue;
    const release = takeFirst(readings, order);
    if (!release) return { versions: [...versions.values()], next: undefined };
    if (versions.size === limit && !versions.has(release.version))
      return { versions: [...versions.values()], next: place };
    place = order.placeOf(release);
    if (!keep(release) || versions.has(release.version)) continue;
    rowsLeft -= 1;
    const same = projects.length === 1 ? [release] : await store.find(projects, release.version);
    if (same.length > 0 && same.every(other => order.compare(release, other) <= 0)) versions.set(release.version, same);
  }
};

/** Returns how many rows were read, at least one, so that an empty page counts too. */
const turnPage = async (store: Store, order: ReleaseOrder, reading: Reading, limit: number): Promise<number> => {
  const page = await order.page(store, reading.projectId, { limit, before: reading.next?.before });
  reading.rows = page.releases;
  reading.next = page.next === undefined ? undefined : { before: page.next };
  return Math.max(1, page.releases.length);
};

const takeFirst = (readings: readonly Reading[], { compare }: ReleaseOrder): Release | undefined => {
  const leading = readings.reduce<Reading | undefined>((best, one) => {
    const [first] = one.rows;
    const [bestFirst] = best?.rows ?? [];
    return first && (!bestFirst || compare(first, bestFirst) < 0) ? one : best;
  }, undefined);
  return leading?.rows.shift();
};
