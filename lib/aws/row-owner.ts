import { projectOfIssue } from '../protocol/issue-id.ts';
import { BUDGETS } from './keys/cost.ts';
import { ownerOfPartition } from './keys/read-key.ts';
import { type Item, readText } from './table.ts';

/** Whose row it is: by what it says itself, else by its key, or by where it stands in an index. `undefined`: no project's. */
export const projectOfRow = (row: Item): string | undefined => {
  if (row.projectId?.S) return row.projectId.S;
  if (row.issueId?.S) return projectOfIssue(row.issueId.S);
  const { project, issue } = [placeOf(row), readText(row, 'gsi1pk')].map(ownerOfPartition).find(isSomebodys) ?? {};
  return issue === undefined ? project : projectOfIssue(issue);
};

/** Budgets lie together: whose each of them is says its sort key. */
const placeOf = (row: Item): string => (readText(row, 'pk') === BUDGETS ? readText(row, 'sk') : readText(row, 'pk'));

const isSomebodys = ({ project, issue }: ReturnType<typeof ownerOfPartition>): boolean =>
  project !== undefined || issue !== undefined;
