import type { Issue } from '../../ports/issue-store.ts';
import type { RegroupingStep } from '../../ports/regrouping-store.ts';
import { type Home, hashesOf } from './homes.ts';
import type { RegroupedIssue } from './regrouped-issue.ts';

/** What is to come by the new hashes comes to the issue that shows the others, or to the one that it is like. */
export const attachSteps = (
  issues: readonly RegroupedIssue[],
  homes: readonly Home[],
  shownBy: ReadonlyMap<string, Issue>,
): RegroupingStep[] => {
  const known = new Set(issues.flatMap(hashesOf));
  return [...Map.groupBy(homes, ({ group }) => group)].flatMap(([group, sharing]): RegroupingStep[] => {
    const hashes = [...group.hashes].filter(hash => !known.has(hash));
    const issueId = ownerAmong(sharing, shownBy);
    return hashes.length > 0 && issueId !== undefined ? [{ kind: 'attach', issueId, hashes }] : [];
  });
};

/** Of those that are at home in a group: one that keeps together, best the one that shows the others, with most events. */
export const ownerAmong = (sharing: readonly Home[], shownBy: ReadonlyMap<string, Issue>): string | undefined => {
  const rank = ({ isWhole, owner, member }: Home): readonly number[] => [
    Number(isWhole),
    Number(shownBy.get(owner.issue.id)?.id === member.issue.id),
    owner.issue.count,
    member.issue.count,
  ];
  const [best] = sharing.toSorted((a, b) => firstDifference(rank(b), rank(a)));
  return best?.member.issue.id;
};

const firstDifference = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, place) => value - (b[place] ?? 0)).find(difference => difference !== 0) ?? 0;
