import {
  DEFAULT_FILTER_SETTINGS,
  DEFAULT_SCRUB_SETTINGS,
  type EdgeSettings,
  type OrganizationScrub,
} from './key-store.ts';

export interface Project {
  /** Decimal text, as in the DSN. */
  id: string;
  slug: string;
  name: string;
  /** Slug. */
  organization: string;
  platform: string;
  /** Milliseconds since 1970. */
  dateCreated: number;
}

export interface Organization {
  slug: string;
  name: string;
  dateCreated: number;
  /** What it wants of all its projects, later ones too. Absent: nothing was said yet. */
  scrub?: OrganizationScrub;
}

/** What a project's keys have in common: everything but who they are. It outlives the keys, and later ones begin with it. */
export type ProjectSettings = Omit<EdgeSettings, 'publicKey' | 'name' | 'dateCreated' | 'enabled' | 'loader'>;
/** What is a key's own. */
export type OwnOfKey = Pick<EdgeSettings, 'publicKey'> & Partial<Pick<EdgeSettings, 'name' | 'dateCreated'>>;

/** What a project and all its keys become. Asked more than once when others change the same project just then. */
export interface ProjectChange {
  project?: (project: Project) => Project;
  settings?: <S extends ProjectSettings>(settings: S) => S;
}

/** Keys of one project: a change of the project changes all of them in one transaction, which has its bounds. */
export const MAX_KEYS = 25;

export interface ProjectStore {
  organization(slug: string): Promise<Organization | undefined>;
  /** All projects of an organization, by slug. */
  list(organization: string): Promise<Project[]>;
  find(organization: string, slugOrId: string): Promise<Project | undefined>;
  /** `undefined` of a project that has none: it was made before settings were kept with projects, and has no key. */
  settings(projectId: string): Promise<ProjectSettings | undefined>;
  /** Gives it to a project that has none, and answers what it has then. `undefined`: there is no such project. */
  ensureSettings(projectId: string, initial: ProjectSettings): Promise<ProjectSettings | undefined>;
  keys(projectId: string): Promise<EdgeSettings[]>;
  /** Safe twice: what is there already is left as it is. */
  createOrganization(organization: Organization): Promise<void>;
  /** The same; also left as it is: an id whose project was deleted, and a slug that another project has. */
  createProject(project: Project, settings?: ProjectSettings): Promise<void>;
  createKey(settings: EdgeSettings): Promise<void>;
  /** A project under an id that none ever had; `settings` make its keys' settings of it. */
  addProject(
    project: Omit<Project, 'id'>,
    settings: (project: Project) => ProjectSettings,
  ): Promise<Project | 'slug_taken'>;
  /** All at once: who reads a project and its keys sees all of a change or nothing. `undefined`: there is no such project. */
  updateProject(projectId: string, change: ProjectChange): Promise<Project | 'slug_taken' | undefined>;
  /** Its keys are gone at once, its slug is free, its id is never used again. `false`: there is no such project. */
  deleteProject(projectId: string, now: number): Promise<boolean>;
  /** An enabled key that begins with the project's settings; `undefined`: there is no such project. */
  addKey(projectId: string, own: OwnOfKey): Promise<EdgeSettings | 'too_many' | undefined>;
  updateKey(
    projectId: string,
    publicKey: string,
    change: (key: EdgeSettings) => EdgeSettings,
  ): Promise<EdgeSettings | undefined>;
  /** `false`: the project has no such key. */
  deleteKey(projectId: string, publicKey: string): Promise<boolean>;
  updateOrganization(
    slug: string,
    change: (organization: Organization) => Organization,
  ): Promise<Organization | undefined>;
  /**
   * Rewrites the settings of a project and of all its keys; nobody else's change gets lost in between, so `change` may
   * be asked more than once. Answers how many keys there are.
   */
  updateKeySettings(projectId: string, change: (settings: EdgeSettings) => EdgeSettings): Promise<number>;
}

/** Random bytes of a project's `pseudonymKey`, which never changes: the same user is the same pseudonym for good. */
export const PSEUDONYM_KEY_BYTES = 32;

export const newProjectSettings = (project: Project, pseudonymKey: string): ProjectSettings => ({
  projectId: project.id,
  projectSlug: project.slug,
  organization: project.organization,
  scrub: { ...DEFAULT_SCRUB_SETTINGS, pseudonymKey },
  filters: DEFAULT_FILTER_SETTINGS,
});

/** What of a key's settings is its project's; quotas and limits of the key's own stay with the key. */
export const projectSettingsOf = (key: EdgeSettings): ProjectSettings => {
  const { publicKey: _, name: _name, dateCreated: _date, enabled: _enabled, loader: _loader, ...settings } = key;
  return withoutKeyScope(settings);
};

/** A new key of a project. */
export const keyOf = (settings: ProjectSettings, own: OwnOfKey): EdgeSettings => ({
  ...withoutKeyScope(settings),
  ...own,
  enabled: true,
});

const withoutKeyScope = ({ quotas, limits, ...settings }: ProjectSettings): ProjectSettings => ({
  ...settings,
  ...(quotas && { quotas: quotas.filter(({ scope }) => scope !== 'key') }),
  ...(limits && { limits: limits.filter(({ scope }) => scope !== 'key') }),
});
