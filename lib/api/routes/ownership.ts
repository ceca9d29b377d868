import { matchOwners, prepareRules } from '../../life/ownership/match-owners.ts';
import { parseOwnership } from '../../life/ownership/parse-ownership.ts';
import type { Ownership } from '../../ports/ownership-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { AUTO_ASSIGNMENT, ownershipUpdate } from '../contract/ownership.ts';
import { findEvent } from '../find-event.ts';
import { findProject } from '../find-project.ts';
import { findSuspectCommits } from '../find-suspect-commits.ts';
import { suspectAuthors } from '../present/committers.ts';
import { presentEventOwners, presentOwnership } from '../present/ownership.ts';
import { readBody } from '../read-body.ts';
import { refuseFields } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import type { ProjectEventParams } from './events.ts';

type ProjectCall = Call<{ org: string; project: string }>;

/** Of a project of which nobody has said who owns what. */
const NOBODY: Ownership = {
  raw: '',
  fallthrough: true,
  autoAssignment: 'issue_owner',
  codeownersAutoSync: true,
  dateCreated: 0,
  lastUpdated: 0,
};

export const getOwnership = async (deps: ApiDeps, { caller, params }: ProjectCall): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  return respondJson(presentOwnership((await deps.ownership.get(project.id)) ?? NOBODY));
};

export const updateOwnership = async (
  deps: ApiDeps,
  { caller, params, request }: ProjectCall,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const { raw, autoAssignment, ...switches } = readBody(ownershipUpdate, request.body);
  refuseFault(raw ?? '');
  const before = (await deps.ownership.get(project.id)) ?? NOBODY;
  const now = deps.clock.now();
  const after: Ownership = {
    ...before,
    ...(raw !== undefined && { raw }),
    ...(switches.fallthrough !== undefined && { fallthrough: switches.fallthrough }),
    ...(switches.codeownersAutoSync !== undefined && { codeownersAutoSync: switches.codeownersAutoSync }),
    ...(autoAssignment && { autoAssignment: autoAssignment === AUTO_ASSIGNMENT.off ? 'off' : 'issue_owner' }),
    dateCreated: before.dateCreated || now,
    // Digests know rules by this time: two changes of one millisecond are two.
    lastUpdated: Math.max(now, before.lastUpdated + 1),
  };
  await deps.ownership.set(project.id, after);
  return respondJson(presentOwnership(after));
};

/** Whom the rules suggest for an event, whether they assign by themselves or not; then who wrote suspect commits. */
export const listEventOwners = async (
  deps: ApiDeps,
  { caller, params }: Call<ProjectEventParams>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const stored = await findEvent(deps, project.id, params.event);
  const { event } = stored;
  const ownership = (await deps.ownership.get(project.id)) ?? NOBODY;
  const parsed = parseOwnership(ownership.raw);
  const matches = 'rules' in parsed ? matchOwners(prepareRules(parsed.rules), event) : [];
  const authors = suspectAuthors(await findSuspectCommits(deps, stored));
  return respondJson(presentEventOwners(caller.organization, matches, authors));
};

const refuseFault = (raw: string): void => {
  const parsed = parseOwnership(raw);
  if ('fault' in parsed)
    throw refuseFields([{ field: 'raw', why: `Parse error in line ${parsed.fault.line}: ${parsed.fault.why}` }]);
};
