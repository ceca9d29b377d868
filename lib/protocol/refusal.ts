/** Why a whole request is refused. Each has its status and sentence in `REFUSALS`. */
export const REFUSALS = {
  empty_body: [400, 'empty request body'],
  invalid_json: [400, 'invalid JSON data'],
  invalid_protobuf: [400, 'invalid protobuf data'],
  invalid_envelope: [400, 'invalid event envelope'],
  internal_item: [400, 'the envelope holds an item of a type that only servers send'],
  invalid_event_id: [400, 'invalid event id'],
  invalid_check_in: [400, 'invalid check-in'],
  missing_content_type: [400, 'content type is missing'],
  invalid_multipart: [400, 'invalid multipart data'],
  invalid_msgpack: [400, 'invalid message pack event payload'],
  missing_minidump: [400, 'missing minidump'],
  invalid_minidump: [400, 'invalid minidump'],
  invalid_compression: [400, 'the body does not decompress'],
  damaged_body: [400, 'the compressed body was sent with a content type that marks text, so the gateway damaged it'],
  bad_public_key: [400, 'bad sentry DSN public key'],
  bad_project_path: [400, 'bad project path parameter'],
  unsupported_version: [400, 'unsupported protocol version'],
  unsupported_encoding: [415, 'unsupported content encoding'],
  unsupported_content_type: [415, 'unsupported content type'],
  missing_auth: [401, 'missing authorization information'],
  multiple_auth: [401, 'multiple authorization payloads detected'],
  bad_auth_header: [401, 'bad x-sentry-auth header'],
  bad_envelope_auth: [401, 'bad envelope authentication header'],
  unknown_key: [403, 'event submission rejected with_reason: ProjectId'],
  disabled_key: [403, 'event submission rejected with_reason: Disabled'],
  forbidden_origin: [403, 'event submission rejected with_reason: Cors'],
  not_found: [404, 'not found'],
  method_not_allowed: [405, 'method not allowed'],
  too_large: [413, 'request content exceeded size limits'],
  item_too_large: [413, 'envelope exceeded size limits'],
  rate_limited: [429, 'dropped because a quota or rate limit is used up'],
  unavailable: [503, 'failed to queue envelope'],
} as const satisfies Record<string, readonly [status: number, detail: string]>;

export type RefusalReason = keyof typeof REFUSALS;

/** Thrown to end a request with a 4xx or 503; `ingest/respond.ts` turns it into HTTP. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  /** What exactly was wrong, outermost first; goes into `causes`. Never text of the payload. */
  readonly causes: readonly string[];

  /** @param options.detail the sentence, where it says more than the one of the reason; it begins with the same words */
  constructor(reason: RefusalReason, causes: readonly string[] = [], options?: ErrorOptions & { detail?: string }) {
    super(options?.detail ?? REFUSALS[reason][1], options);
    this.name = 'Refusal';
    this.reason = reason;
    this.causes = causes;
  }
}
