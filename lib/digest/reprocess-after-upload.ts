import type { EventStore } from '../ports/event-store.ts';
import { type IssueStore, idsOf } from '../ports/issue-store.ts';
import type { Reprocessor } from '../ports/reprocessor.ts';
import type { SentryEvent } from '../protocol/event.ts';
import { debugIdsOf, stacksOf } from '../symbolicate/symbolicate-event.ts';

/** The open issues of a project that were seen last: what came just before its maps is among them. */
const MAX_ISSUES = 50;
/** Events of each by which it is told whether it waits for the files, the newest. */
const LOOKED_AT = 5;
/** Events of each that are mapped. Further ones are mapped when somebody asks for it. */
const MAX_EVENTS = 20;
/** With less than this left no further issue is begun. */
const BEGIN_UNTIL_MS = 15_000;

export interface AfterUploadDeps {
  issues: Pick<IssueStore, 'list'>;
  events: Pick<EventStore, 'listByIssue'>;
  reprocessor: Reprocessor;
}

/** What was uploaded. */
export interface NewFiles {
  projectId: string;
  release?: string;
  files: readonly { debugId?: string }[];
}

/**
 * A deployment often begins to fail before its maps have arrived: the events of that time are mapped once they have.
 * @returns how many issues there were
 */
export const reprocessAfterUpload = async (
  { issues, events, reprocessor }: AfterUploadDeps,
  uploaded: NewFiles,
  timeLeft: () => number,
): Promise<number> => {
  const debugIds = new Set(uploaded.files.flatMap(({ debugId }) => debugId ?? []));
  const page = await issues.list(uploaded.projectId, 'unresolved', { limit: MAX_ISSUES });
  let mapped = 0;
  for (const issue of page.issues) {
    if (timeLeft() < BEGIN_UNTIL_MS) break;
    const newest = await events.listByIssue(idsOf(issue), { limit: LOOKED_AT });
    if (!newest.events.some(({ event }) => waitsFor(event, uploaded.release, debugIds))) continue;
    await reprocessor.reprocess(issue, { limit: MAX_EVENTS, timeLeft });
    mapped++;
  }
  return mapped;
};

/** Whether an event waits for files such as these. */
const waitsFor = (event: SentryEvent, release: string | undefined, debugIds: ReadonlySet<string>): boolean => {
  if (!hasUnmapped(event)) return false;
  if (release !== undefined && event.release === release) return true;
  return [...debugIdsOf(event).values()].some(id => debugIds.has(id));
};

const hasUnmapped = (event: SentryEvent): boolean =>
  stacksOf(event).some(({ frames }) => frames.some(({ data }) => data?.symbolicated === false));
