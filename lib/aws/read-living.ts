import type { Issue } from '../ports/issue-store.ts';
import { isDeletedIssue } from './deleted-issue.ts';
import { fromIssueItem } from './issue-item.ts';
import { issueKey } from './keys/issue.ts';
import { batchGet, type Table } from './table.ts';

/** Issues that are neither deleted nor over (TTL deletes late), merged ones as they are. Strongly consistent. @param now milliseconds since 1970 */
export const readLiving = async (
  table: Table,
  ids: readonly string[],
  now: number,
  options: { consistent: boolean } = { consistent: true },
): Promise<Map<string, Issue>> => {
  const items = await batchGet(table, [...new Set(ids)].map(issueKey), options);
  const living = items.filter(item => !isDeletedIssue(item)).map(fromIssueItem);
  return new Map(living.filter(({ expires }) => expires > now).map(issue => [issue.id, issue]));
};
