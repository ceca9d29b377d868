import { isoTime, type Key, META } from './key.ts';

export const eventKey = (projectId: string, eventId: string): Key => ({
  pk: `EVENT#${projectId}#${eventId}`,
  sk: META,
});
/** Index `byTime`: the kept events of an issue, by their own time. */
export const issueEventsKey = (issueId: string): string => `ISSUE#${issueId}`;
export const eventTimeSortKey = (timestamp: number, eventId: string): string => `${isoTime(timestamp)}#${eventId}`;

/** Under its event, whether that is there or not: the files of one event are one query. */
export const attachmentKey = (projectId: string, eventId: string, id: string): Key => ({
  pk: eventKey(projectId, eventId).pk,
  sk: `${ATTACHMENTS}${id}`,
});
/** How the sort keys of an event's attachments begin. */
export const ATTACHMENTS = 'ATTACHMENT#';
/** Index `byTime`: the attachments of an issue's events, by their receipt. */
export const issueAttachmentsKey = (issueId: string): string => `ISSUE#${issueId}#ATTACHMENTS`;

/** Under the event that it is about; under its own id where it is about none. */
export const feedbackKey = (projectId: string, eventId: string, id: string): Key => ({
  pk: eventKey(projectId, eventId).pk,
  sk: `${FEEDBACK}${id}`,
});
export const FEEDBACK = 'FEEDBACK#';
/** Index `byTime`: the feedback of a project. */
export const projectFeedbackKey = (projectId: string): string => `FEEDBACK#${projectId}`;
/** Index `byActivity`: the feedback about an issue. */
export const issueFeedbackKey = (issueId: string): string => `ISSUE#${issueId}#FEEDBACK`;

/** Beside an event, whether that is there or not: the letter that holds it. */
export const eventLetterKey = (projectId: string, eventId: string): Key => ({
  pk: eventKey(projectId, eventId).pk,
  sk: 'DEADLETTER',
});
/** Beside an event, whether that is there or not: when people were told of it. */
export const eventAnnouncedKey = (projectId: string, eventId: string): Key => ({
  pk: eventKey(projectId, eventId).pk,
  sk: 'ANNOUNCED',
});
