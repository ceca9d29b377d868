import { type Key, META } from './key.ts';

/** A message that was given up; its body lies in the bucket. */
export const deadLetterKey = (id: string): Key => ({ pk: `${DEAD_LETTERS}${id}`, sk: META });
export const DEAD_LETTERS = 'DEADLETTER#';

/** What a letter has in receipts and totals, a row for each transaction that counted it. */
export const deadLetterPartKey = (id: string, part: number): Key => ({
  pk: deadLetterKey(id).pk,
  sk: `${DEAD_LETTER_PARTS}${String(part).padStart(3, '0')}`,
});
export const DEAD_LETTER_PARTS = 'PART#';

/** Says that a letter was written after it had been sent again so often. It outlives the letter. */
export const burialKey = (id: string, redrives: number): Key => ({
  pk: deadLetterKey(id).pk,
  sk: `BURIED#${redrives}`,
});

/** Index `byTime`: the letters of an organization, or those of none, by when they were given up. */
export const deadLettersKey = (organization: string | undefined): string =>
  organization === undefined ? 'DEADLETTERS' : `DEADLETTERS#${organization}`;
/** Index `byActivity`: the letters of a project, in the same order. */
export const projectDeadLettersKey = (projectId: string): string => `PROJECT#${projectId}#DEADLETTERS`;
