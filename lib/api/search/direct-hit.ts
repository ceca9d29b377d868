import type { Issue } from '../../ports/issue-store.ts';
import type { ApiDeps } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { isShown } from '../find-event.ts';
import type { IssueSearch } from './read-issue-search.ts';

const EVENT_ID = /^[0-9a-f]{32}$/i;

/** Who searches for nothing but an event id means the issue of that event, whatever its status. */
export const directHit = async (
  deps: Pick<ApiDeps, 'issues' | 'events' | 'clock'>,
  caller: Caller,
  { search, projects }: IssueSearch,
): Promise<Issue | undefined> => {
  const [word] = search.words;
  const others = search.conditions.length - 1 + search.tagConditions.length + search.markConditions.length;
  if (others > 0 || word === undefined || !EVENT_ID.test(word)) return undefined;
  const events = await Promise.all(projects.map(({ id }) => deps.events.get(id, word.toLowerCase())));
  const event = events.find(one => one !== undefined && isShown(deps, one));
  if (!event) return undefined;
  const issue = (await deps.issues.get([event.issueId])).get(event.issueId);
  return issue?.organization === caller.organization ? issue : undefined;
};
