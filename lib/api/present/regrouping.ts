import type { Issue } from '../../ports/issue-store.ts';
import type { Regrouping, RegroupingStep } from '../../ports/regrouping-store.ts';
import type {
  NamedIssueJson,
  RegroupingDetailsJson,
  RegroupingJson,
  RegroupingPreviewJson,
} from '../contract/regrouping.ts';
import type { PlannedSplit, RegroupingPlan } from '../regroup/plan-regrouping.ts';
import type { LookedAt } from '../regroup/regrouped-issue.ts';
import { presentPerson } from './person.ts';
import { isoTime } from './time.ts';

export const presentPreview = (looked: LookedAt, plan: RegroupingPlan): RegroupingPreviewJson => ({
  looked: { issues: looked.issues.length, events: looked.events },
  notLooked: { withoutEvents: looked.withoutEvents, more: looked.more },
  joins: plan.joins.map(({ parent, children, left }) => ({
    parent: named(parent),
    children: children.map(named),
    left: left.map(named),
  })),
  splits: plan.splits.map(presentSplit),
  hashes: hashesIn(plan.steps),
  faults: [],
});

const presentSplit = ({ issue, events, groups }: PlannedSplit) => ({
  issue: named(issue),
  events,
  groups: groups.map(({ eventIds, coming, other }) => ({ eventIds, coming, other: other ? named(other) : null })),
});

const named = ({ id, shortId, title, count }: Issue): NamedIssueJson => ({ id, shortId, title, count: String(count) });

const hashesIn = (steps: readonly RegroupingStep[]): number =>
  steps.reduce((sum, step) => sum + (step.kind === 'attach' ? step.hashes.length : 0), 0);

export const presentRegrouping = (regrouping: Regrouping): RegroupingJson => {
  const { id, at, user, state, steps, done, faults, rules } = regrouping;
  return {
    id,
    dateCreated: isoTime(at),
    createdBy: presentPerson(user),
    state,
    steps: steps.length,
    done,
    joins: joinsIn(steps),
    hashes: hashesIn(steps),
    faults: faults.map(({ step, why }) => ({ issue: issueIn(steps[step]), why })),
    savedRules: rules !== undefined,
  };
};

export const presentRegroupingDetails = (regrouping: Regrouping): RegroupingDetailsJson => ({
  ...presentRegrouping(regrouping),
  rules: regrouping.rules ?? null,
});

const joinsIn = (steps: readonly RegroupingStep[]): RegroupingJson['joins'] => {
  const joins = steps.flatMap(step => (step.kind === 'join' ? [step] : []));
  return [...Map.groupBy(joins, ({ into }) => into)].map(([parent, some]) => ({
    parent: { id: parent, shortId: some[0]?.shortIds[0] ?? '' },
    children: some.map(({ id, shortIds: [, shortId] }) => ({ id, shortId })),
  }));
};

const issueIn = (step: RegroupingStep | undefined): string => (step?.kind === 'join' ? step.id : (step?.issueId ?? ''));
