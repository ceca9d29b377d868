import type { SentryEvent } from '../protocol/event.ts';
import type { JsonObject } from '../protocol/json.ts';
import { scrubCopies } from './copies.ts';
import { scrubGraphql } from './graphql.ts';
import { profileOf } from './profile.ts';
import type { Scrub } from './scrub.ts';
import type { ScrubSettings } from './settings.ts';
import { scrubParts } from './walk.ts';

export interface ScrubbedEvent {
  event: SentryEvent;
  /** Texts changed and values removed. */
  redactions: number;
}

/**
 * Takes out of a normalized event what its project's settings say must not rest, as Sentry does for the same settings,
 * and notes in `_meta` what was taken where. The event is changed in place (a copy would cost more than the scrubbing)
 * and returned. Scrubbing twice is scrubbing once. Linear in the event's size; never throws.
 */
export function scrubEvent(event: SentryEvent, settings: ScrubSettings): ScrubbedEvent {
  const profile = profileOf(settings);
  if (profile.idle) return { event, redactions: 0 };
  const json = event as unknown as JsonObject; // it came from JSON, and its type has no methods
  const scrub: Scrub = { profile, event: json, at: [], names: [], remarks: true, redactions: 0 };
  if (profile.scrubsGraphql) scrubGraphql(scrub);
  scrubParts(scrub, json, profile.event);
  scrubCopies(scrub);
  return { event, redactions: scrub.redactions };
}
