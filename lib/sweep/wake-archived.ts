import { wake } from '../life/on-event.ts';
import { type ChangeLifeDeps, changeLife } from './change-life.ts';

export type WakeDeps = ChangeLifeDeps;

/** Archived until a time that has come. One that was archived anew since has a later time, and a row of its own. */
export const wakeArchived = async (deps: WakeDeps, issueId: string, now: number): Promise<void> => {
  await changeLife(deps, issueId, now, issue => {
    const until = issue.status === 'ignored' ? issue.life.archive?.until : undefined;
    return until !== undefined && until <= now ? wake(issue, now) : undefined;
  });
};
