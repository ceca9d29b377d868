import type { Issue, IssueStore } from '../../ports/issue-store.ts';
import type { IssueSort } from '../contract/listing.ts';
import type { IssuePosition } from './issue-position.ts';
import { type IssueList, inOrder, isInPlace, walkIssues } from './issue-sort.ts';
import type { Step } from './issue-walk.ts';

/** Issues that one request looks at, whatever it is looking for; the cursor leads on from there. */
export const MAX_ROWS = 1_000;
/** The same where each issue that fulfils everything else costs a read more. */
export const MAX_LOOKS = 200;
/** Issues that are read at once. */
const MAX_PAGE = 100;

export interface ListRequest {
  lists: readonly IssueList[];
  sort: IssueSort;
  /** How many issues are wanted. */
  limit: number;
  position: IssuePosition | undefined;
  /** Issues last seen before this are left out; milliseconds since 1970. */
  since: number;
  keep: (issue: Issue) => boolean;
  /** Of issues to keep, those that are wanted after a further read of each. */
  lookInto?: (issues: readonly Issue[]) => Promise<readonly Issue[]>;
}

export interface ListAnswer {
  issues: Issue[];
  /** Where to read on; `undefined` at the end. */
  next: IssuePosition | undefined;
}

/** Merges several lists into one and keeps what is looked for. A page is in exact order, pages follow each other by rank. */
export const listIssues = async (
  issues: Pick<IssueStore, 'ranks' | 'newest' | 'get'>,
  request: ListRequest,
): Promise<ListAnswer> => {
  const mostRows = request.lookInto ? MAX_LOOKS : MAX_ROWS;
  // No more is read than is shown, until it turns out that much of it is not what is looked for.
  let size = Math.min(MAX_PAGE, request.limit);
  const walk = walkIssues(issues, request.lists, { ...request, chunk: size + 1 });
  const found: Issue[] = [];
  let position = request.position;
  for (let looked = 0; looked < mostRows; ) {
    const steps = await walk.take(Math.min(size, mostRows - looked));
    looked += steps.length;
    size = Math.min(MAX_PAGE, 2 * size);
    const wanted = await chooseWanted(request, steps);
    for (const step of steps) {
      if (found.length === request.limit) return answer(request, found, position);
      position = step.position;
      if (step.issue && wanted.has(step)) found.push(step.issue);
    }
    if (await walk.ended()) return answer(request, found, undefined);
    if (found.length === request.limit) return answer(request, found, position);
  }
  return answer(request, found, position);
};

const answer = ({ sort }: ListRequest, found: readonly Issue[], next: IssuePosition | undefined): ListAnswer => ({
  issues: inOrder(sort, found),
  next,
});

const chooseWanted = async (request: ListRequest, steps: readonly Step[]): Promise<ReadonlySet<Step>> => {
  const { sort, lists, since, keep, lookInto } = request;
  // The index lags behind the issues a little, and an order may have issues of other statuses.
  const isListed = (issue: Issue): boolean =>
    lists.some(({ projectId, status }) => projectId === issue.projectId && status === issue.status);
  const isKept = ({ issue, position }: Step): boolean =>
    issue !== undefined &&
    isListed(issue) &&
    issue.lastSeen >= since &&
    isInPlace(sort, issue, position) &&
    keep(issue);
  const kept = steps.filter(isKept);
  if (!lookInto) return new Set(kept);
  const wanted = new Set(await lookInto(kept.flatMap(({ issue }) => issue ?? [])));
  return new Set(kept.filter(({ issue }) => issue && wanted.has(issue)));
};
