import type { StoredAttachment } from '../../ports/attachment-store.ts';
import type { StoredEvent } from '../../ports/event-store.ts';
import type { StoredFeedback } from '../../ports/feedback-store.ts';
import { type Issue, idsOf } from '../../ports/issue-store.ts';
import type { ApiDeps } from '../api-request.ts';
import type { ExportLine } from '../contract/export.ts';
import { presentAttachment } from '../present/attachment.ts';
import { presentUserReport } from '../present/feedback.ts';
import { presentIssue } from '../present/issue.ts';
import { isoTime } from '../present/time.ts';
import { type IssuePosition, type Reading, STEPS, type Step } from './position.ts';
import { readList } from './read-list.ts';

export type ExportDeps = Pick<ApiDeps, 'issues' | 'events' | 'attachments' | 'feedback' | 'publicUrl' | 'clock'>;

/** A line, and where to go on behind it. Without a line only that: much may be passed over. */
export interface Line<P> {
  line: ExportLine | undefined;
  next: P;
}

/** Files of one event that stand with it; SDKs send a handful. */
const MAX_FILES = 100;

/** An issue with all that is kept of it, each once. */
export const linesOfIssue = async function* (
  deps: ExportDeps,
  issue: Issue,
  { step: first, reading }: IssuePosition,
): AsyncGenerator<Line<IssuePosition>> {
  let from = reading;
  for (const [index, step] of STEPS.entries()) {
    if (index < STEPS.indexOf(first)) continue;
    for await (const { line, next } of PARTS[step](deps, issue, from)) yield { line, next: { step, reading: next } };
    from = {};
  }
};

type Part = (deps: ExportDeps, issue: Issue, from: Reading) => AsyncGenerator<Line<Reading>>;

/** Behind the line of the issue itself, which is no list. */
const BEHIND: Reading = { after: { at: 0, id: '' } };

const PARTS: Readonly<Record<Step, Part>> = {
  issue: async function* ({ publicUrl, clock }, issue, { after }) {
    if (after) return;
    const view = { projectName: issue.projectSlug, publicUrl, now: clock.now(), mark: undefined };
    yield { line: { type: 'issue', issue: presentIssue(issue, view) }, next: BEHIND };
  },

  events: async function* (deps, issue, from) {
    const load = async (options: { limit: number; cursor?: string }) => {
      const { events, next } = await deps.events.listByIssue(idsOf(issue), options);
      return { rows: events, next };
    };
    for await (const { row, next } of readList(load, from, ({ timestamp, eventId }) => ({
      at: timestamp,
      id: eventId,
    })))
      yield { line: isOf(issue, row) ? await eventLine(deps, issue, row) : undefined, next };
  },

  attachments: async function* (deps, issue, from) {
    const load = async (options: { limit: number; cursor?: string }) => {
      const { attachments, next } = await deps.attachments.listByIssue(idsOf(issue), options);
      return { rows: attachments, next };
    };
    for await (const { row, next } of readList(load, from, ({ received, id }) => ({ at: received, id })))
      yield { line: isOf(issue, row) ? await fileLine(deps, issue, row) : undefined, next };
  },

  feedback: async function* (deps, issue, from) {
    const load = async (options: { limit: number; cursor?: string }) => {
      const { feedback, next } = await deps.feedback.listByIssue(idsOf(issue), options);
      return { rows: feedback, next };
    };
    for await (const { row, next } of readList(load, from, ({ timestamp, id }) => ({ at: timestamp, id })))
      yield { line: isOf(issue, row) ? feedbackLine({ ...row, issueId: issue.id }) : undefined, next };
  },
};

/** A cursor comes from outside: a forged one must not lead into another issue. */
const isOf = <T extends { issueId?: string }>(issue: Issue, row: T | undefined): row is T =>
  row?.issueId !== undefined && idsOf(issue).includes(row.issueId);

/** Of an event that is kept it stands with the event. */
const fileLine = async (
  { events }: ExportDeps,
  { id, projectId }: Issue,
  file: StoredAttachment,
): Promise<ExportLine | undefined> => {
  const kept = await events.issuesOf(projectId, [file.eventId]);
  return kept.has(file.eventId) ? undefined : { type: 'attachment', issueId: id, attachment: presentAttachment(file) };
};

export const feedbackLine = (feedback: StoredFeedback): ExportLine => ({
  type: 'feedback',
  ...(feedback.issueId !== undefined && { issueId: feedback.issueId }),
  feedback: presentUserReport(feedback),
});

const eventLine = async ({ attachments }: ExportDeps, issue: Issue, stored: StoredEvent): Promise<ExportLine> => {
  const files = await attachments.listByEvent(stored.projectId, stored.eventId, { limit: MAX_FILES });
  return {
    type: 'event',
    issueId: issue.id,
    eventId: stored.eventId,
    dateCreated: isoTime(stored.timestamp),
    dateReceived: isoTime(stored.received),
    attachments: files.attachments.map(presentAttachment),
    payload: stored.event,
  };
};
