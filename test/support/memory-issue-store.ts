import type { Issue, IssuePage, IssueStore } from '../../lib/ports/issue-store.ts';
import type { IssueStatus, IssueSubstatus } from '../../lib/protocol/issue-life.ts';

type StatusChange = { status: IssueStatus; substatus: IssueSubstatus | null; at: number };

/** Issues in an array. `rowsRead`: how many rows `list` has given out. */
export const memoryIssueStore = (issues: Issue[]): IssueStore & { issues: Issue[]; rowsRead: number } => {
  const store = {
    issues,
    rowsRead: 0,
    async get(ids: readonly string[]) {
      return new Map(issues.filter(({ id }) => ids.includes(id)).map(issue => [issue.id, issue]));
    },
    async findByShortId(organization: string, shortId: string) {
      return issues.find(issue => issue.organization === organization && issue.shortId === shortId);
    },
    async list(
      projectId: string,
      status: IssueStatus,
      { limit, cursor }: { limit: number; cursor?: string },
    ): Promise<IssuePage> {
      const rows = issues
        .filter(issue => issue.projectId === projectId && issue.status === status)
        .toSorted((a, b) => b.lastSeen - a.lastSeen || Number(BigInt(b.id) - BigInt(a.id)));
      const rest = cursor && CURSOR.test(cursor) ? rows.filter(row => isAfter(row, cursor)) : rows;
      const page = rest.slice(0, limit);
      store.rowsRead += page.length;
      const last = page.at(-1);
      return rest.length > limit && last ? { issues: page, next: `${last.lastSeen},${last.id}` } : { issues: page };
    },
    async setStatus(id: string, { status, substatus, at }: StatusChange) {
      const issue = issues.find(one => one.id === id);
      if (issue) Object.assign(issue, { status, substatus, statusChanged: at });
      return issue !== undefined;
    },
    async hourly(id: string, from: number, to: number) {
      const issue = issues.find(one => one.id === id);
      const hour = Math.floor((issue?.lastSeen ?? 0) / 3_600_000) * 3_600_000;
      return issue && hour >= from && hour <= to ? [{ hour, count: issue.count }] : [];
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
