import { isPending, type ReleaseFacts, resolutionAfterRelease } from '../life/after-release.ts';
import { writeOf } from '../life/write-of.ts';
import type { Clock } from '../ports/clock.ts';
import type { Issue, IssueStore } from '../ports/issue-store.ts';
import type { PendingResolutions } from '../ports/pending-resolutions.ts';
import type { ReleaseFollower } from '../ports/release-follower.ts';
import type { Release, ReleaseStore } from '../ports/release-store.ts';
import type { Activity, LifeChange } from '../protocol/issue-life.ts';

/** Issues that are read together, and changed side by side. */
const PAGE = 25;
/** Others may change the same issue at the same moment: it is read and decided again, this often at most. */
const MAX_TRIES = 8;

export interface CompleteDeps {
  clock: Clock;
  issues: Pick<IssueStore, 'get' | 'change'>;
  releases: Pick<ReleaseStore, 'get' | 'commits'>;
  pending: PendingResolutions;
}

/** Issues that wait for a release are resolved in it, once it is there. What is done stays done: safe twice. */
export const completeResolutions = (deps: CompleteDeps): ReleaseFollower => ({
  follow: async made => {
    let after: string | undefined;
    do {
      const ids = await deps.pending.list(made.projectId, { limit: PAGE, ...(after !== undefined && { after }) });
      if (ids.length > 0) await completePage(deps, made, ids);
      after = ids.length < PAGE ? undefined : ids.at(-1);
    } while (after !== undefined);
  },
});

const completePage = async (deps: CompleteDeps, made: Release, ids: readonly string[]): Promise<void> => {
  const issues = await deps.issues.get(ids);
  const facts = await factsOf(deps, made, [...issues.values()]);
  await Promise.all(ids.map(id => completeOne(deps, made.projectId, { id, issue: issues.get(id), facts })));
};

/** The releases that the resolutions name, and the commits of the new one where some issue waits for a commit. */
const factsOf = async ({ releases }: CompleteDeps, made: Release, issues: readonly Issue[]): Promise<ReleaseFacts> => {
  const resolutions = issues.flatMap(({ life }) => life.resolution ?? []);
  const named = [...new Set(resolutions.flatMap(({ release }) => release ?? []))];
  const waits = resolutions.some(({ type }) => type === 'in_commit');
  const [known, commits] = await Promise.all([
    releases.get(made.projectId, named),
    waits ? releases.commits(made.projectId, made.version) : [],
  ]);
  const contained = new Set(commits.map(({ id }) => id));
  return { made, releases: known, contains: commitId => contained.has(commitId) };
};

const completeOne = async (
  deps: CompleteDeps,
  projectId: string,
  { id, issue: found, facts }: { id: string; issue: Issue | undefined; facts: ReleaseFacts },
): Promise<void> => {
  let issue = found;
  for (let tried = 0; tried < MAX_TRIES; tried++) {
    // Reopened, resolved otherwise, merged, or gone: it waits for nothing any more.
    if (issue?.id !== id || issue.status !== 'resolved' || !isPending(issue.life.resolution))
      return deps.pending.delete(projectId, id);
    const change = completed(issue, facts, deps.clock.now());
    if (!change) return;
    const result = await deps.issues.change(id, issue.lifeVersion, writeOf(issue, change, deps.clock.now()));
    if (result === 'changed') return deps.pending.delete(projectId, id);
    issue = (await deps.issues.get([id])).get(id);
  }
  throw new Error('an issue that waits for a release was changed by others each time');
};

const completed = (issue: Issue, facts: ReleaseFacts, at: number): LifeChange | undefined => {
  const life = resolutionAfterRelease(issue, facts);
  if (!life) return undefined;
  const activity: Activity = { type: 'set_resolved_in_release', at, data: { version: facts.made.version } };
  return { status: issue.status, substatus: issue.substatus, life, activity };
};
