import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { findEvent } from '../find-event.ts';
import { findProject } from '../find-project.ts';
import { findSuspectCommits } from '../find-suspect-commits.ts';
import { presentCommitters } from '../present/committers.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import type { ProjectEventParams } from './events.ts';

/** Who may know what is wrong: the authors of commits that touched the files of an event's stack trace. */
export const listCommitters = async (
  deps: ApiDeps,
  { caller, params }: Call<ProjectEventParams>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const event = await findEvent(deps, project.id, params.event);
  return respondJson(presentCommitters(caller.organization, await findSuspectCommits(deps, event)));
};
