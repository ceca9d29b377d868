import type { Issue } from '../../ports/issue-store.ts';
import { isoHour, isoTime, type Key, META } from './key.ts';
import { projectKey } from './project.ts';

export const hashKey = (projectId: string, hash: string): Key => ({ pk: `HASH#${projectId}#${hash}`, sk: 'ISSUE' });
export const issueKey = (id: string): Key => ({ pk: `ISSUE#${id}`, sk: META });
/** Of a row that lies with its issue. */
export const issueIdIn = ({ pk }: Key): string => pk.slice('ISSUE#'.length);
/** Events of an issue by hour of their own time, a row a day. */
export const issueDayKey = (id: string, time: number): Key => ({
  pk: issueKey(id).pk,
  sk: `HOURS#${isoHour(time).slice(0, 10)}`,
});
export const issueTagsKey = (id: string): Key => ({ pk: issueKey(id).pk, sk: 'TAGS' });
export const issueUsersKey = (id: string): Key => ({ pk: issueKey(id).pk, sk: 'USERS' });
/** Users of all that an issue shows: a row of its own since issues were merged into it, another one with each merge. */
export const shownUsersKey = ({ id, merged, mergeVersion }: Pick<Issue, 'id' | 'merged' | 'mergeVersion'>): Key => {
  const own = issueUsersKey(id);
  return merged ? { pk: own.pk, sk: `${MERGED_USERS}${mergeVersion ?? 0}` } : own;
};
export const MERGED_USERS = 'USERS#';

/** What happened to an issue: below it, by time. */
export const ACTIVITIES = 'ACTIVITY#';
export const activityKey = (issueId: string, at: number, id: string): Key => ({
  pk: issueKey(issueId).pk,
  sk: `${ACTIVITIES}${isoTime(at)}#${id}`,
});
/** What people have noted of an issue for themselves: below it, by person. */
export const MARKS = 'MARK#';
export const markKey = (issueId: string, userId: string): Key => ({
  pk: issueKey(issueId).pk,
  sk: `${MARKS}${userId}`,
});
/** What came lately of an issue that is archived until so much comes within a time. */
export const archiveWindowKey = (issueId: string, slot: number): Key => ({
  pk: issueKey(issueId).pk,
  sk: `WINDOW#${String(slot).padStart(12, '0')}`,
});

/** What is left of a deleted issue whose events are discarded; its hashes name it. */
export const TOMBSTONES = 'TOMBSTONE#';
export const tombstoneKey = (projectId: string, issueId: string): Key => ({
  pk: projectKey(projectId).pk,
  sk: `${TOMBSTONES}${issueId}`,
});
/** Issues that wait for a release. */
export const pendingResolutionKey = (projectId: string, issueId: string): Key => ({
  pk: `PENDING#${projectId}`,
  sk: issueId,
});
