/** What the request says about the event, beside the payload. */
export interface RequestMeta {
  /** From the envelope header or generated, 32 lower-case hex digits; overwrites the payload's. */
  eventId: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  /** Envelope header `sent_at`, milliseconds since 1970; without it a wrong clock goes unnoticed. */
  sentAt?: number;
  clientIp?: string;
  userAgent?: string;
  /** Header names in lower case. */
  clientHints?: Record<string, string>;
  /** `sentry_client` of the authentication, `name/version`. */
  sdkClient?: string;
  /** Older events are taken for the work of a wrong clock. */
  retentionDays: number;
  /** The project keeps no addresses: none is inferred. */
  scrubIp: boolean;
}
