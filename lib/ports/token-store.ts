/** Who may use the API. The store keeps only a SHA-256 of the secret. */
export interface ApiToken {
  /** `user`: made by a person or at set-up; `session`: a signed-in browser; `organization`: of builds. */
  kind: 'user' | 'session' | 'organization';
  organization: string;
  /** Shown to people; never the secret. */
  name: string;
  scopes: string[];
  /** Milliseconds since 1970. */
  dateCreated: number;
  /** Milliseconds since 1970; `undefined` = never. */
  expires?: number;
}

export interface TokenStore {
  /** `undefined` when unknown or expired. */
  find(secret: string): Promise<ApiToken | undefined>;
  create(secret: string, token: ApiToken): Promise<void>;
  delete(secret: string): Promise<void>;
}
