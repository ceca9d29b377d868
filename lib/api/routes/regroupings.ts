import type { Project } from '../../ports/project-store.ts';
import type { Regrouping } from '../../ports/regrouping-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { type Caller, requireScope } from '../authenticate.ts';
import type { RuleFaultJson } from '../contract/grouping.ts';
import {
  type RegroupingPreviewJson,
  type RegroupingRequest,
  regroupingRequest,
  regroupingUndo,
} from '../contract/regrouping.ts';
import { findProject } from '../find-project.ts';
import { faultsOf, refuseFaults } from '../grouping-settings.ts';
import { presentPreview, presentRegrouping, presentRegroupingDetails } from '../present/regrouping.ts';
import { readBody } from '../read-body.ts';
import { notFound } from '../refusal.ts';
import { beginRegrouping } from '../regroup/begin-regrouping.ts';
import { beginUndo } from '../regroup/begin-undo.ts';
import { planByRules } from '../regroup/plan-by-rules.ts';
import { runRegrouping } from '../regroup/run-regrouping.ts';
import { undoRegrouping } from '../regroup/undo-regrouping.ts';
import { respondCreated, respondJson } from '../respond.ts';
import type { Call } from '../route.ts';
import { readPage, respondPage } from '../store-page.ts';

interface ProjectParams {
  org: string;
  project: string;
}
interface RegroupingParams extends ProjectParams {
  regrouping: string;
}

/** Each names its hashes: a page of them is read at once. */
const MAX_LISTED = 10;

/** What rules would make of the open issues. Nothing is written. */
export const previewRegrouping = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ProjectParams>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const asked = readRules(request.body);
  const faults = faultsOf(asked);
  if (faults.length > 0) return respondJson(nothingLooked(faults));
  const { looked, plan } = await planByRules(deps, project.id, asked);
  return respondJson(presentPreview(looked, plan));
};

const nothingLooked = (faults: readonly RuleFaultJson[]): RegroupingPreviewJson => ({
  looked: { issues: 0, events: 0 },
  notLooked: { withoutEvents: 0, more: false },
  joins: [],
  splits: [],
  hashes: 0,
  faults,
});

/** An empty body asks for the rules that there are. */
const readRules = (body: Uint8Array): RegroupingRequest =>
  body.byteLength === 0 ? {} : readBody(regroupingRequest, body);

/** Issues become what the preview says, and the rules hold from then on. What is to be done is written down before. */
export const createRegrouping = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ProjectParams>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const asked = readRules(request.body);
  if (asked.fingerprintingRules !== undefined || asked.groupingEnhancements !== undefined) requireRules(caller);
  refuseFaults(asked);
  const regrouping = await beginRegrouping(deps, project.id, { rules: asked, user: caller.user });
  return respondCreated(presentRegroupingDetails(await runRegrouping(deps, regrouping)));
};

const requireRules = (caller: Caller): void => requireScope(caller, 'project:write', 'project:admin');

/** What was regrouped, the newest first. */
export const listRegroupings = async (
  deps: ApiDeps,
  { caller, params, request }: Call<ProjectParams>,
): Promise<ApiResponse> => {
  const { limit, ...page } = readPage(request);
  const project = await findProject(deps, caller, params);
  const found = await deps.regroupings.list(project.id, { ...page, limit: Math.min(limit, MAX_LISTED) });
  return respondPage(deps, request, found.regroupings.map(presentRegrouping), found.next);
};

export const getRegrouping = async (
  deps: ApiDeps,
  { caller, params }: Call<RegroupingParams>,
): Promise<ApiResponse> => {
  const { regrouping } = await findRegrouping(deps, caller, params);
  return respondJson(presentRegroupingDetails(regrouping));
};

const findRegrouping = async (
  deps: ApiDeps,
  caller: Caller,
  params: RegroupingParams,
): Promise<{ project: Project; regrouping: Regrouping }> => {
  const project = await findProject(deps, caller, params);
  const regrouping = await deps.regroupings.get(project.id, params.regrouping);
  if (!regrouping) throw notFound();
  return { project, regrouping };
};

/** Goes on with what one request had no time for, in whichever direction. */
export const continueRegrouping = async (
  deps: ApiDeps,
  { caller, params }: Call<RegroupingParams>,
): Promise<ApiResponse> => {
  const { regrouping } = await findRegrouping(deps, caller, params);
  if (regrouping.rules) requireRules(caller);
  const after = await undoRegrouping(deps, await runRegrouping(deps, regrouping));
  return respondJson(presentRegroupingDetails(after));
};

/** Takes it back: merges and rules. With `keepRules` the rules stay as they are. */
export const takeBackRegrouping = async (
  deps: ApiDeps,
  { caller, params, request }: Call<RegroupingParams>,
): Promise<ApiResponse> => {
  const { regrouping } = await findRegrouping(deps, caller, params);
  const asked = request.body.byteLength === 0 ? { keepRules: false } : readBody(regroupingUndo, request.body);
  if (regrouping.rules) requireRules(caller);
  const begun = await beginUndo(deps, regrouping, asked);
  return respondJson(presentRegroupingDetails(await undoRegrouping(deps, begun)));
};
