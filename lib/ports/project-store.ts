import type { EdgeSettings } from './key-store.ts';

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
}

export interface ProjectStore {
  organization(slug: string): Promise<Organization | undefined>;
  /** All projects of an organization, by slug. */
  list(organization: string): Promise<Project[]>;
  find(organization: string, slugOrId: string): Promise<Project | undefined>;
  keys(projectId: string): Promise<EdgeSettings[]>;
  /** Safe twice: what is there already is left as it is. */
  createOrganization(organization: Organization): Promise<void>;
  createProject(project: Project): Promise<void>;
  createKey(settings: EdgeSettings): Promise<void>;
  /**
   * Rewrites the settings of all keys of a project; nobody else's change gets lost in between, so `change` may be asked
   * more than once. Answers how many keys there are.
   */
  updateKeySettings(projectId: string, change: (settings: EdgeSettings) => EdgeSettings): Promise<number>;
}
