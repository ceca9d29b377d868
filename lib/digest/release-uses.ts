import { isRelease } from '../normalize/release.ts';
import type { IssueShare, ReleaseUse } from '../ports/tally-store.ts';
import type { DigestEvent } from './digest-event.ts';

const DAY_LENGTH = '2026-11-22'.length;

type Seen = Pick<DigestEvent, 'event' | 'received'>;

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
  uses.set(nameOf(use), {
    ...use,
    events: use.events + (known?.events ?? 0),
    newIssues: use.newIssues + (known?.newIssues ?? 0),
  });
};

const useOf = ({ event: { release: version, environment = '' }, received }: Seen): ReleaseUse | undefined => {
  // As `seeReleases` makes them: what is no name of a release is no key of a row either.
  if (version === undefined || !isRelease(version) || !version.isWellFormed()) return undefined;
  const day = new Date(received).toISOString().slice(0, DAY_LENGTH);
  return { version, day, environment: environment.isWellFormed() ? environment : '', events: 1, newIssues: 0 };
};
