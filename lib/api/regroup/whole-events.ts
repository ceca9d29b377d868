import type { StoredEvent } from '../../ports/event-store.ts';
import { isShown } from '../find-event.ts';
import type { LookDeps } from './look-at-issues.ts';

/** Events of an issue that can be told apart: all of them are read, by the preview and by each step. */
export const MAX_WHOLE_EVENTS = 300;
const PAGE = 100;

/** All that is kept of what an issue has counted by itself, the newest first. `undefined`: it is more than that. */
export const wholeEvents = async (
  deps: Pick<LookDeps, 'clock' | 'events'>,
  issueId: string,
): Promise<StoredEvent[] | undefined> => {
  const found: StoredEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await deps.events.listByIssue(issueId, { limit: PAGE, ...(cursor && { cursor }) });
    // An index lags behind: what is another's by now is left out.
    found.push(...page.events.filter(event => event.issueId === issueId && isShown(deps, event)));
    if (found.length > MAX_WHOLE_EVENTS) return undefined;
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
};
