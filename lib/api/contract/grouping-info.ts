/** How an event came by its hashes. Sentry's shape. */
export interface GroupingInfoJson {
  /** The version that the event was grouped by. */
  grouping_config: string;
  /** By their keys. */
  variants: Record<string, VariantJson>;
}

export interface VariantJson {
  /** What it sees and what it goes by: `app_exception_stacktrace`, `message`, `custom_fingerprint`. */
  key: string;
  /** `component`, `salted_component`, `custom_fingerprint`, `checksum`, `hashed_checksum`, `fallback`. */
  type: string;
  /** The key in words. */
  description: string;
  hash: string | null;
  hint: string | null;
  contributes: boolean;
  /** The hash is none of those that led the event to its issue: rules have changed since. */
  hashMismatch: boolean;
  component?: ComponentJson;
  /** A fingerprint with its variables filled in, the one that the client sent, and the rule that replaced it. */
  values?: readonly string[];
  client_values?: readonly string[];
  matched_rule?: string;
}

export interface ComponentJson {
  id: string;
  /** Of the parts that people know. */
  name: string | null;
  contributes: boolean;
  hint: string | null;
  values: readonly (string | number | ComponentJson)[];
}
