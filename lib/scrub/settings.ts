/** Sentry's project settings for scrubbing: the fields of the same name in a project's settings. */
export interface ScrubSettings {
  /** The main switch. Off, only `scrubIpAddresses` still acts. */
  scrubData: boolean;
  /** The built-in rules: cards, keys, passwords, session cookies … */
  scrubDefaults: boolean;
  scrubIpAddresses: boolean;
  /** Extra key substrings (any case) whose values are filtered. */
  sensitiveFields: string[];
  /** Keys, or dotted ends of paths, which the rules above leave alone. */
  safeFields: string[];
}
