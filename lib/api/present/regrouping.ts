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
  looked: { issues: looked.issues.filter(({ partOf }) => partOf === undefined).length, events: looked.events },
  notLooked: { withoutEvents: looked.withoutEvents, more: looked.more },
  joins: plan.joins.map(({ parent, children, left }) => ({
    parent: named(parent),
    children: children.map(named),
    left: left.map(named),
  })),
  splits: plan.splits.map(presentSplit),
  hashes: hashesIn(plan.steps) + plan.parts.reduce((sum, part) => sum + part.hashes.length, 0),
  faults: [],
});

const presentSplit = ({ issue, events, whole, groups }: PlannedSplit) => ({
  issue: named(issue),
  events,
  whole,
  groups: groups.map(({ other, ...group }) => ({ ...group, other: other ? named(other) : null })),
});

const named = ({ id, shortId, title, count }: Issue): NamedIssueJson => ({ id, shortId, title, count: String(count) });

const hashesIn = (steps: readonly RegroupingStep[]): number =>
  steps.reduce((sum, step) => sum + (step.kind === 'join' ? 0 : step.hashes.length), 0);

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
    splits: splitsIn(steps),
    hashes: hashesIn(steps),
    faults: faults.map(({ step, why }) => ({ issue: issueIn(steps[step]), why })),
    savedRules: rules !== undefined && !faults.some(({ why }) => why === 'changed'),
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

const splitsIn = (steps: readonly RegroupingStep[]): RegroupingJson['splits'] => {
  const splits = steps.flatMap(step => (step.kind === 'split' ? [step] : []));
  return [...Map.groupBy(splits, ({ from }) => from)].map(([from, some]) => ({
    from: { id: from, shortId: some[0]?.shortIds[0] ?? '' },
    parts: some.map(({ id, shortIds: [, shortId] }) => ({ id, shortId })),
  }));
};

const issueIn = (step: RegroupingStep | undefined): string => {
  switch (step?.kind) {
    case 'join':
      return step.id;
    case 'split':
      return step.from;
    case 'attach':
      return step.issueId;
    default:
      return '';
  }
};
