import { writeOf } from '../life/write-of.ts';
import { type Issue, type IssueStore, itself } from '../ports/issue-store.ts';
import type { LifeChange } from '../protocol/issue-life.ts';

export interface ChangeLifeDeps {
  issues: Pick<IssueStore, 'get' | 'change'>;
}

/** Others may decide about the same issue at the same moment: it is read and decided again, this often at most. */
const MAX_TRIES = 5;

/** Changes an issue as a rule has it that is asked again whenever others were faster. Whether there was a change. */
export const changeLife = async (
  { issues }: ChangeLifeDeps,
  id: string,
  now: number,
  decide: (issue: Issue) => LifeChange | undefined,
): Promise<boolean> => {
  for (let tried = 0; tried < MAX_TRIES; tried++) {
    // One that was merged has no life of its own.
    const issue = itself(await issues.get([id]), id);
    const change = issue && decide(issue);
    if (!change) return false;
    const result = await issues.change(id, issue.lifeVersion, writeOf(issue, change, now));
    if (result !== 'outdated') return result === 'changed';
  }
  throw new Error('the issue was changed by others each time');
};
