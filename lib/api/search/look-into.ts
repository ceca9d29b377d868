import type { Issue } from '../../ports/issue-store.ts';
import type { ApiDeps } from '../api-request.ts';
import type { ListRequest } from './list-issues.ts';
import type { Search } from './search.ts';

/** Reads of issues' tags under way at once. */
const READS_AT_ONCE = 25;

/** What a search asks of an issue beside its own row: a read of its tags each, one of the caller's marks for several. */
export const lookIntoIssues = (
  deps: Pick<ApiDeps, 'stats' | 'marks'>,
  userId: string,
  { tagConditions, markConditions }: Search,
): Pick<ListRequest, 'lookInto'> => {
  if (tagConditions.length + markConditions.length === 0) return {};
  const byMarks = async (issues: readonly Issue[]): Promise<readonly Issue[]> => {
    if (markConditions.length === 0 || issues.length === 0) return issues;
    const marks = await deps.marks.of(
      userId,
      issues.map(({ id }) => id),
    );
    return issues.filter(({ id }) => markConditions.every(holds => holds(marks.get(id) ?? {})));
  };
  const byTags = async (issue: Issue): Promise<Issue[]> => {
    const tags = await deps.stats.tags(issue);
    return tagConditions.every(holds => holds(tags)) ? [issue] : [];
  };
  return {
    lookInto: async issues => {
      const marked = await byMarks(issues);
      if (tagConditions.length === 0) return marked;
      const found: Issue[] = [];
      for (let from = 0; from < marked.length; from += READS_AT_ONCE) {
        found.push(...(await Promise.all(marked.slice(from, from + READS_AT_ONCE).map(byTags))).flat());
      }
      return found;
    },
  };
};
