import * as z from 'zod';
import { MAX_CURSOR } from '../cursor.ts';

/** A row of a list that is read newest first. */
const place = z.object({ at: z.number(), id: z.string().max(64) });
export type Place = z.output<typeof place>;

/** Where the list of a store is read on: on the page that begins at `cursor`, behind the row `after`. */
const reading = z.object({ cursor: z.string().max(MAX_CURSOR).optional(), after: place.optional() });
export type Reading = { cursor?: string | undefined; after?: Place | undefined };

/** What an export says of an issue, in this order. */
export const STEPS = ['issue', 'events', 'attachments', 'feedback'] as const;
export type Step = (typeof STEPS)[number];

/** How far the export of an issue has come. */
export const issuePosition = z.object({ step: z.enum(STEPS), reading });
export interface IssuePosition {
  step: Step;
  reading: Reading;
}
export const ISSUE_BEGIN: IssuePosition = { step: 'issue', reading: {} };

/** How far the export of a project has come: among its issues, from the newest down, or among what is about none. */
export const projectPosition = z.object({
  /** Issues below this number are still to come; absent: all. */
  below: z.int().positive().optional(),
  /** Within the first of them. */
  within: issuePosition.optional(),
  /** All issues are done. */
  rest: reading.optional(),
});
export interface ProjectPosition {
  below?: number | undefined;
  within?: IssuePosition | undefined;
  rest?: Reading | undefined;
}
