import type { OrganizationToken } from '../../ports/organization-token-store.ts';
import {
  organizationTokenSecret,
  TOKEN_SECRET_BYTES,
  writeOrganizationToken,
} from '../../protocol/organization-token.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { newOrganizationToken } from '../contract/upload.ts';
import { requireOrganization } from '../find-project.ts';
import { linkHeader } from '../link-header.ts';
import { presentOrganizationToken } from '../present/upload.ts';
import { readBody } from '../read-body.ts';
import { notFound, refuseFields } from '../refusal.ts';
import { respondCreated, respondJson, respondNothing } from '../respond.ts';
import type { Call } from '../route.ts';

/** What a build may do: make releases, upload files. Sentry's scope for it. */
const SCOPES = ['org:ci'];
/** Of a token, shown to people. */
const SHOWN_CHARACTERS = 4;
const ID_BYTES = 16;

type Params = { org: string };
type TokenParams = { org: string; token: string };

export const listOrganizationTokens = async (
  deps: ApiDeps,
  { caller, params, request }: Call<Params>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const tokens = await deps.organizationTokens.list(caller.organization);
  return respondJson(tokens.map(presentOrganizationToken), linkHeader(deps.publicUrl, request, undefined));
};

/** Answers with the token itself: this once. */
export const createOrganizationToken = async (
  deps: ApiDeps,
  { caller, params, request }: Call<Params>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const { name } = readBody(newOrganizationToken, request.body);
  const { organization } = caller;
  const dateCreated = deps.clock.now();
  const token = writeOrganizationToken(deps.ids.secret(TOKEN_SECRET_BYTES), {
    url: deps.publicUrl,
    organization,
    dateCreated,
  });
  const made: OrganizationToken = {
    ...{ id: deps.ids.secret(ID_BYTES), organization, name, scopes: SCOPES, dateCreated },
    lastCharacters: token.slice(-SHOWN_CHARACTERS),
  };
  // Written a moment ago in that very form.
  const secret = organizationTokenSecret(token)!;
  if (!(await deps.organizationTokens.create(secret, made)))
    throw refuseFields([
      { field: '', why: 'The organization has as many tokens as it may: delete those that nobody uses.' },
    ]);
  return respondCreated({ ...presentOrganizationToken(made), token });
};

export const getOrganizationToken = async (
  deps: ApiDeps,
  { caller, params }: Call<TokenParams>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const token = (await deps.organizationTokens.list(caller.organization)).find(({ id }) => id === params.token);
  if (!token) throw notFound();
  return respondJson(presentOrganizationToken(token));
};

export const renameOrganizationToken = async (
  deps: ApiDeps,
  { caller, params, request }: Call<TokenParams>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const { name } = readBody(newOrganizationToken, request.body);
  const token = TOKEN_ID.test(params.token)
    ? await deps.organizationTokens.rename(caller.organization, params.token, name)
    : undefined;
  if (!token) throw notFound();
  return respondJson(presentOrganizationToken(token));
};

/** Builds that have it are refused from now on. */
export const deleteOrganizationToken = async (
  deps: ApiDeps,
  { caller, params }: Call<TokenParams>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  if (!TOKEN_ID.test(params.token) || !(await deps.organizationTokens.delete(caller.organization, params.token)))
    throw notFound();
  return respondNothing([]);
};

const TOKEN_ID = /^[\da-f]{32}$/;
