import type { SentryEvent } from '../protocol/event.ts';
import { parseEventId } from '../protocol/event-id.ts';
import type { FeedbackContext } from '../protocol/feedback.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import type { QueuedFeedback } from '../protocol/queue-message.ts';
import { Notes } from './notes.ts';
import { put } from './put.ts';
import { trimText } from './trim-text.ts';

/** Characters of what a user writes; Sentry's. */
export const MAX_FEEDBACK_MESSAGE_CHARS = 4_096;
/** Sentry's. */
const MAX_NAME_CHARS = 128;
/** Of RFC 5321: half an address is none. */
const MAX_EMAIL_CHARS = 254;
/** Ours, in characters: browsers take no longer ones. */
const MAX_URL_CHARS = 2_048;
/** Ours, in characters: it is a word of the SDK's. */
const MAX_SOURCE_CHARS = 64;

/** Leniently: what is no text is none. Undefined when there is no message, which is all that it is about. */
export const normalizeFeedback = (raw: Json | undefined): FeedbackContext | undefined => {
  const fields: JsonObject = isObject(raw) ? raw : {};
  const message = readText(fields.message, MAX_FEEDBACK_MESSAGE_CHARS);
  if (message === '') return undefined;
  const feedback: FeedbackContext = {
    message,
    contact_email: readText(fields.contact_email, MAX_EMAIL_CHARS),
    name: readText(fields.name, MAX_NAME_CHARS),
  };
  put(feedback, 'url', readText(fields.url, MAX_URL_CHARS) || undefined);
  put(feedback, 'source', readText(fields.source, MAX_SOURCE_CHARS) || undefined);
  put(feedback, 'associated_event_id', parseEventId(fields.associated_event_id));
  put(feedback, 'replay_id', parseEventId(fields.replay_id));
  return feedback;
};

const readText = (value: Json | undefined, maxChars: number): string =>
  typeof value === 'string' ? trimText(value.trim(), '', maxChars, 0, new Notes()) : '';

/** The report of a user about an event, as old SDKs send it, in the shape of today's. */
export const fromUserReport = (report: JsonObject, eventId: string | undefined): JsonObject => ({
  message: report.comments,
  contact_email: report.email,
  name: report.name,
  source: 'user_report_envelope',
  associated_event_id: parseEventId(report.event_id) ?? eventId,
});

/**
 * The event that feedback goes through filters and scrubbing as. Who wrote it stands where the event's user does, and is
 * known by that user where nothing else was given: an address there has the same pseudonym in all events.
 */
export const toFeedbackEvent = (event: SentryEvent, feedback: FeedbackContext): SentryEvent => {
  const { contact_email: email, name, ...rest } = feedback;
  const user = { ...event.user, ...(email !== '' && { email }), ...(name !== '' && { name }) };
  return { ...event, user, contexts: { ...event.contexts, feedback: rest } };
};

/** What is handed on of it when it is scrubbed. */
export const toQueuedFeedback = (event: SentryEvent): QueuedFeedback => {
  const context = event.contexts?.feedback ?? {};
  const queued: QueuedFeedback = {
    type: 'feedback',
    id: event.event_id,
    timestamp: Math.round(event.timestamp * 1000),
    name: asText(event.user?.name),
    email: asText(event.user?.email),
    message: asText(context.message),
  };
  put(queued, 'eventId', asText(context.associated_event_id) || undefined);
  put(queued, 'url', asText(context.url) || asText(event.request?.url) || undefined);
  put(queued, 'replayId', asText(context.replay_id) || undefined);
  put(queued, 'source', asText(context.source) || undefined);
  put(queued, 'environment', event.environment);
  put(queued, 'release', event.release);
  return queued;
};

/** Scrubbing leaves null of what it removes. */
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
