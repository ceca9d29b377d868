import type { Issue } from '../../ports/issue-store.ts';
import type { IssuePosition } from './issue-position.ts';

/** One issue on the way through lists. */
export interface Step {
  /** `undefined`: what stands there is no issue any more. */
  issue: Issue | undefined;
  /** Where to read on after it. */
  position: IssuePosition;
}

/** The way through lists of issues in one order, read as far as one goes. */
export interface IssueWalk {
  /** The next steps, `count` at most; none at the end. */
  take(count: number): Promise<Step[]>;
  /** Whether nothing follows what was taken. */
  ended(): Promise<boolean>;
}
