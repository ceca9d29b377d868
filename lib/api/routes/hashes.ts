import { afterUnmerge } from '../../life/after-unmerge.ts';
import { type Issue, MAX_MERGED_ISSUES } from '../../ports/issue-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { HashJson } from '../contract/hash.ts';
import { listing } from '../contract/listing.ts';
import { offset } from '../contract/release.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { isShown } from '../find-event.ts';
import { findIssue } from '../find-issue.ts';
import { inTurns } from '../in-turns.ts';
import { linkHeader } from '../link-header.ts';
import { presentEventRow } from '../present/event.ts';
import { readContract } from '../read-contract.ts';
import { Refusal } from '../refusal.ts';
import { respondAccepted, respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import type { IssueParams } from './issue.ts';

/** Which hashes lead to an issue, each with the newest event of those that it brings: its own first, then merged ones. */
export const listHashes = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const { limit, cursor } = readContract(listing, Object.fromEntries(request.query));
  const from = decodeCursor(offset, cursor)?.offset ?? 0;
  const issue = await findIssue(deps, caller, params);
  const owned = (await membersOf(deps, issue)).flatMap(member => member.hashes.map(hash => ({ hash, member })));
  const page = owned.slice(from, from + limit);
  const next = from + limit < owned.length ? encodeCursor({ offset: from + limit }) : undefined;
  return respondJson(await presentHashes(deps, issue, page), linkHeader(deps.publicUrl, request, next));
};

/** In an order that stays: by their numbers. */
const membersOf = async ({ issues }: Pick<ApiDeps, 'issues'>, issue: Issue): Promise<Issue[]> => [
  issue,
  ...(await issues.mergedOf(issue)).toSorted((a, b) => a.number - b.number),
];

interface OwnedHash {
  hash: string;
  member: Issue;
}

/** Hashes of one issue come of the same events, nearly always: each is read once. */
const presentHashes = async (deps: ApiDeps, issue: Issue, page: readonly OwnedHash[]): Promise<HashJson[]> => {
  const ids = [...new Set(page.map(({ member }) => member.id))];
  const newest = new Map(await inTurns(ids, async id => [id, await deps.events.edge(id, 'newest')] as const));
  return page.map(({ hash, member }) => {
    const event = newest.get(member.id);
    return {
      id: hash,
      latestEvent: event && isShown(deps, event) ? presentEventRow(event, issue) : null,
      mergedBySeer: false,
      mergedIssue:
        member.id === issue.id ? null : { id: member.id, shortId: member.shortId, count: String(member.count) },
    };
  });
};

/** Splits off what a hash had been merged with: the issue that it belongs to is its own again, with all of its hashes. */
export const unmergeHashes = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const issue = await findIssue(deps, caller, params);
  const hashes = readHashes(request.query);
  const merged = await deps.issues.mergedOf(issue);
  const owners = new Set(hashes.map(hash => ownerOf(issue, merged, hash)));
  const at = deps.clock.now();
  for (const child of owners) {
    const lived = afterUnmerge(child, at);
    // One that somebody else has split off meanwhile is what was asked for.
    await deps.issues.unmerge(issue.id, child.id, { at, user: caller.user }, lived);
  }
  return respondAccepted();
};

const readHashes = (query: URLSearchParams): string[] => {
  const hashes = [...new Set(query.getAll('id'))];
  if (hashes.length === 0) throw new Refusal(400, 'id: name the hashes that are to be split off');
  if (hashes.length > MAX_MERGED_ISSUES)
    throw new Refusal(400, `id: at most ${MAX_MERGED_ISSUES} hashes can be split off at once`);
  return hashes;
};

const ownerOf = (issue: Issue, merged: readonly Issue[], hash: string): Issue => {
  const owner = merged.find(({ hashes }) => hashes.includes(hash));
  if (owner) return owner;
  if (issue.hashes.includes(hash))
    throw new Refusal(400, 'id: this hash is the issue’s own. Only what was merged into an issue can be split off it.');
  throw new Refusal(404, 'id: no such hash leads to this issue');
};
