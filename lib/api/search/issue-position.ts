import * as z from 'zod';

/** Numbers of issues and ids of projects stay below these. */
const MAX_NUMBER = 2 ** 32;
/** The end of the year 9999, the last that events may have; milliseconds since 1970. */
const LAST_TIME = 253_402_300_799_999;
const ISSUE_ID = /^\d{1,19}$/;
const PROJECT_ID = /^\d{1,10}$/;

/**
 * How far lists have been looked through together. A cursor comes from outside: one that was made up leads to another
 * place in the very lists that its bearer may read.
 */
export const issuePosition = z.union(
  [
    /** In lists by rank: below this place of the `stage`th of a sort's orders. */
    z.object({ stage: z.literal([0, 1]), at: z.number().min(0).max(LAST_TIME), id: z.string().regex(ISSUE_ID) }),
    /** In lists by number: below this number in each project; 0 where all have been seen. */
    z.object({ numbers: z.record(z.string().regex(PROJECT_ID), z.number().int().min(0).max(MAX_NUMBER)) }),
  ],
  { error: 'cursor: Invalid cursor parameter.' },
);
export type IssuePosition = z.output<typeof issuePosition>;
