import { isRelease } from '../normalize/release.ts';
import { type MapCounts, sumMapCounts } from '../ports/release-counts.ts';
import type { IssueShare, ReleaseUse } from '../ports/tally-store.ts';
import type { MapCoverage } from '../symbolicate/map-coverage.ts';
import type { DigestEvent } from './digest-event.ts';

const DAY_LENGTH = '2026-11-22'.length;

type Seen = Pick<DigestEvent, 'event' | 'received' | 'maps'>;

/** What the events of some shares say of releases: each release, day and environment once. By receipt, as totals are. */
export const releaseUses = (shares: readonly IssueShare[]): ReleaseUse[] => {
  const uses = new Map<string, ReleaseUse>();
  for (const share of shares) {
    // Shares are made of digest events in this room.
    for (const [place, event] of (share.events as DigestEvent[]).entries()) {
      const isBirth = share.issue.kind === 'new' && place === 0;
      const use = useOf(event);
      if (use) add(uses, isBirth ? { ...use, newIssues: 1 } : use);
    }
  }
  return [...uses.values()];
};

/** The row that an event is counted in with its release; `undefined` where it names none. */
export const releaseRowOf = (event: Seen): string | undefined => {
  const use = useOf(event);
  return use && nameOf(use);
};

const nameOf = ({ day, environment, version }: ReleaseUse): string => `${day}/${environment}/${version}`;

const add = (uses: Map<string, ReleaseUse>, use: ReleaseUse): void => {
  const known = uses.get(nameOf(use));
  const maps = sumMapCounts([known?.maps, use.maps]);
  uses.set(nameOf(use), {
    ...use,
    ...(maps && { maps }),
    events: use.events + (known?.events ?? 0),
    newIssues: use.newIssues + (known?.newIssues ?? 0),
  });
};

const useOf = ({ event: { release: version, environment = '' }, received, maps }: Seen): ReleaseUse | undefined => {
  if (!isReleaseOfRow(version)) return undefined;
  return {
    version,
    day: dayOf(received),
    environment: environment.isWellFormed() ? environment : '',
    events: 1,
    newIssues: 0,
    ...(maps && { maps: countsOf(maps) }),
  };
};

/** UTC. @param time milliseconds since 1970 */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, DAY_LENGTH);

/** As `seeReleases` makes them: what is no name of a release is no key of a row either. */
export const isReleaseOfRow = (version: string | undefined): version is string =>
  version !== undefined && isRelease(version) && version.isWellFormed();

const countsOf = ({ coverage, missing }: MapCoverage): MapCounts => ({
  mapped: coverage === 'mapped' ? 1 : 0,
  partly: coverage === 'partly' ? 1 : 0,
  unmapped: coverage === 'unmapped' ? 1 : 0,
  reasons: missing ? { [missing.fault]: 1 } : {},
});
