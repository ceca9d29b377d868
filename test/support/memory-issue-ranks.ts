import {
  type Issue,
  type IssueOrder,
  type IssueRank,
  type IssueStore,
  RANKED_FROM,
} from '../../lib/ports/issue-store.ts';

const MINUTE_MS = 60_000;

/** The orders of issues in an array, as coarse as an index has them. */
export const memoryIssueRanks = (issues: readonly Issue[]): Pick<IssueStore, 'ranks' | 'newest'> => ({
  ranks: async (order, { limit, below }) => {
    const ranks = issues
      .filter(issue => isIn(order, issue))
      .map(issue => ({ id: issue.id, at: rankOf(order, issue) }))
      .toSorted(downwards)
      .filter(rank => below === undefined || downwards(below, rank) < 0);
    return { ranks: ranks.slice(0, limit), more: ranks.length > limit };
  },
  newest: async (projectId, { limit, below }) => {
    const own = issues.filter(issue => issue.projectId === projectId);
    const from = (below ?? Math.max(0, ...own.map(({ number }) => number)) + 1) - 1;
    const numbers = Array.from({ length: Math.max(0, Math.min(limit, from)) }, (_, index) => from - index);
    return numbers.map(number => ({
      number,
      issue: own.find(issue => issue.number === number && issue.mergedInto === undefined),
    }));
  },
});

const isIn = (order: IssueOrder, issue: Issue): boolean => {
  if (issue.projectId !== order.projectId || issue.mergedInto !== undefined) return false;
  if (order.by === 'users') return issue.users >= RANKED_FROM;
  return issue.status === order.status && (order.by === 'seen' || issue.count >= RANKED_FROM);
};

const rankOf = (order: IssueOrder, { lastSeen, count, users }: Issue): number =>
  order.by === 'seen' ? lastSeen - (lastSeen % MINUTE_MS) : step(order.by === 'events' ? count : users);

const step = (count: number): number => Math.floor(Math.log(count) / Math.log(1.1));

const downwards = (a: IssueRank, b: IssueRank): number => b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
