import type { Envelope } from '../../protocol/envelope.ts';
import type { Refusal } from '../../protocol/refusal.ts';
import type { IngestRequest, IngestResponse } from '../http.ts';

/** A request that came to a door. */
export interface DoorCall {
  request: IngestRequest;
  /** Decompressed. */
  body: Uint8Array;
  /** What the path says beside the project: `slug`, `key`, `event`, `signal`. */
  params: Readonly<Record<string, string | undefined>>;
  /** `name/version` of the SDK, from its auth. */
  sdkClient?: string | undefined;
  /** 32 hex digits, new ones each time. */
  newId: () => string;
  /** Milliseconds since 1970. */
  receivedAt: number;
}

/** What became of the request, as far as an answer tells. */
export interface Accepted {
  request: IngestRequest;
  /** Of the event that the request brought, or speaks of. */
  eventId: string | undefined;
}

/**
 * One way in for SDKs, browsers and collectors. What only few of them use loads its reading when it is asked for
 * (docs/adr/0012-split-bundles.md). Each reads its own format into the envelope that a current SDK would have sent.
 */
export interface Door {
  /** Behind `/api/{project}/`, as a regular expression whose named groups become `params`. */
  path: string;
  methods: readonly string[];
  /** Throws a `Refusal` for what it cannot read. */
  read: (call: DoorCall) => Envelope | Promise<Envelope>;
  respond: (accepted: Accepted) => IngestResponse;
  /** Its own way to say no; otherwise `respondRefused`. */
  refuse?: (refusal: Refusal, request: IngestRequest) => IngestResponse;
  /** Whoever sends is known by the envelope's `dsn` alone, whatever the request says: its headers are for somebody else. */
  tunnel?: true;
  /** It makes an envelope of several events out of one request, where SDKs send one each. */
  batches?: true;
  /** Who sends does not know 429: what is over a quota is dropped, counted and answered like the rest. */
  silentLimits?: true;
}
