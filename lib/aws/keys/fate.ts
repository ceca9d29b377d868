import { isoTime, type Key } from './key.ts';

/** What became of events that have no row: files of a day, under names of their own. */
export const fatesPartition = (projectId: string): string => `FATES#${projectId}`;
export const fateFileKey = (projectId: string, day: string, name: string): Key => ({
  pk: fatesPartition(projectId),
  sk: `${day}#${name}`,
});
/** Sorts after all files of a day. */
export const fatesUntil = (day: string): string => `${day}$`;

/** Days of which files are to be merged, by when: one row in ten minutes for each project that logs any. */
export const FATES_DUE = 'FATESDUE';
export const fatesDueKey = (of: { due: number; projectId: string; day: string }): Key => ({
  pk: FATES_DUE,
  sk: `${isoTime(of.due)}#${of.projectId}#${of.day}`,
});
export const fatesDueUntil = (now: number): string => `${isoTime(now)}$`;
