import type { EdgeSettings } from '../../ports/key-store.ts';
import { MAX_KEYS, type Project } from '../../ports/project-store.ts';
import { PUBLIC_KEY } from '../../protocol/dsn.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import type { Caller } from '../authenticate.ts';
import { type KeyUpdate, keyUpdate, newKey } from '../contract/key.ts';
import { findProject } from '../find-project.ts';
import { withKeyRateLimit } from '../key-rate-limit.ts';
import { linkHeader } from '../link-header.ts';
import { loaderOf } from '../loader-of.ts';
import { newPublicKey } from '../new-public-key.ts';
import { presentKey } from '../present/key.ts';
import { ensureSettings } from '../project-settings.ts';
import { readBody } from '../read-body.ts';
import { notFound, Refusal } from '../refusal.ts';
import { respondCreated, respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';

interface KeyParams {
  org: string;
  project: string;
  key: string;
}

export const listKeys = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const keys = await deps.projects.keys(project.id);
  return respondJson(
    keys.map(key => presentKey(key, project, deps.publicUrl)),
    linkHeader(deps.publicUrl, request, undefined),
  );
};

export const createKey = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string; project: string }>,
): Promise<ApiResponse> => {
  const project = await findProject(deps, caller, params);
  const { name, ...update } = readBody(newKey, request.body);
  await ensureSettings(deps, project);
  const publicKey = newPublicKey(deps);
  const own = { publicKey, name: name ?? nameFrom(publicKey), dateCreated: deps.clock.now() };
  const key = await deps.projects.addKey(project.id, own);
  if (key === undefined) throw notFound();
  if (key === 'too_many') throw new Refusal(400, `A project has at most ${MAX_KEYS} keys: delete one first.`);
  const after = isEmpty(update) ? key : await deps.projects.updateKey(project.id, publicKey, changed(update));
  return respondCreated(presentKey(after ?? key, project, deps.publicUrl));
};

export const getKey = async (deps: ApiDeps, { caller, params }: Call<KeyParams>): Promise<ApiResponse> => {
  const { key, project } = await findKey(deps, caller, params);
  return respondJson(presentKey(key, project, deps.publicUrl));
};

export const updateKey = async (deps: ApiDeps, { caller, params, request }: Call<KeyParams>): Promise<ApiResponse> => {
  const { key, project } = await findKey(deps, caller, params);
  const update = readBody(keyUpdate, request.body);
  const after = await deps.projects.updateKey(project.id, key.publicKey, changed(update));
  if (!after) throw notFound();
  return respondJson(presentKey(after, project, deps.publicUrl));
};

export const deleteKey = async (deps: ApiDeps, { caller, params }: Call<KeyParams>): Promise<ApiResponse> => {
  const { key, project } = await findKey(deps, caller, params);
  if (!(await deps.projects.deleteKey(project.id, key.publicKey))) throw notFound();
  return respondNothing([]);
};

const findKey = async (
  deps: ApiDeps,
  caller: Caller,
  params: KeyParams,
): Promise<{ key: EdgeSettings; project: Project }> => {
  const project = await findProject(deps, caller, params);
  const keys = PUBLIC_KEY.test(params.key) ? await deps.projects.keys(project.id) : [];
  const key = keys.find(({ publicKey }) => publicKey === params.key);
  if (!key) throw notFound();
  return { key, project };
};

const changed =
  (update: KeyUpdate) =>
  (key: EdgeSettings): EdgeSettings => {
    const { name, isActive, rateLimit, browserSdkVersion, dynamicSdkLoaderOptions } = update;
    const named = {
      ...key,
      ...(name !== undefined && { name }),
      ...(isActive !== undefined && { enabled: isActive }),
      ...((browserSdkVersion !== undefined || dynamicSdkLoaderOptions !== undefined) && {
        loader: {
          ...loaderOf(key),
          ...(browserSdkVersion !== undefined && { sdkVersion: browserSdkVersion }),
          ...withoutUndefined(dynamicSdkLoaderOptions ?? {}),
        },
      }),
    };
    return rateLimit === undefined ? named : withKeyRateLimit(named, rateLimit);
  };

const withoutUndefined = <T extends object>(value: T): { [Name in keyof T]: Exclude<T[Name], undefined> } =>
  // Exactly the names whose values are undefined are left out.
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>;
  };

const isEmpty = (update: object): boolean => Object.values(update).every(value => value === undefined);

/** Whoever gives no name gets one that tells keys apart. */
const nameFrom = (publicKey: string): string => `Key ${publicKey.slice(0, 6)}`;
