import { type ErasureRequest, MAX_ORDERED_ISSUES } from '../ports/erasure-store.ts';
import { type Issue, idsOf } from '../ports/issue-store.ts';
import type { ApiDeps } from './api-request.ts';
import type { Caller } from './authenticate.ts';
import { inTurns } from './in-turns.ts';

/**
 * Hides issues at once and orders that what is kept of them is erased. The order comes first: who dies in between
 * leaves an order that finds the issue still there, and is dropped.
 * @param options `discard`: what comes of them later is dropped
 */
export const deleteIssues = async (
  deps: Pick<ApiDeps, 'clock' | 'issues' | 'erasures'>,
  caller: Caller,
  issues: readonly Issue[],
  options: { discard: boolean },
): Promise<void> => {
  for (const request of ordersOf(caller, issues)) await deps.erasures.request(request);
  const at = deps.clock.now();
  await inTurns(issues, ({ id }) => deps.issues.delete(id, at, options.discard ? { discardedBy: caller.user } : {}));
};

const ordersOf = ({ organization, name }: Caller, issues: readonly Issue[]): ErasureRequest[] =>
  [...Map.groupBy(issues, ({ projectId }) => projectId)].flatMap(([projectId, some]) =>
    chunks(some.flatMap(idsOf), MAX_ORDERED_ISSUES).map(issueIds => ({
      organization,
      requestedBy: name,
      order: { kind: 'issue', projectIds: [projectId], issueIds },
    })),
  );

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
