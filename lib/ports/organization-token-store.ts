/** A token of an organization, for builds. The secret itself is kept nowhere. */
export interface OrganizationToken {
  /** 32 hex digits. */
  id: string;
  organization: string;
  name: string;
  scopes: string[];
  /** Of the secret, for people to tell tokens apart. */
  lastCharacters: string;
  /** Milliseconds since 1970. */
  dateCreated: number;
}

export interface OrganizationTokenStore {
  /** `false`: the organization has `MAX_ORGANIZATION_TOKENS`. Safe twice with the same id. */
  create(secret: string, token: OrganizationToken): Promise<boolean>;
  /** Newest first. */
  list(organization: string): Promise<OrganizationToken[]>;
  rename(organization: string, id: string, name: string): Promise<OrganizationToken | undefined>;
  /** It is good for nothing from now on. `false`: there is no such token. */
  delete(organization: string, id: string): Promise<boolean>;
}

export const MAX_ORGANIZATION_TOKENS = 100;
