import * as z from 'zod';

/** What a user wrote about an event, in Sentry's words. */
export interface UserReportJson {
  id: string;
  /** Empty where it is about no event. */
  eventID: string;
  name: string;
  email: string;
  comments: string;
  dateCreated: string;
  user: null;
  event: { id: string; eventID: string };
}

/** In a list of a project. */
export interface ProjectUserReportJson extends UserReportJson {
  issue: { id: string; shortId: string; title: string; permalink: string } | null;
}

/** Characters, as Sentry's. */
const MAX_NAME = 128;
const MAX_EMAIL = 75;
const MAX_COMMENTS = 4_096;
const EVENT_ID = /^[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$/;

/** What is posted to the old endpoint for feedback. */
export const newUserReport = z.object({
  event_id: z.string().regex(EVENT_ID, 'expected 32 hex digits'),
  name: z.string().trim().min(1).max(MAX_NAME),
  email: z.union([z.literal(''), z.string().trim().max(MAX_EMAIL).pipe(z.email())]),
  comments: z.string().trim().min(1).max(MAX_COMMENTS),
});
export type NewUserReport = z.output<typeof newUserReport>;
