import { type Issue, idsOf, MAX_MERGED_ISSUES } from '../ports/issue-store.ts';
import type { ApiDeps } from './api-request.ts';
import type { Caller } from './authenticate.ts';
import { notFound, Refusal } from './refusal.ts';

/** What was merged, in Sentry's words. */
export interface MergedJson {
  parent: string;
  children: string[];
}

/**
 * From now on one of the issues shows what all of them bring: the one with most events, as in Sentry. One after the
 * other: who asks again after an interruption merges the rest.
 */
export const mergeIssues = async (
  deps: Pick<ApiDeps, 'clock' | 'issues'>,
  caller: Caller,
  issues: readonly Issue[],
): Promise<MergedJson> => {
  const [primary, ...others] = issues.toSorted(byFrequency);
  if (!primary || others.length === 0) throw new Refusal(400, 'merge: at least two different issues have to be named');
  if (new Set(issues.map(({ projectId }) => projectId)).size > 1)
    throw new Refusal(400, 'Merging across multiple projects is not supported');
  if (issues.flatMap(idsOf).length - 1 > MAX_MERGED_ISSUES) throw tooMany();
  const by = { at: deps.clock.now(), user: caller.user };
  for (const { id } of others) {
    const result = await deps.issues.merge(primary.id, id, by);
    if (result === 'full') throw tooMany();
    if (result === 'gone') throw notFound();
    if (result === 'unready') throw new Refusal(409, 'merge: an issue was opened just now; try again in a minute');
  }
  return { parent: primary.id, children: others.map(({ id }) => id) };
};

/** Most events first; of as many, the youngest. */
const byFrequency = (a: Issue, b: Issue): number => b.count - a.count || (BigInt(b.id) > BigInt(a.id) ? 1 : -1);

const tooMany = (): Refusal =>
  new Refusal(400, `merge: an issue shows at most ${MAX_MERGED_ISSUES} others; what was merged into one counts too`);
