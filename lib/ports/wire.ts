/**
 * How one signed HTTP request reaches an AWS service. The real adapter speaks HTTPS; the embedded stand-ins answer in
 * the same process. Everything above it (SDK clients, hand-signed calls) is the same in both cases.
 */
export interface WireRequest {
  method: string;
  /** `https:` for AWS. */
  protocol: string;
  hostname: string;
  port?: number;
  /** Begins with `/`, percent-encoded, without the query. */
  path: string;
  /** Without `?`; empty when there is none. */
  query: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface WireResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
}

export type Wire = (request: WireRequest) => Promise<WireResponse>;
