/** A request as the edge sees it, whatever gateway it came through. */
export interface IngestRequest {
  method: string;
  /** Begins with `/`, still percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case; repeated ones joined by `, `. */
  headers: Record<string, string | undefined>;
  body: Uint8Array;
  /** The gateway handed the body over as text: bytes that are no UTF-8 are lost already. */
  bodyWasText: boolean;
  /** Address of the peer. */
  sourceIp: string | undefined;
}

export interface IngestResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}
