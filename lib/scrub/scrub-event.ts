import type { SentryEvent } from '../protocol/event.ts';
import type { JsonObject } from '../protocol/json.ts';
import { scrubAdvanced } from './advanced/scrub-advanced.ts';
import { addressOf, moveRedactedAddress } from './advanced/user-address.ts';
import { TYPE } from './advanced/value-type.ts';
import { scrubCopies } from './copies.ts';
import { EVENT } from './fields.ts';
import { scrubGraphql } from './graphql.ts';
import { isStrict } from './is-strict.ts';
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
 * and returned. Scrubbing twice is scrubbing once. Linear in the event's size; never throws for any event. Settings with
 * patterns of a project's own must have been prepared (prepareScrub): it throws if not, rather than to let things pass.
 */
export function scrubEvent(event: SentryEvent, settings: ScrubSettings): ScrubbedEvent {
  const profile = profileOf(settings);
  const json = event as unknown as JsonObject; // it came from JSON, and its type has no methods
  const advanced = profile.advanced === undefined ? 0 : scrubAdvanced(json, EVENT, TYPE.event, profile.advanced);
  if (profile.idle) return { event, redactions: advanced };
  const root = { field: profile.event, types: TYPE.event };
  const scrub: Scrub = { profile, event: json, root, at: [], names: [], remarks: true, redactions: advanced };
  if (profile.scrubsGraphql) scrubGraphql(scrub);
  const address = addressOf(json);
  scrubParts(scrub, json, profile.event);
  if (!isStrict(profile)) moveRedactedAddress(json, address); // a pseudonym tells users apart where it is
  scrubCopies(scrub);
  return { event, redactions: scrub.redactions };
}
