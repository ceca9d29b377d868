export interface FetchOptions {
  headers?: Readonly<Record<string, string>>;
  /** Of the body, unpacked. */
  maxBytes: number;
  /** Milliseconds for all of it, redirects included. */
  timeoutMs: number;
  /** `false`: certificates are not checked. */
  verifyTls?: boolean;
  /** Asked for the address and for each that it redirects to. */
  isAllowed(url: URL): boolean;
}

export interface FetchedFile {
  kind: 'fetched';
  /** Where it was in the end. */
  url: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

/** Why a file was not fetched; `details` is for people. */
export interface NotFetched {
  kind: 'failed';
  reason: 'not_found' | 'invalid_host' | 'permission_denied' | 'timeout' | 'too_large' | 'download_error';
  details: string;
}

/** Fetches files from the public web. Never throws, and never reaches an address that is not public. */
export interface Fetcher {
  /** @param url http or https */
  fetch(url: string, options: FetchOptions): Promise<FetchedFile | NotFetched>;
}
