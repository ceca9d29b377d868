import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import { DEFAULT_FILTER_SETTINGS, DEFAULT_SCRUB_SETTINGS, type EdgeSettings } from '../ports/key-store.ts';
import type { Project, ProjectStore } from '../ports/project-store.ts';
import type { TokenStore } from '../ports/token-store.ts';
import { formatDsn } from '../protocol/dsn.ts';

export interface SetUpDeps {
  clock: Clock;
  ids: Ids;
  projects: ProjectStore;
  tokens: TokenStore;
}

export interface SetUpInput {
  /** Without a trailing slash. */
  publicUrl: string;
  /** Becomes the name of the first token. */
  ownerEmail?: string;
  /** A secret that the caller keeps already: it is made valid instead of a new one. */
  token?: string;
}

/** What a person needs to begin. `token` and `signIn` come with the first set-up only: nobody can read them again. */
export interface SetUp {
  url: string;
  dsn: string;
  organization: string;
  project: string;
  token?: string;
  signIn?: string;
}

const ORGANIZATION = { slug: 'my-team', name: 'My team' };
const PROJECT = { id: '1', slug: 'web', name: 'Web', platform: 'javascript' };
/** Bytes of a token's secret. */
const TOKEN_BYTES = 32;
const PSEUDONYM_KEY_BYTES = 32;

/** The first organization, project, key and token. Safe twice: what is there stays as it is. */
export const setUp = async (deps: SetUpDeps, input: SetUpInput): Promise<SetUp> => {
  const dateCreated = deps.clock.now();
  await deps.projects.createOrganization({ ...ORGANIZATION, dateCreated });
  await deps.projects.createProject({ ...PROJECT, organization: ORGANIZATION.slug, dateCreated });
  const project = await deps.projects.find(ORGANIZATION.slug, PROJECT.slug);
  if (!project) throw new Error('the first project could not be read back');
  const { key, isFirst } = await firstKey(deps, project);
  const base = {
    url: input.publicUrl,
    dsn: formatDsn(input.publicUrl, key.publicKey, project.id),
    organization: project.organization,
    project: project.slug,
  };
  if (!isFirst && !input.token) return base;
  const token = await ensureToken(deps, input);
  return { ...base, token, signIn: `${input.publicUrl}/#token=${token}` };
};

/** The key is what shows that a set-up was done before. */
const firstKey = async (deps: SetUpDeps, project: Project): Promise<{ key: EdgeSettings; isFirst: boolean }> => {
  const [existing] = await deps.projects.keys(project.id);
  if (existing) return { key: existing, isFirst: false };
  const key: EdgeSettings = {
    publicKey: deps.ids.hex32(),
    projectId: project.id,
    projectSlug: project.slug,
    organization: project.organization,
    enabled: true,
    scrub: { ...DEFAULT_SCRUB_SETTINGS, pseudonymKey: deps.ids.secret(PSEUDONYM_KEY_BYTES) },
    filters: DEFAULT_FILTER_SETTINGS,
  };
  await deps.projects.createKey(key);
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
