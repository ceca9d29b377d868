import { type Issue, type IssueStore, RANKED_FROM } from '../../ports/issue-store.ts';
import type { IssueStatus } from '../../protocol/issue-life.ts';
import type { IssueSort } from '../contract/listing.ts';
import type { IssuePosition } from './issue-position.ts';
import type { IssueWalk } from './issue-walk.ts';
import { walkNumbers } from './walk-numbers.ts';
import { walkRanks } from './walk-ranks.ts';

/** The issues of one project in one status. */
export interface IssueList {
  projectId: string;
  status: IssueStatus;
}

const MINUTE_MS = 60_000;

/**
 * The way through lists in an order. By events and by users, those who have few have no place in the index: they follow
 * by last seen. @param options `since`: issues last seen before this are left out, ms since 1970; `chunk`: rows that are read together
 */
export const walkIssues = (
  issues: Pick<IssueStore, 'ranks' | 'newest' | 'get'>,
  lists: readonly IssueList[],
  options: { sort: IssueSort; position: IssuePosition | undefined; since: number; chunk: number },
): IssueWalk => {
  const { sort, position, since } = options;
  const projects = [...new Set(lists.map(({ projectId }) => projectId))];
  if (sort === 'new') return walkNumbers(issues, projects, numbersOf(position), options);
  const seen = { orders: lists.map(list => ({ ...list, by: 'seen' as const })), lowest: since - (since % MINUTE_MS) };
  const events = { orders: lists.map(list => ({ ...list, by: 'events' as const })), lowest: 0 };
  const users = { orders: projects.map(projectId => ({ projectId, by: 'users' as const })), lowest: 0 };
  if (sort === 'date') return walkRanks(issues, [seen], rankOf(position), options);
  return walkRanks(issues, [sort === 'freq' ? events : users, seen], rankOf(position), options);
};

/** A position of another kind of list, out of another request, is taken for the beginning. */
const numbersOf = (position: IssuePosition | undefined) =>
  position && 'numbers' in position ? position.numbers : undefined;
const rankOf = (position: IssuePosition | undefined) => (position && 'id' in position ? position : undefined);

/** Whether an issue that was met at a place belongs there: who has many events or users was met before those with few. */
export const isInPlace = (sort: IssueSort, { count, users }: Issue, position: IssuePosition): boolean => {
  if ('numbers' in position || position.stage === 0) return true;
  return (sort === 'freq' ? count : users) < RANKED_FROM;
};

/** The exact order of what an index orders coarsely. */
export const inOrder = (sort: IssueSort, issues: readonly Issue[]): Issue[] => {
  const sizes: Record<IssueSort, (issue: Issue) => number> = {
    date: ({ lastSeen }) => lastSeen,
    new: ({ firstSeen }) => firstSeen,
    freq: ({ count }) => count,
    user: ({ users }) => users,
  };
  const size = sizes[sort];
  const then = sort === 'new' ? ({ number }: Issue) => number : sizes.date;
  return issues.toSorted((a, b) => size(b) - size(a) || then(b) - then(a));
};
