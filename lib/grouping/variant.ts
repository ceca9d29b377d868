import type { Component } from './component.ts';

/** One way to see an event: its hash, or why it has none. */
export interface Variant {
  /** As Sentry's API calls them. */
  readonly type:
    | 'component'
    | 'salted_component'
    | 'custom_fingerprint'
    | 'built_in_fingerprint'
    | 'checksum'
    | 'hashed_checksum'
    | 'fallback';
  readonly contributes: boolean;
  /** 32 lower-case hex digits; there only when it contributes. */
  readonly hash?: string;
  readonly hint?: string;
  /** What was found in the event. */
  readonly component?: Component;
  /** What the client or a rule asked for, variables filled in. */
  readonly values?: readonly string[];
}
