import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { type Caller, identify } from '../authenticate.ts';
import { respondJson } from '../respond.ts';
import type { Call, OpenCall } from '../route.ts';

/** By this clients see whether a token is any good. Without one the answer says so and is no error. */
export const getRoot = async (deps: ApiDeps, { request }: OpenCall): Promise<ApiResponse> => {
  const caller = await identify(deps, request);
  return respondJson({
    version: '0',
    auth: caller ? { scopes: caller.scopes } : null,
    user: caller ? presentUser(caller) : null,
  });
};

export const getAuth = async (_deps: ApiDeps, { caller }: Call): Promise<ApiResponse> =>
  respondJson(presentUser(caller));

/** Every organization is in one place here. */
export const getRegions = async ({ publicUrl }: ApiDeps): Promise<ApiResponse> =>
  respondJson({ regions: [{ name: 'default', url: publicUrl }] });

/** Tokens belong to an organization, not to a person; clients need a user all the same. */
const presentUser = ({ name, organization }: Caller) => ({
  id: organization,
  name,
  username: name,
  email: '',
  avatarUrl: '',
  isActive: true,
});
