import type { HourCount, IssueStats, TagValueCount } from '../../lib/ports/issue-stats.ts';
import type { Issue } from '../../lib/ports/issue-store.ts';

/** Users up to whom a count is exact. */
const EXACT_USERS = 512;
const HOUR_MS = 3_600_000;

export interface MemoryCounts {
  hours?: HourCount[];
  tags?: TagValueCount[];
}

/** Counts by issue id; of an issue without any, those of its birth, or all its events in the hour it was last seen. `tagReads`: how often tags were read. */
export const memoryIssueStats = (counts: Record<string, MemoryCounts> = {}): IssueStats & { tagReads: number } => {
  const stats = {
    tagReads: 0,
    hourly: async (issues: readonly Issue[], from: number, to: number) =>
      new Map(
        issues.map(issue => [issue.id, hoursOf(issue).filter(({ hour }) => hour >= from && hour <= to)] as const),
      ),
    tags: async (issue: Issue) => {
      stats.tagReads++;
      const own = counts[issue.id]?.tags ?? issue.birth.tags.map(([key, value, count]) => ({ key, value, count }));
      return own.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : b.count - a.count));
    },
    users: async ({ users }: Issue) => ({ users, exact: users <= EXACT_USERS }),
  };
  const hoursOf = (issue: Issue): HourCount[] => counts[issue.id]?.hours ?? birthHours(issue);
  return stats;
};

const birthHours = ({ birth, lastSeen, count }: Issue): HourCount[] =>
  birth.hours.length > 0
    ? birth.hours.map(([hour, events]) => ({ hour, count: events }))
    : [{ hour: lastSeen - (lastSeen % HOUR_MS), count }];
