import type { IssueLife } from '../protocol/issue-life.ts';

/** Escalating raises it by a level, unless a person has chosen it. */
export const raised = (life: IssueLife): IssueLife =>
  life.priorityLocked ? life : { ...life, priority: life.priority === 'low' ? 'medium' : 'high' };

/** Becoming ongoing restores what it was born with, unless a person has chosen. */
export const restored = (life: IssueLife): IssueLife =>
  life.priorityLocked ? life : { ...life, priority: life.initialPriority };
