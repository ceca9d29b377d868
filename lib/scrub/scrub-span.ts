import { isObject, type Json } from '../protocol/json.ts';
import { scrubAttributes } from './attributes.ts';
import { SPAN } from './entry-fields.ts';
import { type Field, partOf, READABLE } from './field.ts';
import { isStrict } from './is-strict.ts';
import type { Profile } from './profile.ts';
import type { Scrub } from './scrub.ts';
import { type EntryKind, scrubEntry } from './scrub-entry.ts';
import type { ScrubSettings } from './settings.ts';
import { scrubParts, scrubValue } from './walk.ts';

export interface ScrubbedSpan<Span> {
  span: Span;
  /** Texts changed and values removed. */
  redactions: number;
}

/**
 * The same as `scrubLog` for a span, of either version: attributes, also those of its links, or `data`, tags and
 * description. Sentry leaves its name and description alone, and so the strict profile takes from them what rules match.
 */
export function scrubSpan<Span extends object>(span: Span, settings: ScrubSettings): ScrubbedSpan<Span> {
  return { span, redactions: scrubEntry(span, settings, KIND) };
}

const KIND: EntryKind = {
  ...SPAN,
  scrub: (scrub, entry) => {
    if (isStrict(scrub.profile)) scrubValue(scrub, entry, 'name', 'name', 0, READABLE);
    scrubAttributes(scrub, entry, 'attributes');
    scrubLinks(scrub, entry.links);
    scrubParts(scrub, entry, legacySpan(scrub.profile));
  },
};

/** What an event's spans are. */
const legacySpan = ({ event }: Profile): Field => partOf(event, 'spans').other;

function scrubLinks(scrub: Scrub, links: Json | undefined): void {
  if (!Array.isArray(links)) return;
  scrub.at.push('links');
  for (const [i, link] of links.entries()) {
    if (!isObject(link)) continue;
    scrub.at.push(i);
    scrubAttributes(scrub, link, 'attributes');
    scrub.at.pop();
  }
  scrub.at.pop();
}
