import type { StoredEvent } from '../../ports/event-store.ts';
import { type Issue, idsOf } from '../../ports/issue-store.ts';
import { underSlug } from '../../protocol/short-id.ts';
import type { ApiDeps, ApiRequest, ApiResponse } from '../api-request.ts';
import type { EventJson } from '../contract/event.ts';
import { listing } from '../contract/listing.ts';
import { decodeCursor, encodeCursor, storeCursor } from '../cursor.ts';
import { findEvent, findEventOfIssue, isShown } from '../find-event.ts';
import { findIssue } from '../find-issue.ts';
import { findProject } from '../find-project.ts';
import { linkHeader } from '../link-header.ts';
import { listProjectEvents } from '../list-project-events.ts';
import { type Neighbours, presentEvent, presentEventRow } from '../present/event.ts';
import { readContract } from '../read-contract.ts';
import { notFound, Refusal } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { tokenize } from '../search/tokenize.ts';
import type { IssueParams } from './issue.ts';

export interface ProjectEventParams {
  org: string;
  project: string;
  event: string;
}

export const listIssueEvents = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams>,
): Promise<ApiResponse> => {
  const { limit, cursor } = readListing(request);
  const position = decodeCursor(storeCursor, cursor);
  const issue = await findIssue(deps, caller, params);
  const page = await deps.events.listByIssue(idsOf(issue), { limit, ...position });
  // A cursor comes from outside: a forged one must not lead into another issue.
  const events = page.events.filter(event => idsOf(issue).includes(event.issueId) && isShown(deps, event));
  const next = page.next === undefined ? undefined : encodeCursor({ cursor: page.next });
  return respondJson(
    events.map(event => presentEventRow(event, issue)),
    linkHeader(deps.publicUrl, request, next),
  );
};

/** The newest events of a project, in one page. */
export const listEventsOfProject = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const { limit } = readListing(request);
  const project = await findProject(deps, caller, params);
  const events = await listProjectEvents(deps, project.id, limit);
  return respondJson(
    events.filter(({ event }) => isShown(deps, event)).map(({ event, issue }) => presentEventRow(event, issue)),
    linkHeader(deps.publicUrl, request, undefined),
  );
};

export const getIssueEvent = async (
  deps: ApiDeps,
  { caller, params, request }: Call<IssueParams & { event: string }>,
): Promise<ApiResponse> => {
  const issue = await findIssue(deps, caller, params);
  const event = await findEventOfIssue(deps, issue, params.event);
  return respondJson(await present(deps, event, issue, request));
};

export const getProjectEvent = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ProjectEventParams>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const event = await findEvent(deps, project.id, params.event);
  const issue = (await deps.issues.get([event.issueId])).get(event.issueId);
  if (!issue) throw notFound();
  return respondJson(await present(deps, event, underSlug(issue, project.slug), request));
};

/** The payload as it is kept, in the SDKs' spelling. */
export const getEventPayload = async (
  deps: ApiDeps,
  { caller, params }: Call<ProjectEventParams>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const { event } = await findEvent(deps, project.id, params.event);
  return respondJson(event);
};

const present = async (deps: ApiDeps, event: StoredEvent, issue: Issue, request: ApiRequest): Promise<EventJson> => {
  const [neighbours, report] = await Promise.all([
    neighboursOf(deps, event, issue, request),
    deps.feedback.newestOfEvent(event.projectId, event.eventId),
  ]);
  return presentEvent(event, issue, neighbours, report);
};

/** Clients that do not show the way to other events say so, and are spared two reads. */
const neighboursOf = async (
  deps: ApiDeps,
  event: StoredEvent,
  issue: Issue,
  { query }: ApiRequest,
): Promise<Neighbours> => {
  if (query.getAll('collapse').includes('adjacentEvents')) return { newer: undefined, older: undefined };
  const [newer, older] = await Promise.all([
    deps.events.neighbour(idsOf(issue), event, 'next'),
    deps.events.neighbour(idsOf(issue), event, 'previous'),
  ]);
  return { newer, older };
};

/** Clients ask for the events of an issue with the issue's own search; terms that look into events are refused. */
const readListing = ({ query }: ApiRequest) => {
  const term = tokenize((query.get('query') ?? '').slice(0, 1_000)).find(({ key }) => key !== 'is');
  if (term)
    throw new Refusal(
      400,
      `query: searching events (${term.key || 'free text'}) is not supported by this version of Allim`,
    );
  return readContract(listing, Object.fromEntries(query));
};
