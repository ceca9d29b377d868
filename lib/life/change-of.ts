import type { Activity, ArchiveCondition, Forecast, IssueLife, LifeChange } from '../protocol/issue-life.ts';
import type { ArchiveUntil, LifeUpdate } from './life-update.ts';
import { FRESH_FOR_MS, type Lived, type LivingIssue } from './living-issue.ts';
import { withoutPast } from './on-event.ts';
import { raised, restored } from './priority.ts';
import { type ResolveFacts, resolutionOf } from './resolution-of.ts';
import { issueAt } from './substatus-at.ts';

const MINUTE_MS = 60_000;

export interface ChangeFacts {
  now: number;
  user?: { id: string; name: string };
  /** It is the only issue that is changed: what it is called when reopened depends on its past. */
  single: boolean;
  /** Asked where the update names a release. */
  releases?: Omit<ResolveFacts, 'now'>;
  /** Asked where the update archives until it escalates; absent also when nothing is to be expected. */
  forecast?: Forecast;
}

/** What an update makes of an issue; each step of it is told. */
export type Change = Omit<LifeChange, 'activity' | 'announce'> & { activities: Activity[] };

export type Changed = Change | 'unchanged' | 'no_releases';

/** Sentry's rules for what a person may change of an issue's life. Pure: asked again when others were faster. */
export const changeOf = (stored: LivingIssue, update: LifeUpdate, facts: ChangeFacts): Changed => {
  const issue = issueAt(stored, facts.now);
  const status = changeStatus(issue, update, facts);
  if (status === 'no_releases') return status;
  let lived: Lived = status?.lived ?? { status: issue.status, substatus: issue.substatus, life: issue.life };
  const activities = status ? [signed(status.activity, facts)] : [];
  for (const step of [assign, prioritize, review]) {
    const done = step(lived, update);
    if (!done) continue;
    lived = done.lived;
    activities.push(signed(done.activity, facts));
  }
  return activities.length === 0 ? 'unchanged' : { ...lived, activities };
};

interface Step {
  lived: Lived;
  activity: Pick<Activity, 'type' | 'data'>;
}

const signed = (activity: Pick<Activity, 'type' | 'data'>, { now, user }: ChangeFacts): Activity => ({
  ...activity,
  at: now,
  ...(user && { user }),
});

const changeStatus = (issue: LivingIssue, update: LifeUpdate, facts: ChangeFacts): Step | undefined | 'no_releases' => {
  switch (update.status) {
    case undefined:
      return undefined;
    case 'resolved':
      return resolve(issue, update, facts);
    case 'ignored':
      return archive(issue, update, facts);
    case 'unresolved':
      return reopen(issue, update, facts);
  }
};

const resolve = (issue: LivingIssue, update: LifeUpdate, facts: ChangeFacts): Step | undefined | 'no_releases' => {
  const life = withoutPast(issue.life);
  if (!update.resolve) {
    if (issue.status === 'resolved') return undefined;
    return { lived: { status: 'resolved', substatus: null, life }, activity: { type: 'set_resolved', data: {} } };
  }
  const resolved = resolutionOf(update.resolve, { newest: [], seenIn: [], ...facts.releases, now: facts.now });
  if (!resolved) return 'no_releases';
  return {
    lived: { status: 'resolved', substatus: null, life: { ...life, resolution: resolved.resolution } },
    activity: resolved.activity,
  };
};

const archive = (issue: LivingIssue, update: LifeUpdate, facts: ChangeFacts): Step | undefined => {
  const archived = archivedAs(issue, update.archive, facts);
  // Conditions count from the moment that they are set: the same ones set again begin anew.
  const isSame = issue.status === 'ignored' && issue.substatus === archived.substatus && !archived.life.archive;
  if (isSame) return undefined;
  return {
    lived: { status: 'ignored', substatus: archived.substatus, life: { ...withoutPast(issue.life), ...archived.life } },
    activity: { type: 'set_ignored', data: archived.data },
  };
};

interface Archived {
  substatus: 'archived_forever' | 'archived_until_escalating' | 'archived_until_condition_met';
  life: Partial<IssueLife>;
  data: Activity['data'];
}

