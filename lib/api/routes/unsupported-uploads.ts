import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { findProject } from '../find-project.ts';
import { refuseUpload } from '../refusal.ts';
import type { Call } from '../route.ts';

interface ProjectParams {
  org: string;
  project: string;
}

const NO_DEBUG_FILES =
  'Allim reads source maps of JavaScript only: debug information files, ProGuard mappings and their like are not kept. ' +
  'Source maps go by `sourcemaps upload`';
const NO_APP_BUILDS = 'Allim keeps no builds of apps and no snapshots. Source maps go by `sourcemaps upload`';

/** Tools ask for these, and read a plain 404 as a project that does not exist: they are told what the matter is. */
export const refuseDebugFiles = (deps: ApiDeps, call: Call<ProjectParams>): Promise<ApiResponse> =>
  refuseKind(deps, call, NO_DEBUG_FILES);

export const refuseAppBuilds = (deps: ApiDeps, call: Call<ProjectParams>): Promise<ApiResponse> =>
  refuseKind(deps, call, NO_APP_BUILDS);

/** Of a project that is not there, that is what one has to know first. */
const refuseKind = async (deps: ApiDeps, { caller, params }: Call<ProjectParams>, why: string): Promise<never> => {
  await findProject(deps, caller, params);
  throw refuseUpload(why);
};
