import { type Deploy, MAX_DEPLOYS } from '../../ports/release-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { type NewDeploy, newDeploy } from '../contract/release.ts';
import { findRelease, type ReleaseParams } from '../find-release.ts';
import { pageOfRows } from '../page-of-rows.ts';
import { presentDeploy, type ReleaseInProject } from '../present/release.ts';
import { readBody } from '../read-body.ts';
import { notFound, Refusal, refuseFields } from '../refusal.ts';
import { respondCreated } from '../respond.ts';
import type { Call } from '../route.ts';

const ID_BYTES = 8;

/** Deploys of a release, the latest first, each once however many projects it was for. */
export const listDeploys = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ReleaseParams>,
): Promise<ApiResponse> => {
  const found = await findRelease(deps, caller, params);
  const lists = await Promise.all(
    found.map(({ release }) => deps.releases.deploys(release.projectId, release.version)),
  );
  const distinct = [...new Map(lists.flat().map(deploy => [deploy.id, deploy])).values()];
  const sorted = distinct.toSorted((one, other) => other.dateFinished - one.dateFinished);
  return pageOfRows(deps, request, sorted.map(presentDeploy));
};

/** Notes that a release came into an environment, now if no time is given. Each request is a deploy of its own. */
export const createDeploy = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ReleaseParams>,
): Promise<ApiResponse> => {
  const found = await findRelease(deps, caller, params);
  const asked = readBody(newDeploy, request.body);
  const deploy = deployOf(deps, asked);
  const results = await Promise.all(
    chosenOf(found, asked.projects ?? []).map(({ release }) =>
      deps.releases.addDeploy(release.projectId, release.version, deploy),
    ),
  );
  if (results.every(result => result === 'gone')) throw notFound();
  if (results.includes('too_many'))
    throw new Refusal(400, `A release has at most ${MAX_DEPLOYS} deploys: this one has as many.`);
  return respondCreated(presentDeploy(deploy));
};

const deployOf = ({ ids, clock }: ApiDeps, asked: NewDeploy): Deploy => ({
  id: ids.secret(ID_BYTES),
  environment: asked.environment,
  ...(asked.name && { name: asked.name }),
  ...(asked.url && { url: asked.url }),
  ...(asked.dateStarted != null && { dateStarted: asked.dateStarted }),
  dateFinished: asked.dateFinished ?? clock.now(),
});

const chosenOf = (found: readonly ReleaseInProject[], names: readonly string[]): readonly ReleaseInProject[] => {
  const isNamed = ({ project }: ReleaseInProject, name: string): boolean =>
    project.slug === name || project.id === name;
  const unknown = names.filter(name => !found.some(one => isNamed(one, name)));
  if (unknown.length > 0)
    throw refuseFields([{ field: 'projects', why: `The release is not of these: ${unknown.join(', ')}` }]);
  return names.length === 0 ? found : found.filter(one => names.some(name => isNamed(one, name)));
};
