import type { Issue } from '../../ports/issue-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { listing } from '../contract/listing.ts';
import { type TagJson, TOP_VALUES, tagListing } from '../contract/tag.ts';
import { decodeCursor, encodeCursor, offsetCursor } from '../cursor.ts';
import { findIssue } from '../find-issue.ts';
import { linkHeader } from '../link-header.ts';
import { presentTag, presentTagValue } from '../present/tag.ts';
import { readContract } from '../read-contract.ts';
import { notFound } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import type { IssueParams } from './issue.ts';

/** Users are no tag of ours: who they are is not kept beside an issue, only how many. */
const USER = 'user';

/** The keys of an issue's tags, each with its most frequent values. */
export const listTags = async (deps: ApiDeps, { caller, params, request }: Call<IssueParams>): Promise<ApiResponse> => {
  const asked = readContract(tagListing, { ...Object.fromEntries(request.query), key: request.query.getAll('key') });
  const issue = await findIssue(deps, caller, params);
  const keys = Map.groupBy(await deps.stats.tags(issue), ({ key }) => key);
  const tags = [...keys].map(([key, counts]) => presentTag(key, counts, issue, { values: asked.limit }));
  const all = [...tags, ...(await userTag(deps, issue))].filter(({ key }) => isAsked(asked.key, key));
  return respondJson(all.toSorted((a, b) => b.totalValues - a.totalValues || (a.key < b.key ? -1 : 1)));
};

const isAsked = (asked: readonly string[], key: string): boolean => asked.length === 0 || asked.includes(key);

/** One key with its most frequent values. */
export const getTag = async (
  deps: ApiDeps,
  { caller, params }: Call<IssueParams & { key: string }>,
): Promise<ApiResponse> => {
  const issue = await findIssue(deps, caller, params);
  if (params.key === USER) return respondJson(found((await userTag(deps, issue))[0]));
  const counts = (await deps.stats.tags(issue)).filter(({ key }) => key === params.key);
  if (counts.length === 0) throw notFound();
  return respondJson(presentTag(params.key, counts, issue, { values: TOP_VALUES }));
};

/** All values of one key that are told apart, most frequent first. */
export const listTagValues = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams & { key: string }>,
): Promise<ApiResponse> => {
  const { limit, cursor } = readContract(listing, Object.fromEntries(request.query));
  const { offset } = decodeCursor(offsetCursor, cursor) ?? { offset: 0 };
  const issue = await findIssue(deps, caller, params);
  const counts = (await deps.stats.tags(issue)).filter(({ key }) => key === params.key);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const told = counts.filter(({ value }) => value !== undefined);
  const next = offset + limit < told.length ? encodeCursor({ offset: offset + limit }) : undefined;
  return respondJson(
    told.slice(offset, offset + limit).map(one => presentTagValue(one, issue, total)),
    linkHeader(deps.publicUrl, request, next),
  );
};

const userTag = async (deps: ApiDeps, issue: Issue): Promise<TagJson[]> => {
  const { users, exact } = await deps.stats.users(issue);
  if (users === 0) return [];
  return [{ key: USER, name: 'User', totalValues: users, uniqueValues: users, exact, otherValues: 0, topValues: [] }];
};

const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw notFound();
  return value;
};
