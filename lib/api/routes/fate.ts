import { parseEventId } from '../../protocol/event-id.ts';
import { underSlug } from '../../protocol/short-id.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { fateQuery } from '../contract/fate.ts';
import { findFate } from '../find-fate.ts';
import { findProject } from '../find-project.ts';
import { presentFate } from '../present/fate.ts';
import { readContract } from '../read-contract.ts';
import { Refusal } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import type { ProjectEventParams } from './events.ts';

/** What became of an event: kept, only counted, or dropped and why, with the times of its way. Our own: Sentry has no such thing. */
export const getEventFate = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ProjectEventParams>,
): Promise<ApiResponse> => {
  const { at } = readContract(fateQuery, Object.fromEntries(request.query));
  const project = await findProject(deps, caller, params);
  const eventId = parseEventId(params.event);
  if (!eventId) throw new Refusal(400, 'event: expected an event id: 32 hex digits, with or without hyphens');
  const { issue, ...found } = await findFate(deps, { projectId: project.id, eventId, near: at });
  const named = { ...found, issue: issue && underSlug(issue, project.slug) };
  return respondJson(presentFate(named, { eventId, organization: project.organization, publicUrl: deps.publicUrl }));
};
