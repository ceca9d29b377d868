import type { SentryEvent } from '../../lib/protocol/event.ts';
import { scrubEvent } from '../../lib/scrub/scrub-event.ts';
import type { ScrubSettings } from '../../lib/scrub/settings.ts';
import { DEFAULTS } from './settings.ts';

/** An event of only the given fields: the others play no part in scrubbing. */
export const eventOf = (fields: object): SentryEvent => fields as unknown as SentryEvent;

// biome-ignore lint/suspicious/noExplicitAny: tests read deep into events of their own making
type Loose = any;

export const scrubbed = (fields: object, settings: Partial<ScrubSettings> = {}): Loose =>
  scrubEvent(eventOf(fields), { ...DEFAULTS, ...settings }).event;

/** What becomes of one value under `extra`. */
export const scrubbedExtra = (value: unknown, settings: Partial<ScrubSettings> = {}): Loose =>
  scrubbed({ extra: { note: value } }, settings).extra.note;
