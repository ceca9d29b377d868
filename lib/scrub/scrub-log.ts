import { scrubAttributes } from './attributes.ts';
import { LOG } from './entry-fields.ts';
import { READABLE } from './field.ts';
import { type EntryKind, scrubEntry } from './scrub-entry.ts';
import type { ScrubSettings } from './settings.ts';
import { scrubValue } from './walk.ts';

export interface ScrubbedLog<Log> {
  log: Log;
  /** Texts changed and values removed. */
  redactions: number;
}

/**
 * Scrubs a line of a log, normalized or as it came, in place, and notes in its `_meta` what was taken where. The line
 * itself loses what rules match and nothing else. Scrubbing twice is scrubbing once; never throws.
 */
export function scrubLog<Log extends object>(log: Log, settings: ScrubSettings): ScrubbedLog<Log> {
  return { log, redactions: scrubEntry(log, settings, KIND) };
}

const KIND: EntryKind = {
  ...LOG,
  scrub: (scrub, entry) => {
    scrubValue(scrub, entry, 'body', 'body', 0, READABLE);
    scrubAttributes(scrub, entry, 'attributes');
  },
};
