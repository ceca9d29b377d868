import { tellCondition } from '../../life/change-of.ts';
import type { Issue } from '../../ports/issue-store.ts';
import type { Resolution } from '../../protocol/issue-life.ts';
import type { StatusDetailsJson } from '../contract/issue.ts';

/** How it was resolved, or until when it is archived. */
export const presentStatusDetails = ({ status, substatus, life }: Issue): StatusDetailsJson => {
  if (status === 'resolved') return life.resolution ? presentResolution(life.resolution) : {};
  if (substatus === 'archived_until_escalating') return { untilEscalating: true };
  return status === 'ignored' && life.archive ? tellCondition(life.archive) : {};
};

const presentResolution = ({ type, release, commit }: Resolution): StatusDetailsJson => {
  switch (type) {
    case 'in_next_release':
      return { inNextRelease: true };
    case 'in_upcoming_release':
      return { inUpcomingRelease: true };
    case 'in_future_release':
      return { inFutureRelease: release ?? '' };
    case 'in_commit':
      return commit ? { inCommit: commit } : {};
    case 'in_release':
      return { inRelease: release ?? '' };
  }
};
