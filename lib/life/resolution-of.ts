import type { Activity, Resolution } from '../protocol/issue-life.ts';
import type { ResolveIn } from './life-update.ts';
import type { KnownRelease } from './living-issue.ts';
import { followsSemver, greatest, latest } from './release-order.ts';

/** What is known of releases when somebody says in which one an issue is resolved. */
export interface ResolveFacts {
  now: number;
  /** The project's newest releases, newest first. */
  newest: readonly KnownRelease[];
  /** Those that the issue was seen in. */
  seenIn: readonly KnownRelease[];
  /** The newest release that contains the commit, where one was named. */
  withCommit?: KnownRelease;
  /** The first of the releases of the version that was named or a greater one, where there is one already. */
  from?: KnownRelease;
}

export interface Resolved {
  resolution: Resolution;
  activity: Pick<Activity, 'type' | 'data'>;
}

/** The resolution that is kept; `undefined` when there is no release that it could be about. */
export const resolutionOf = (resolve: ResolveIn, facts: ResolveFacts): Resolved | undefined => {
  switch (resolve.in) {
    case 'release':
      return inRelease({ type: 'in_release', release: resolve.version, at: facts.now });
    case 'commit':
      return inCommit(resolve.commit, facts);
    case 'upcoming_release':
      return upcoming(facts);
    case 'next_release':
      return next(facts);
    case 'future_release':
      return future(resolve.version, facts);
  }
};

const inRelease = (resolution: Resolution): Resolved => ({
  resolution,
  activity: {
    type: 'set_resolved_in_release',
    data: {
      version: resolution.type === 'in_release' ? (resolution.release ?? '') : '',
      ...(resolution.type === 'in_future_release' && { future_release_version: resolution.release ?? '' }),
      ...(resolution.currentRelease !== undefined && { current_release_version: resolution.currentRelease }),
    },
  },
});

const inCommit = (commit: { id: string; repository: string }, { now, withCommit }: ResolveFacts): Resolved => ({
  resolution: withCommit
    ? { type: 'in_release', release: withCommit.version, commit, at: now }
    : { type: 'in_commit', commit, at: now },
  activity: { type: 'set_resolved_in_commit', data: { commit: commit.id, repository: commit.repository } },
});

const upcoming = ({ now, newest }: ResolveFacts): Resolved | undefined => {
  const last = latest(newest);
  return last && inRelease({ type: 'in_upcoming_release', release: last.version, at: now });
};

/**
 * By versions the next release is any greater one than the issue was seen in, and that is known at once. By dates it is
 * the first one that was added later; where there is none yet, it is waited for.
 */
const next = ({ now, newest, seenIn }: ResolveFacts): Resolved | undefined => {
  const bySemver = newest[0] !== undefined && followsSemver(newest, (greatest(newest) ?? newest[0]).version);
  const release = bySemver ? greatest(newest) : latest(newest);
  if (!release) return undefined;
  const current = bySemver ? (greatest(seenIn) ?? lastAdded(seenIn)) : lastAdded(seenIn);
  const known = { at: now, ...(current && { currentRelease: current.version }) };
  if (bySemver) return inRelease({ type: 'in_release', release: release.version, ...known });
  const following = current && firstAddedAfter(newest, current);
  return inRelease(
    following
      ? { type: 'in_release', release: following.version, ...known }
      : { type: 'in_next_release', release: release.version, ...known },
  );
};

const future = (version: string, { now, from }: ResolveFacts): Resolved =>
  inRelease(
    from
      ? { type: 'in_release', release: from.version, at: now }
      : { type: 'in_future_release', release: version, at: now },
  );

const lastAdded = (releases: readonly KnownRelease[]): KnownRelease | undefined =>
  releases.toSorted((a, b) => b.dateAdded - a.dateAdded)[0];

const firstAddedAfter = (releases: readonly KnownRelease[], { dateAdded }: KnownRelease): KnownRelease | undefined =>
  releases.filter(release => release.dateAdded > dateAdded).sort((a, b) => a.dateAdded - b.dateAdded)[0];
