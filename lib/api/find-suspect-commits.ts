import { findSuspects, type Suspect } from '../life/suspects/find-suspects.ts';
import type { StoredEvent } from '../ports/event-store.ts';
import { positionOf, type Release, type ReleaseCommit } from '../ports/release-store.ts';
import type { ApiDeps } from './api-request.ts';

type Deps = Pick<ApiDeps, 'releases' | 'codeMappings'>;

/** Releases before the event's that are looked through for ones with commits. */
const MAX_EARLIER = 20;
/** Of those, as many are read: Sentry reads five, too. */
const MAX_READ = 5;

/**
 * Commits that touched the files of an event's stack trace: those of its release, else of the last one before it that
 * has such commits. Nothing is read for an event without a release or a stack trace.
 */
export const findSuspectCommits = async (
  deps: Deps,
  { projectId, event }: Pick<StoredEvent, 'projectId' | 'event'>,
): Promise<Suspect<ReleaseCommit>[]> => {
  if (event.release === undefined) return [];
  const release = (await deps.releases.get(projectId, [event.release])).get(event.release);
  if (!release) return [];
  const { mappings } = await deps.codeMappings.get(projectId);
  const among = async ({ version }: Release) =>
    findSuspects(event, await deps.releases.commits(projectId, version), mappings);
  const own = hasCommits(release) ? await among(release) : [];
  if (own.length > 0) return own;
  const earlier = await deps.releases.newest(projectId, { limit: MAX_EARLIER, before: positionOf(release) });
  for (const one of earlier.releases.filter(hasCommits).slice(0, MAX_READ)) {
    const found = await among(one);
    if (found.length > 0) return found;
  }
  return [];
};

const hasCommits = ({ commitCount = 0 }: Release): boolean => commitCount > 0;
