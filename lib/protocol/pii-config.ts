import type { JsonObject } from './json.ts';

/** Advanced scrubbing rules, as Sentry's `relayPiiConfig` spells them on the wire. */
export interface PiiConfig {
  /** Rules of one's own by name. `type` and what goes with it: lib/scrub reads them. */
  rules?: Record<string, JsonObject>;
  vars?: { hashKey?: string | null };
  /** Selector → names of rules, built-in ones (`@email:mask`) or one's own. */
  applications?: Record<string, string[]>;
}
