import { changeOf } from '../life/change-of.ts';
import { fixedIssues } from '../life/fixed-issues.ts';
import { writeOf } from '../life/write-of.ts';
import type { Issue } from '../ports/issue-store.ts';
import type { Release, ReleaseCommit } from '../ports/release-store.ts';
import type { ApiDeps } from './api-request.ts';
import { inTurns } from './in-turns.ts';

export type FixDeps = Pick<ApiDeps, 'clock' | 'issues' | 'releases'>;

/** Issues that one request resolves. */
const MAX_FIXED = 200;
/** Others may change the same issue at the same moment: it is read and decided again, this often at most. */
const MAX_TRIES = 8;

interface Fix {
  shortId: string;
  commit: ReleaseCommit;
}

/**
 * Issues of the release's project that its commits say they fix are resolved in it. Commits that it had before did that
 * already: who says them again does not close anew what has come back meanwhile. Ids of nobody's issues are passed over.
 */
export const resolveFixed = async (
  deps: FixDeps,
  organization: string,
  release: Release,
  commits: readonly ReleaseCommit[],
): Promise<void> => {
  const named = fixesOf(commits);
  if (named.length === 0) return;
  const before = await deps.releases.commits(release.projectId, release.version);
  const known = new Set(before.map(({ id }) => id));
  const fixes = named.filter(({ commit }) => !known.has(commit.id)).slice(0, MAX_FIXED);
  await inTurns(fixes, async ({ shortId, commit }) => {
    const issue = await deps.issues.findByShortId(organization, shortId);
    if (issue?.projectId === release.projectId) await resolve(deps, issue, { release, commit });
  });
};

/** Each issue once: what is said first, by the newest commit, counts. */
const fixesOf = (commits: readonly ReleaseCommit[]): Fix[] => {
  const fixes = new Map<string, Fix>();
  for (const commit of commits)
    for (const shortId of fixedIssues(commit.message ?? '')) {
      if (!fixes.has(shortId)) fixes.set(shortId, { shortId, commit });
    }
  return [...fixes.values()];
};

const resolve = async (
  deps: FixDeps,
  found: Issue,
  { release, commit }: { release: Release; commit: ReleaseCommit },
): Promise<void> => {
  const { id, repository = '' } = commit;
  let issue: Issue | undefined = found;
  for (let tried = 0; issue && tried < MAX_TRIES; tried++) {
    if (issue.status === 'resolved' && issue.life.resolution?.commit?.id === id) return;
    const now = deps.clock.now();
    const change = changeOf(
      issue,
      { status: 'resolved', resolve: { in: 'commit', commit: { id, repository } } },
      // Who wrote the commit stands in the commit, and nowhere else: there a person's erasure finds it.
      { now, single: true, releases: { newest: [], seenIn: [], withCommit: release } },
    );
    if (change === 'unchanged' || change === 'no_releases') return;
    if ((await deps.issues.change(issue.id, issue.lifeVersion, writeOf(issue, change, now))) !== 'outdated') return;
    issue = (await deps.issues.get([issue.id])).get(issue.id);
  }
  if (issue) throw new Error('an issue that a commit fixes was changed by others each time');
};
