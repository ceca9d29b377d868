import * as z from 'zod';
import type { Issue, IssueStore } from '../../ports/issue-store.ts';
import type { IssueStatus } from '../../protocol/issue-life.ts';

/** Rows that one request looks at, whatever it is looking for; the cursor leads on from there. */
export const MAX_ROWS = 1_000;
/** Rows that are read at once. */
const MAX_PAGE = 100;

/** One of the store's lists: the issues of one project in one status, most recently seen first. */
export interface IssueList {
  projectId: string;
  status: IssueStatus;
}

/**
 * How far several lists have been looked through together: every row seen after `time` (ms), and those of that very
 * time whose ids are listed; and where the store reads on in each list. Rows are recognized by time and id instead of
 * being counted off, because lists move while people read them.
 */
export const issuePosition = z.object({
  time: z.number(),
  ids: z.array(z.string().max(19)).max(MAX_ROWS),
  starts: z.record(z.string().max(40), z.string().max(2_000)),
});
export type IssuePosition = z.output<typeof issuePosition>;

export interface ListRequest {
  lists: readonly IssueList[];
  /** How many issues are wanted. */
  limit: number;
  position: IssuePosition | undefined;
  /** Issues last seen before this are left out; milliseconds since 1970. */
  since: number;
  keep: (issue: Issue) => boolean;
}

export interface ListAnswer {
  issues: Issue[];
  /** Where to read on; `undefined` at the end. */
  next: IssuePosition | undefined;
}

/** A list that is being read. */
interface Reading extends IssueList {
  name: string;
  /** Where the store began to read the rows at hand; `undefined` is its beginning. */
  start: string | undefined;
  rows: Issue[];
  next: string | undefined;
}

/** Merges several lists into one, most recently seen first, and keeps what is looked for. */
export const listIssues = async (issues: Pick<IssueStore, 'list'>, request: ListRequest): Promise<ListAnswer> => {
  const pageSize = Math.max(1, Math.min(MAX_PAGE, Math.floor(MAX_ROWS / Math.max(1, request.lists.length))));
  const readings = request.lists.map(list => openReading(list, request.position));
  const read = (reading: Reading) => readPage(issues, reading, pageSize, request.position);
  let rowsLeft = MAX_ROWS - sum(await Promise.all(readings.map(read)));
  let position = request.position;
  const found: Issue[] = [];
  for (;;) {
    for (const reading of readings) {
      while (reading.rows.length === 0 && reading.next !== undefined && rowsLeft > 0) {
        turnPage(reading);
        rowsLeft -= await read(reading);
      }
    }
    const leading = leadingReading(readings);
    const issue = leading?.rows[0];
    const stuck = readings.some(({ rows, next }) => rows.length === 0 && next !== undefined);
    if (!stuck && (issue === undefined || issue.lastSeen < request.since)) return { issues: found, next: undefined };
    if (stuck || issue === undefined || found.length === request.limit) {
      return { issues: found, next: positionOf(position, readings) };
    }
    leading?.rows.shift();
    position = advance(position, issue);
    if (request.keep(issue)) found.push(issue);
  }
};

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

const openReading = (list: IssueList, position: IssuePosition | undefined): Reading => {
  const name = `${list.projectId}:${list.status}`;
  const starts = new Map(Object.entries(position?.starts ?? {}));
  return { ...list, name, start: starts.get(name), rows: [], next: undefined };
};

const turnPage = (reading: Reading): void => {
  reading.start = reading.next;
};

/** Returns how many rows were read. */
const readPage = async (
  issues: Pick<IssueStore, 'list'>,
  reading: Reading,
  limit: number,
  position: IssuePosition | undefined,
): Promise<number> => {
  const { projectId, status, start } = reading;
  const page = await issues.list(projectId, status, start === undefined ? { limit } : { limit, cursor: start });
  // A cursor comes from outside: a forged one must not lead into another project.
  reading.rows = page.issues.filter(issue => issue.projectId === projectId && !isBehind(issue, position));
  reading.next = page.next;
  return Math.max(1, page.issues.length);
};

const isBehind = (issue: Issue, position: IssuePosition | undefined): boolean =>
  position !== undefined &&
  (issue.lastSeen > position.time || (issue.lastSeen === position.time && position.ids.includes(issue.id)));

const leadingReading = (readings: Reading[]): Reading | undefined => {
  const time = (reading: Reading): number => reading.rows[0]?.lastSeen ?? Number.NEGATIVE_INFINITY;
  return readings.reduce<Reading | undefined>((best, one) => (best && time(best) >= time(one) ? best : one), undefined);
};

/** Never goes back: a row that has become newer since it was listed is behind already. */
const advance = (position: IssuePosition | undefined, { lastSeen, id }: Issue): IssuePosition => {
  if (position !== undefined && lastSeen > position.time) return position;
  const ids = position?.time === lastSeen ? [...position.ids, id] : [id];
  return { time: lastSeen, ids, starts: position?.starts ?? {} };
};

const positionOf = (position: IssuePosition | undefined, readings: Reading[]): IssuePosition => {
  const starts = Object.fromEntries(
    readings.flatMap(({ name, start, rows, next }) => {
      // A list of which nothing is left at hand goes on at its next page.
      const from = rows.length === 0 && next !== undefined ? next : start;
      return from === undefined ? [] : [[name, from]];
    }),
  );
  // Nothing is behind the beginning of time's other end.
  return { time: position?.time ?? Number.MAX_SAFE_INTEGER, ids: position?.ids ?? [], starts };
};
