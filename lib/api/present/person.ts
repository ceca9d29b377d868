import type { Assignee } from '../../protocol/issue-life.ts';
import type { AssigneeJson, PersonJson } from '../contract/issue.ts';

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

export const presentPerson = ({ id, name }: { id: string; name: string }): PersonJson => ({
  id,
  name,
  ...(ADDRESS.test(name) && { email: name }),
});

export const presentAssignee = (assignee: Assignee | undefined): AssigneeJson | null =>
  assignee ? { type: assignee.type, ...presentPerson(assignee) } : null;