const archivedAs = (issue: LivingIssue, until: ArchiveUntil | undefined, facts: ChangeFacts): Archived => {
  switch (until?.until) {
    case undefined:
      return { substatus: 'archived_forever', life: {}, data: {} };
    case 'escalating':
      return {
        substatus: 'archived_until_escalating',
        life: facts.forecast ? { forecast: facts.forecast } : {},
        data: { ignoreUntilEscalating: true },
      };
    case 'condition': {
      const condition = conditionOf(issue, until, facts.now);
      const data = { ignoreUntilEscalating: false, ...tellCondition(condition) };
      return { substatus: 'archived_until_condition_met', life: { archive: condition }, data };
    }
  }
};

const conditionOf = (
  issue: LivingIssue,
  { duration, count, window, userCount, userWindow }: Extract<ArchiveUntil, { until: 'condition' }>,
  now: number,
): ArchiveCondition => ({
  ...(duration !== undefined && { until: now + duration * MINUTE_MS }),
  ...(count !== undefined && { count }),
  ...(window !== undefined && { window }),
  ...(userCount !== undefined && { userCount }),
  ...(userWindow !== undefined && { userWindow }),
  countThen: issue.count,
  usersThen: issue.users,
});

/** A condition in the words of Sentry: of `statusDetails` and of activities. */
export const tellCondition = ({ until, count, window, userCount, userWindow }: ArchiveCondition) => ({
  ignoreCount: count ?? null,
  ignoreUntil: until === undefined ? null : new Date(until).toISOString(),
  ignoreUserCount: userCount ?? null,
  ignoreUserWindow: userWindow ?? null,
  ignoreWindow: window ?? null,
});

const reopen = (issue: LivingIssue, update: LifeUpdate, facts: ChangeFacts): Step | undefined => {
  const substatus = update.substatus ?? reopenedAs(issue, facts);
  if (issue.status === 'unresolved' && substatus === issue.substatus) return undefined;
  const life = withoutPast(issue.life);
  return {
    lived: { status: 'unresolved', substatus, life: priorityOf(substatus, life) },
    activity: { type: issue.status === 'unresolved' ? 'auto_set_ongoing' : 'set_unresolved', data: {} },
  };
};

const reopenedAs = (issue: LivingIssue, { now, single }: ChangeFacts): LivingIssue['substatus'] => {
  if (issue.status === 'unresolved') return issue.substatus;
  if (!single) return 'ongoing';
  if (issue.status === 'resolved') return 'regressed';
  return now - issue.firstSeen < FRESH_FOR_MS ? 'new' : 'ongoing';
};

const priorityOf = (substatus: LivingIssue['substatus'], life: IssueLife): IssueLife => {
  if (substatus === 'escalating') return raised(life);
  return substatus === 'ongoing' ? restored(life) : life;
};

const assign = ({ life, ...lived }: Lived, { assignee }: LifeUpdate): Step | undefined => {
  if (assignee === undefined) return undefined;
  const { assignee: before, unassigned: _, ...free } = life;
  if (assignee === null) {
    const left = { ...lived, life: { ...free, unassigned: true } };
    return before && { lived: left, activity: { type: 'unassigned', data: {} } };
  }
  if (before?.type === assignee.type && before.id === assignee.id && before.by === assignee.by) return undefined;
  const data = { assignee: assignee.id, assigneeName: assignee.name, assigneeType: assignee.type };
  return { lived: { ...lived, life: { ...free, assignee } }, activity: { type: 'assigned', data } };
};

const prioritize = ({ life, ...lived }: Lived, { priority }: LifeUpdate): Step | undefined => {
  if (priority === undefined || (priority === life.priority && life.priorityLocked)) return undefined;
  return {
    lived: { ...lived, life: { ...life, priority, priorityLocked: true } },
    activity: { type: 'set_priority', data: { priority, reason: 'manual' } },
  };
};

const review = ({ life, ...lived }: Lived, { reviewed }: LifeUpdate): Step | undefined =>
  reviewed && !life.reviewed
    ? { lived: { ...lived, life: { ...life, reviewed } }, activity: { type: 'mark_reviewed', data: {} } }
    : undefined;
