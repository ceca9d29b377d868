import * as z from 'zod';
import { DEAD_LETTER_REASONS } from '../../protocol/dead-letter.ts';

/** Letters that one request sends again; more of them take more requests. */
export const MAX_REDRIVES = 100;
/** Characters of a slug or id. */
const MAX_PROJECT = 100;

const letterId = z.string().regex(/^[0-9a-f]{32}$/, 'expected the id of a dead letter: 32 hex digits');
const reason = z.enum(DEAD_LETTER_REASONS);
const project = z.string().min(1).max(MAX_PROJECT);

/** Which letters a list shows. `unattributed`: those of which nobody knows whose they are. */
export const letterListing = z
  .object({
    project: project.optional(),
    reason: reason.optional(),
    unattributed: z.enum(['true', 'false']).optional(),
  })
  .refine(({ project: only, unattributed }) => only === undefined || unattributed !== 'true', {
    path: ['unattributed'],
    message: 'such letters have no project',
  });

/** Which letters are sent again: those of `ids`, or all, or all of a project, of a reason, of both. */
export const letterRedrive = z
  .strictObject({
    ids: z.array(letterId).min(1).max(MAX_REDRIVES).optional(),
    project: project.optional(),
    reason: reason.optional(),
    unattributed: z.boolean().optional(),
    all: z.literal(true).optional(),
    /** Only those that were given up before: who asks again for the rest leaves out what came back meanwhile. */
    before: z.iso.datetime().optional(),
  })
  .superRefine(({ ids, project: only, reason: why, unattributed, all }, context) => {
    const isFiltered = only !== undefined || why !== undefined || unattributed === true || all === true;
    if ((ids !== undefined) === isFiltered) {
      const message = 'name either ids, or a project, a reason, unattributed or all';
      context.addIssue({ code: 'custom', path: ['ids'], message });
    }
    if (unattributed && only !== undefined)
      context.addIssue({ code: 'custom', path: ['unattributed'], message: 'such letters have no project' });
  });
export type LetterRedrive = z.output<typeof letterRedrive>;

/** A message that the digest gave up. */
export interface DeadLetterJson {
  id: string;
  /** Slug. `null`: nobody knows whose it is. */
  project: string | null;
  reason: string;
  /** Without a word of the message. */
  error: string;
  dateReceived: string | null;
  dateQueued: string | null;
  dateGivenUp: string;
  /** After this it is gone. */
  dateExpires: string;
  /** Deliveries before it was given up. */
  tries: number;
  /** How often it was sent again. */
  redrives: number;
  held: { category: string; quantity: number }[];
  eventIds: string[];
  /** Bytes of its body as it is kept; `null`: there was nothing to keep, and nothing can be sent again. */
  size: number | null;
}

export interface DeadLetterDetailsJson extends DeadLetterJson {
  /** What of it can be read; `null`: nothing, or it is too large to be looked into here. */
  contents: {
    /** Bytes of JSON. */
    size: number;
    items: { type: string; size: number }[];
    events: { id: string; title: string; level: string; platform: string }[];
    outcomes: { category: string; outcome: string; reason: string; quantity: number }[];
  } | null;
}

export interface RedriveJson {
  /** How many were sent again. */
  redriven: number;
  /** Ids of those that could not be, because nothing of them was kept. */
  withoutBody: string[];
  /** Whether there are others: ask again, with `before` as it is here. */
  more: boolean;
  before: string;
}
