import type { ProjectSettings } from '../../ports/project-store.ts';
import { RETENTION_KINDS, type RetentionSettings } from '../../protocol/retention.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { type RetentionUpdate, retentionUpdate } from '../contract/retention.ts';
import { findProject } from '../find-project.ts';
import { daysOf, presentRetention } from '../present/retention.ts';
import { changeSettings, settingsOf } from '../project-settings.ts';
import { readBody } from '../read-body.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

type ProjectCall = Call<{ org: string; project: string }>;

/** How long a project keeps what. Our own: Sentry's retention is its plan's. */
export const getRetention = async (deps: ApiDeps, { caller, params }: ProjectCall): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const { retention } = await settingsOf(deps, project);
  return respondJson(presentRetention(retention, deps.retentionDays));
};

/** Lower days hold for what is there already, too; higher ones only for what comes. */
export const updateRetention = async (
  deps: ApiDeps,
  { caller, params, request }: ProjectCall,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const update = readBody(retentionUpdate(deps.retentionDays), request.body);
  const before = (await settingsOf(deps, project)).retention;
  const after = changed(before, update);
  await changeSettings(deps, project, settings => withRetention(settings, changed(settings.retention, update)));
  if (!isLowered(deps, before, after)) return respondJson(presentRetention(after, deps.retentionDays));
  const { id } = await deps.erasures.request({
    organization: params.org,
    requestedBy: caller.name,
    order: { kind: 'retention', projectIds: [project.id] },
  });
  return respondJson(presentRetention(after, deps.retentionDays, id));
};

const changed = (before: RetentionSettings | undefined, update: RetentionUpdate): RetentionSettings =>
  Object.fromEntries(
    RETENTION_KINDS.flatMap(kind => {
      const days = update[kind] === undefined ? before?.[kind] : update[kind];
      return days === undefined || days === null ? [] : [[kind, days]];
    }),
  );

/** A project that has chosen nothing has no such setting. */
const withRetention = <S extends ProjectSettings>(settings: S, chosen: RetentionSettings): S => {
  const after: S = { ...settings, retention: chosen };
  if (Object.keys(chosen).length === 0) delete after.retention;
  return after;
};

const isLowered = (
  { retentionDays }: Pick<ApiDeps, 'retentionDays'>,
  before: RetentionSettings | undefined,
  after: RetentionSettings,
): boolean => {
  const [was, is] = [daysOf(before, retentionDays), daysOf(after, retentionDays)];
  return RETENTION_KINDS.some(kind => is[kind] < was[kind]);
};
