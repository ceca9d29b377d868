import type { Activity, IssueLife, IssueStatus, IssueSubstatus, LifeChange } from '../protocol/issue-life.ts';
import { isPending } from './after-release.ts';
import type { Change } from './change-of.ts';
import { FORECAST_EVERY_MS } from './forecast.ts';
import type { LivingIssue } from './living-issue.ts';

/** A change with all that has to be written with it. */
export interface WholeWrite {
  status: IssueStatus;
  substatus: IssueSubstatus | null;
  life: IssueLife;
  statusChanged: number;
  activities: Activity[];
  due: { kind: 'wake' | 'forecast'; at: number }[];
  pending: boolean;
}

/** What a person, a rule or a clock has decided, ready to be written at a time. */
export const writeOf = (
  issue: Pick<LivingIssue, 'status' | 'substatus' | 'statusChanged' | 'life'>,
  change: Change | LifeChange,
  now: number,
): WholeWrite => {
  const { status, substatus, life } = change;
  const stays = status === issue.status && substatus === issue.substatus && isSame('archive', issue.life, life);
  return {
    status,
    substatus,
    life,
    statusChanged: stays ? issue.statusChanged : now,
    activities: 'activities' in change ? change.activities : change.activity ? [change.activity] : [],
    // What was due before stays so: a row of its own is there already.
    due: stays && isSame('forecast', issue.life, life) ? [] : dueOf(substatus, life, now),
    pending: isPending(life.resolution),
  };
};

/** Conditions that are set anew count from now on. */
const isSame = (part: 'archive' | 'forecast', before: IssueLife, after: IssueLife): boolean =>
  JSON.stringify(before[part]) === JSON.stringify(after[part]);

const dueOf = (substatus: IssueSubstatus | null, { archive }: IssueLife, now: number): WholeWrite['due'] => {
  if (archive?.until !== undefined) return [{ kind: 'wake', at: archive.until }];
  return substatus === 'archived_until_escalating' ? [{ kind: 'forecast', at: now + FORECAST_EVERY_MS }] : [];
};
