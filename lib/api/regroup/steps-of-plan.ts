import type { Issue } from '../../ports/issue-store.ts';
import type { RegroupingStep } from '../../ports/regrouping-store.ts';
import { issueIdOf } from '../../protocol/issue-id.ts';
import { shortIdOf } from '../../protocol/short-id.ts';
import type { PlannedPart } from './plan-parts.ts';
import type { RegroupingPlan } from './plan-regrouping.ts';

type Named = Pick<Issue, 'id' | 'number' | 'shortId'>;

/** How many issues a plan makes. */
export const madeIn = ({ parts }: RegroupingPlan): number => parts.filter(({ existing }) => !existing).length;

/**
 * In an order that can be taken back from its end: what is split off is an issue like others when it is joined.
 * @param first the first of as many numbers as the plan makes issues
 */
export const stepsOfPlan = ({ parts, steps }: RegroupingPlan, first: number): RegroupingStep[] => {
  const made = new Map<PlannedPart, Named>();
  let number = first;
  for (const part of parts) made.set(part, part.existing ?? numbered(part.from, number++));
  const isJoin = ({ kind }: RegroupingStep): boolean => kind === 'join';
  return [
    ...steps.filter(step => !isJoin(step)),
    ...parts.flatMap(part => splitStep(part, made.get(part))),
    ...steps.filter(isJoin),
    ...parts.flatMap(part => joinStep(part, made)),
  ];
};

const numbered = ({ projectId, projectSlug }: Issue, number: number): Named => ({
  id: issueIdOf(projectId, number),
  number,
  shortId: shortIdOf(projectSlug, number),
});

const splitStep = ({ from, eventIds, hashes }: PlannedPart, made: Named | undefined): RegroupingStep[] => {
  if (!made) return [];
  const { id, number, shortId } = made;
  return [{ kind: 'split', from: from.id, id, number, eventIds, hashes, shortIds: [from.shortId, shortId] }];
};

const joinStep = (part: PlannedPart, made: ReadonlyMap<PlannedPart, Named>): RegroupingStep[] => {
  const { into } = part;
  const [shower, own] = [into && 'from' in into ? made.get(into) : into, made.get(part)];
  if (!shower || !own) return [];
  return [{ kind: 'join', into: shower.id, id: own.id, shown: [], shortIds: [shower.shortId, own.shortId] }];
};
