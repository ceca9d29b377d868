import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { debugFrames, type FrameUploads } from '../debug-frames.ts';
import { findEvent } from '../find-event.ts';
import { findProject } from '../find-project.ts';
import { presentSdkSupport } from '../present/sdk-support.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import type { ProjectEventParams } from './events.ts';

/** Why the frames of an event are mapped or not: what was looked for, what is there. Sentry's shape. */
export const getSourceMapDebug = async (
  deps: ApiDeps,
  { caller, params }: Call<ProjectEventParams>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const { event } = await findEvent(deps, project.id, params.event);
  const [uploads, projectHasAny, releaseHasAny] = await Promise.all([
    uploadsOf(deps, project.id, event.release, event.dist),
    deps.artifacts.hasAny(project.id),
    event.release === undefined ? false : deps.artifacts.hasAny(project.id, event.release),
  ]);
  const { exceptions, hasDebugIds, hasUploadedDebugId } = await debugFrames(deps, uploads, event);
  return respondJson({
    dist: event.dist ?? null,
    release: event.release ?? null,
    exceptions,
    has_debug_ids: hasDebugIds,
    ...presentSdkSupport(event.sdk),
    project_has_some_artifact_bundle: projectHasAny,
    release_has_some_artifact: releaseHasAny,
    has_uploaded_some_artifact_with_a_debug_id: hasUploadedDebugId,
    has_scraping_data: event.scraping_attempts !== undefined,
  });
};

/** Bundles of a release that are looked through, as the digest does. */
const MAX_BUNDLES = 5;
/** The newest bundles of a project among which those of another dist are looked for, and how many of these. */
const MAX_LISTED = 100;

const uploadsOf = async (
  deps: Pick<ApiDeps, 'artifacts' | 'uploads'>,
  projectId: string,
  release: string | undefined,
  dist: string | undefined,
): Promise<FrameUploads> => {
  if (release === undefined) return { projectId, release: undefined, own: [], otherDists: [] };
  const [own, listed] = await Promise.all([
    deps.artifacts.byRelease(projectId, release, dist, { limit: MAX_BUNDLES }),
    deps.uploads.list(projectId, { limit: MAX_LISTED }),
  ]);
  const others = listed.bundles.filter(bundle => bundle.release === release && bundle.dist !== dist);
  const otherDists = await Promise.all(
    others.slice(0, MAX_BUNDLES).map(async bundle => ({ files: await deps.uploads.files(bundle) })),
  );
  return { projectId, release, own, otherDists };
};
