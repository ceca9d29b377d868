import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { findProject } from '../find-project.ts';
import { presentTombstone } from '../present/tombstone.ts';
import { notFound } from '../refusal.ts';
import { respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';
import { readPage, respondPage } from '../store-page.ts';

/** Issues that were deleted with all that is to come of them, the newest first. */
export const listTombstones = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const page = readPage(request);
  const project = await findProject(deps, caller, params);
  const { tombstones, next } = await deps.tombstones.list(project.id, page);
  return respondPage(deps, request, tombstones.map(presentTombstone), next);
};

/** What comes of it makes an issue again. */
export const liftTombstone = async (
  deps: ApiDeps,
  { caller, params }: Call<{ org: string; project: string; tombstone: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  if (!(await deps.tombstones.lift(project.id, params.tombstone))) throw notFound();
  return respondNothing([]);
};
