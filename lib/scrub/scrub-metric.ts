import { scrubAttributes } from './attributes.ts';
import { METRIC } from './entry-fields.ts';
import { type EntryKind, scrubEntry } from './scrub-entry.ts';
import type { ScrubSettings } from './settings.ts';

export interface ScrubbedMetric<Metric> {
  metric: Metric;
  /** Texts changed and values removed. */
  redactions: number;
}

/** The same as `scrubLog` for a measured value: its name is code's, its attributes are anybody's. */
export function scrubMetric<Metric extends object>(metric: Metric, settings: ScrubSettings): ScrubbedMetric<Metric> {
  return { metric, redactions: scrubEntry(metric, settings, KIND) };
}

const KIND: EntryKind = { ...METRIC, scrub: (scrub, entry) => scrubAttributes(scrub, entry, 'attributes') };
