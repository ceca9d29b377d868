import type { Issue } from '../ports/issue-store.ts';
import { hashesAfter, type IssueChange, type IssueShare } from '../ports/tally-store.ts';

/** The issue as it is once a share is recorded, then the one that shows it if that is another. */
export const afterShare = (share: IssueShare): Issue[] => {
  if (share.issue.kind === 'new') return [share.issue.issue];
  const { issue, change, primary } = share.issue;
  const own = afterChange(issue, change, share);
  return primary ? [own, shownAfter(primary.issue, primary.change, share.events.length)] : [own];
};

/** The issue as it is once it has counted events. */
export const afterChange = (
  issue: Issue,
  change: IssueChange,
  { events, newHashes }: Pick<IssueShare, 'events' | 'newHashes'>,
): Issue => {
  const { own } = change;
  return {
    ...withChange(issue, change, events.length),
    hashes: hashesAfter(issue, newHashes),
    ...(issue.merged && { merged: { ...issue.merged, ...own } }),
  };
};

/** The issue as it is once it shows what another has counted. */
export const shownAfter = (primary: Issue, change: IssueChange, events: number): Issue => ({
  ...withChange(primary, change, events),
  ...(primary.merged && { merged: { ...primary.merged, count: primary.merged.count + events } }),
});

const withChange = (issue: Issue, { life, latest, own: _own, ...rest }: IssueChange, events: number): Issue => ({
  ...issue,
  ...rest,
  ...latest,
  count: issue.count + events,
  ...(life && {
    status: life.status,
    substatus: life.substatus,
    life: life.life,
    statusChanged: life.statusChanged,
    lifeVersion: issue.lifeVersion + 1,
  }),
});
