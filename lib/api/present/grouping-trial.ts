import type { Issue } from '../../ports/issue-store.ts';
import type { GroupingTrialJson, TriedIssueJson } from '../contract/grouping.ts';
import { joinByHash } from './join-by-hash.ts';

/** An event with the hashes that other rules give it. */
export interface TriedEvent {
  eventId: string;
  issue: Issue;
  hashes: readonly string[];
}

/** Which issues would keep their events, be split, or be one. */
export const compareGroups = (
  events: readonly TriedEvent[],
): Pick<GroupingTrialJson, 'events' | 'issues' | 'together'> => {
  const groups = joinByHash(events);
  const byIssue = Map.groupBy(events, ({ issue }) => issue.id);
  const together = [...new Set(groups.values())].map(group => [...new Set(group.map(({ issue }) => issue.id))]);
  return {
    events: events.length,
    issues: [...byIssue.values()].flatMap(own => triedIssue(own, groups)),
    together: together.filter(ids => ids.length > 1),
  };
};

const triedIssue = (
  own: readonly TriedEvent[],
  groups: ReadonlyMap<TriedEvent, readonly TriedEvent[]>,
): TriedIssueJson[] => {
  const issue = own[0]?.issue;
  if (!issue) return [];
  // The issue would be where most of its events are; the others leave.
  const parts = Map.groupBy(own, event => groups.get(event));
  const [, ...leaving] = [...parts.values()].sort((a, b) => b.length - a.length);
  return [
    {
      id: issue.id,
      shortId: issue.shortId,
      title: issue.title,
      events: own.length,
      leaving: leaving.flat().map(({ eventId }) => eventId),
      groups: parts.size,
    },
  ];
};
