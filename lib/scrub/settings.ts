import type { PiiConfig } from '../protocol/pii-config.ts';

/**
 * How much is scrubbed: `strict` takes personal data and secrets out of every free text and puts pseudonyms in the place
 * of who the user is, on top of Sentry's rules; `sentry` is those rules and no more; `off` is nothing.
 */
export type ScrubProfile = 'strict' | 'sentry' | 'off';

/** Sentry's project settings for scrubbing, the fields of the same name in a project's settings, and Allim's own. */
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
  /** Advanced rules of the project and of its organization: they run first. */
  piiConfig?: PiiConfig;
  organizationPiiConfig?: PiiConfig;
  /** Absent in settings that were stored before there were profiles; see profile.ts for what it means then. */
  profile?: ScrubProfile;
  /** Ids of rules of the strict profile, such as `allim:phone`, that are switched off. */
  disabledRules?: string[];
  /** Makes the project's pseudonyms (pseudonym.ts). Without it the strict profile writes `[email]` and the like. */
  pseudonymKey?: string;
}
