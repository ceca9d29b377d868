import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { EdgeSettings } from '../ports/key-store.ts';
import type { OrganizationTokenStore } from '../ports/organization-token-store.ts';
import { newProjectSettings, type Project, type ProjectStore, PSEUDONYM_KEY_BYTES } from '../ports/project-store.ts';
import type { TokenStore } from '../ports/token-store.ts';
import { formatDsn } from '../protocol/dsn.ts';
import { organizationTokenSecret, TOKEN_SECRET_BYTES, writeOrganizationToken } from '../protocol/organization-token.ts';

export interface SetUpDeps {
  clock: Clock;
  ids: Ids;
  projects: ProjectStore;
  tokens: TokenStore;
  organizationTokens: OrganizationTokenStore;
}

export interface SetUpInput {
  /** Without a trailing slash. */
  publicUrl: string;
  /** Becomes the name of the first token. */
  ownerEmail?: string;
  /** A secret that the caller keeps already: it is made valid instead of a new one. */
  token?: string;
  /** Bytes of the secret for builds, in hex, that the caller keeps already. */
  uploadSecret?: string;
}

/** What a person needs to begin. `token`, `uploadToken` and `signIn` come with the first set-up only: nobody can read them again. */
export interface SetUp {
  url: string;
  dsn: string;
  organization: string;
  project: string;
  token?: string;
  /** For builds: what sentry-cli and the bundler plugins take as SENTRY_AUTH_TOKEN. */
  uploadToken?: string;
  signIn?: string;
}

/** The one that an installation has. */
export const ORGANIZATION = { slug: 'my-team', name: 'My team' };
const PROJECT = { id: '1', slug: 'web', name: 'Web', platform: 'javascript' };
/** What a build may do: make releases, upload files. Sentry's scope for it. */
const UPLOAD_SCOPES = ['org:ci'];
/** Bytes of a token's secret. */
const TOKEN_BYTES = 32;

/** The first organization, project, key and token. Safe twice: what is there stays as it is. */
export const setUp = async (deps: SetUpDeps, input: SetUpInput): Promise<SetUp> => {
  const dateCreated = deps.clock.now();
  await deps.projects.createOrganization({ ...ORGANIZATION, dateCreated });
  const project = await firstProject(deps, { ...PROJECT, organization: ORGANIZATION.slug, dateCreated });
  const { key, isFirst } = await firstKey(deps, project);
  const base = {
    url: input.publicUrl,
    dsn: formatDsn(input.publicUrl, key.publicKey, project.id),
    organization: project.organization,
    project: project.slug,
  };
  if (!isFirst && !input.token) return base;
  const token = await ensureToken(deps, input);
  const uploadToken = await ensureUploadToken(deps, input);
  return { ...base, token, uploadToken, signIn: `${input.publicUrl}/#token=${token}` };
};

/** People may have renamed or deleted it since: then it is the next one, or, where none is left, a new one. */
const firstProject = async ({ projects, ids }: SetUpDeps, project: Project): Promise<Project> => {
  const settings = (made: Project) => newProjectSettings(made, ids.secret(PSEUDONYM_KEY_BYTES));
  await projects.createProject(project, settings(project));
  const first =
    (await projects.find(project.organization, project.id)) ??
    (await projects.list(project.organization))[0] ??
    (await projects.addProject(project, settings));
  if (first === 'slug_taken') throw new Error('the first project was made by somebody else at the same moment');
  return first;
};

/** The key is what shows that a set-up was done before. */
const firstKey = async (deps: SetUpDeps, project: Project): Promise<{ key: EdgeSettings; isFirst: boolean }> => {
  const [existing] = await deps.projects.keys(project.id);
  if (existing) return { key: existing, isFirst: false };
  await deps.projects.ensureSettings(project.id, newProjectSettings(project, deps.ids.secret(PSEUDONYM_KEY_BYTES)));
  const own = { publicKey: deps.ids.hex32(), name: 'Default', dateCreated: deps.clock.now() };
  const key = await deps.projects.addKey(project.id, own);
  if (!key || key === 'too_many') throw new Error('the first key could not be made');
  return { key, isFirst: true };
};

const ensureToken = async (deps: SetUpDeps, input: SetUpInput): Promise<string> => {
  const token = input.token ?? deps.ids.secret(TOKEN_BYTES);
  if (await deps.tokens.find(token)) return token;
  await deps.tokens.create(token, {
    kind: 'user',
    organization: ORGANIZATION.slug,
    name: input.ownerEmail || 'first token',
    scopes: ['org:admin', 'project:admin', 'event:admin'],
    dateCreated: deps.clock.now(),
  });
  return token;
};

/** The same each time for who keeps its secret, but for where the installation is now. */
const ensureUploadToken = async (deps: SetUpDeps, input: SetUpInput): Promise<string> => {
  const random = input.uploadSecret ?? deps.ids.secret(TOKEN_SECRET_BYTES);
  const organization = ORGANIZATION.slug;
  const writtenAt = (dateCreated: number): string =>
    writeOrganizationToken(random, { url: input.publicUrl, organization, dateCreated });
  const now = deps.clock.now();
  const token = writtenAt(now);
  // Written a moment ago in that very form.
  const secret = organizationTokenSecret(token)!;
  const known = await deps.tokens.find(secret);
  if (known) return writtenAt(known.dateCreated);
  const facts = { organization, name: 'first token for builds', scopes: UPLOAD_SCOPES, dateCreated: now };
  await deps.organizationTokens.create(secret, { id: deps.ids.hex32(), ...facts, lastCharacters: token.slice(-4) });
  return token;
};
