import type { IssueStatus } from '../../protocol/issue-life.ts';
import { isoTime } from './key.ts';

const MINUTE_MS = 60_000;

/** Index `byActivity`: the issues of a project in one status, by last seen. */
export const issueActivityKey = (projectId: string, status: IssueStatus): string => `PROJECT#${projectId}#${status}`;
/** By the minute: a busy issue moves in its index once a minute, not with each event. */
export const activitySortKey = (lastSeen: number, id: string): string =>
  `${isoTime(lastSeen - (lastSeen % MINUTE_MS))}#${id}`;
/** Sorts before the activity of that minute and all later ones. */
export const activityBefore = (time: number): string => isoTime(time).slice(0, '2026-11-22T14:03'.length);

/** Index `byTime` on an issue's own row, from 10 events on: the issues of a project in one status, by how many events. */
export const issueFrequencyKey = (projectId: string, status: IssueStatus): string =>
  `PROJECT#${projectId}#${status}#FREQ`;
/** Index `byTime` on an issue's `USERS` row (of all that it shows), from 10 users on: the issues of a project, by how many users. */
export const issueUsersRankKey = (projectId: string): string => `PROJECT#${projectId}#USERS`;

/** A count as a step of log1.1: the index is written anew when it has grown by a tenth, not with each event. */
export const rankStep = (count: number): number => Math.floor(Math.log(count) / Math.log(1.1));
export const stepSortKey = (step: number, id: string): string => `${String(step).padStart(4, '0')}#${id}`;
