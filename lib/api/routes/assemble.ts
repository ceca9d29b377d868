import type * as z from 'zod';
import type { Project } from '../../ports/project-store.ts';
import type { ApiDeps, ApiRequest, ApiResponse } from '../api-request.ts';
import { assembleUpload } from '../assemble-upload.ts';
import { bundleAssembly, releaseAssembly } from '../contract/upload.ts';
import { requireOrganization } from '../find-project.ts';
import { releasesIn } from '../find-release.ts';
import { readBody } from '../read-body.ts';
import { notFound, Refusal, refuseUpload } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

/** An artifact bundle: files of a build, for projects that are named, with or without a release. */
export const assembleArtifactBundle = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const { checksum, chunks, projects, version, dist } = readUpload(bundleAssembly, request);
  return respondJson(
    await assembleUpload(deps, {
      organization: caller.organization,
      checksum,
      chunks,
      projects: await projectsNamed(deps, caller.organization, projects),
      ...(version != null && { release: version }),
      ...(dist != null && { dist }),
    }),
  );
};

/** A release bundle, as tools before artifact bundles send: the same archive, for a release that is there. */
export const assembleReleaseBundle = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; version: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const { checksum, chunks, projects, dist } = readUpload(releaseAssembly, request);
  const chosen = projects?.length
    ? await projectsNamed(deps, caller.organization, projects)
    : (await releasesIn(deps, await deps.projects.list(caller.organization), params.version)).map(one => one.project);
  if (chosen.length === 0) throw notFound();
  return respondJson(
    await assembleUpload(deps, {
      organization: caller.organization,
      checksum,
      chunks,
      projects: chosen,
      release: params.version,
      ...(dist != null && { dist }),
    }),
  );
};

/** One sentence for tools, without what is wrong with which field. */
const readUpload = <S extends z.ZodType>(schema: S, { body }: ApiRequest): z.output<S> => {
  try {
    return readBody(schema, body);
  } catch (error) {
    throw error instanceof Refusal ? refuseUpload(error.message) : error;
  }
};

const projectsNamed = async (deps: ApiDeps, organization: string, names: readonly string[]): Promise<Project[]> => {
  const wanted = [...new Set(names)];
  const found = await Promise.all(wanted.map(name => deps.projects.find(organization, name)));
  const projects = found.filter(project => project !== undefined);
  const unknown = wanted.filter((_, index) => found[index] === undefined);
  if (unknown.length > 0) throw refuseUpload(`One or more projects are invalid: ${unknown.join(', ')}`);
  return [...new Map(projects.map(project => [project.id, project])).values()];
};
