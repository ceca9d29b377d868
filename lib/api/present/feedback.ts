import type { StoredFeedback } from '../../ports/feedback-store.ts';
import type { Issue } from '../../ports/issue-store.ts';
import type { ProjectUserReportJson, UserReportJson } from '../contract/feedback.ts';
import { isoTime } from './time.ts';

export const presentUserReport = ({
  id,
  eventId = '',
  name,
  email,
  message,
  timestamp,
}: StoredFeedback): UserReportJson => ({
  id,
  eventID: eventId,
  name,
  email,
  comments: message,
  dateCreated: isoTime(timestamp),
  user: null,
  event: { id: eventId, eventID: eventId },
});

export const presentProjectUserReport = (
  feedback: StoredFeedback,
  issue: Issue | undefined,
  publicUrl: string,
): ProjectUserReportJson => ({
  ...presentUserReport(feedback),
  issue: issue
    ? { id: issue.id, shortId: issue.shortId, title: issue.title, permalink: `${publicUrl}/issues/${issue.id}/` }
    : null,
});
