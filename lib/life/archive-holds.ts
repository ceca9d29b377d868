import type { ArchiveCondition } from '../protocol/issue-life.ts';

/** What has happened to an archived issue since, or within the windows of its condition. */
export interface ArchiveFacts {
  now: number;
  /** All of its events and users, as they will be counted. */
  count: number;
  users: number;
  /** Within the condition's windows; asked only where it has one. */
  windowCount: number;
  windowUsers: number;
}

/** Whether an issue stays archived: none of its conditions is met. */
export const archiveHolds = (archive: ArchiveCondition, facts: ArchiveFacts): boolean =>
  !timeIsOver(archive, facts.now) && !isMet(archive, facts);

const timeIsOver = ({ until }: ArchiveCondition, now: number): boolean => until !== undefined && until <= now;

const isMet = (archive: ArchiveCondition, facts: ArchiveFacts): boolean => {
  const events = archive.window === undefined ? facts.count - archive.countThen : facts.windowCount;
  const users = archive.userWindow === undefined ? facts.users - archive.usersThen : facts.windowUsers;
  return reaches(events, archive.count) || reaches(users, archive.userCount);
};

const reaches = (have: number, want: number | undefined): boolean => want !== undefined && have >= want;
