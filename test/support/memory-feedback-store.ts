import type { Clock } from '../../lib/ports/clock.ts';
import type { FeedbackStore, StoredFeedback } from '../../lib/ports/feedback-store.ts';
import { pageOf } from './page-of.ts';

/** Feedback in an array. */
export const memoryFeedbackStore = (feedback: StoredFeedback[], clock: Clock): FeedbackStore => {
  const newestFirst = (is: (one: StoredFeedback) => boolean) =>
    feedback.filter(one => one.expires > clock.now() && is(one)).toSorted((a, b) => b.timestamp - a.timestamp);
  const list = (rows: StoredFeedback[], options: { limit: number; cursor?: string }) => {
    const { page, next } = pageOf(rows, options);
    return { feedback: page, ...(next && { next }) };
  };
  return {
    async put(added) {
      for (const one of added) {
        const place = feedback.findIndex(({ id, projectId }) => id === one.id && projectId === one.projectId);
        feedback.splice(place === -1 ? feedback.length : place, place === -1 ? 0 : 1, one);
      }
    },
    async newestOfEvent(projectId, eventId) {
      return newestFirst(one => one.projectId === projectId && one.eventId === eventId)[0];
    },
    listByProject: async (projectId, options) =>
      list(
        newestFirst(one => one.projectId === projectId),
        options,
      ),
    listByIssue: async (issues, options) =>
      list(
        newestFirst(one => [issues].flat().includes(one.issueId ?? '')),
        options,
      ),
  };
};
