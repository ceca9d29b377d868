/** Everything the edge needs to know about a public key, in one read. */
export interface EdgeSettings {
  publicKey: string;
  /** Decimal text, as in the DSN. */
  projectId: string;
  projectSlug: string;
  /** Slug. */
  organization: string;
  /** A disabled key is answered 403. */
  enabled: boolean;
  scrub: ScrubSettings;
}

/** Sentry's project settings for scrubbing. */
export interface ScrubSettings {
  scrubData: boolean;
  scrubDefaults: boolean;
  scrubIpAddresses: boolean;
  /** Extra key substrings whose values are filtered. */
  sensitiveFields: string[];
  /** Keys that are never filtered. */
  safeFields: string[];
}

export const DEFAULT_SCRUB_SETTINGS: ScrubSettings = {
  scrubData: true,
  scrubDefaults: true,
  scrubIpAddresses: false,
  sensitiveFields: [],
  safeFields: [],
};

export interface KeyStore {
  /** `undefined` when no project has this key. May be up to 60 s old. */
  find(publicKey: string): Promise<EdgeSettings | undefined>;
}
