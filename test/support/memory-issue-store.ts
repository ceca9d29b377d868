import type { StoredActivity } from '../../lib/ports/activity-store.ts';
import { type Issue, type IssuePage, type IssueStore, idsOf, type LifeWrite } from '../../lib/ports/issue-store.ts';
import type { Tombstone } from '../../lib/ports/tombstone-store.ts';
import type { IssueStatus } from '../../lib/protocol/issue-life.ts';
import { memoryIssueRanks } from './memory-issue-ranks.ts';
import { memoryMerging } from './memory-merging.ts';

/** What the store wrote, for the stores beside it and for tests. */
export interface WrittenLives {
  issues: Issue[];
  rowsRead: number;
  activities: Map<string, StoredActivity[]>;
  tombstones: (Tombstone & { projectId: string })[];
  writes: ({ id: string } & LifeWrite)[];
}

/** Issues in an array. `rowsRead`: how many rows have been given out. */
export const memoryIssueStore = (issues: Issue[]): IssueStore & WrittenLives => {
  const activities: WrittenLives['activities'] = new Map();
  const tombstones: WrittenLives['tombstones'] = [];
  const writes: WrittenLives['writes'] = [];
  const store = {
    issues,
    rowsRead: 0,
    activities,
    tombstones,
    writes,
    ...memoryIssueRanks(issues),
    ...memoryMerging(issues, activities),
    async get(ids: readonly string[]) {
      store.rowsRead += ids.length;
      const found = issues.filter(({ id }) => ids.includes(id));
      return new Map(
        found.flatMap(issue => {
          const shown = issue.mergedInto === undefined ? issue : issues.find(({ id }) => id === issue.mergedInto);
          return shown ? [[issue.id, shown] as const] : [];
        }),
      );
    },
    async rename(id: string, lastSeen: number, face: Pick<Issue, 'title' | 'culprit' | 'metadata'>) {
      const issue = issues.find(one => one.id === id && one.lastSeen <= lastSeen);
      if (issue) Object.assign(issue, face);
      return issue !== undefined;
    },
    async findByShortId(organization: string, shortId: string) {
      const found = issues.find(issue => issue.organization === organization && issue.shortId === shortId);
      return found && (await store.get([found.id])).get(found.id);
    },
    async list(
      projectId: string,
      status: IssueStatus,
      { limit, cursor }: { limit: number; cursor?: string },
    ): Promise<IssuePage> {
      const rows = issues
        .filter(issue => issue.projectId === projectId && issue.status === status && issue.mergedInto === undefined)
        .toSorted((a, b) => b.lastSeen - a.lastSeen || Number(BigInt(b.id) - BigInt(a.id)));
      const rest = cursor && CURSOR.test(cursor) ? rows.filter(row => isAfter(row, cursor)) : rows;
      const page = rest.slice(0, limit);
      store.rowsRead += page.length;
      const last = page.at(-1);
      return rest.length > limit && last ? { issues: page, next: `${last.lastSeen},${last.id}` } : { issues: page };
    },
    async change(id: string, version: number, change: LifeWrite) {
      const issue = issues.find(one => one.id === id);
      if (!issue || issue.mergedInto !== undefined) return 'gone' as const;
      if (issue.lifeVersion !== version) return 'outdated' as const;
      const { status, substatus, life, statusChanged, activities: told } = change;
      Object.assign(issue, { status, substatus, life, statusChanged, lifeVersion: version + 1 });
      const known = activities.get(id) ?? [];
      activities.set(id, [...known, ...told.map((one, index) => ({ ...one, id: `${known.length + index}` }))]);
      writes.push({ id, ...change });
      return 'changed' as const;
    },
    async delete(id: string, at: number, { discardedBy }: { discardedBy?: { id: string; name: string } } = {}) {
      const issue = issues.find(one => one.id === id && one.mergedInto === undefined);
      if (!issue) return false;
      const gone = issues.filter(one => idsOf(issue).includes(one.id));
      for (const one of gone) issues.splice(issues.indexOf(one), 1);
      const hashes = gone.flatMap(one => one.hashes);
      if (discardedBy) tombstones.unshift({ ...issue, hashes, at, user: discardedBy });
      return true;
    },
  };
  return store;
};

/** Time and id of the last row; anything else is no cursor. */
const CURSOR = /^\d+,\d+$/;

const isAfter = (row: Issue, cursor: string): boolean => {
  const [time = '0', id = '0'] = cursor.split(',');
  return row.lastSeen < Number(time) || (row.lastSeen === Number(time) && BigInt(row.id) < BigInt(id));
};
