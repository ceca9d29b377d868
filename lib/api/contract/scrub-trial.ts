import * as z from 'zod';
import { projectUpdate } from './project.ts';

/** A payload that is to be scrubbed without being kept, and settings to try instead of the project's own. */
export const scrubTrial = z.object({
  type: z.enum(['event', 'log', 'span', 'trace_metric']),
  payload: z.record(z.string(), z.json()),
  settings: projectUpdate
    .pick({
      dataScrubber: true,
      dataScrubberDefaults: true,
      scrubIPAddresses: true,
      sensitiveFields: true,
      safeFields: true,
      relayPiiConfig: true,
      scrubProfile: true,
      disabledScrubRules: true,
    })
    .optional(),
});

/** What would rest of it. */
export interface ScrubTrialJson {
  payload: unknown;
  /** Texts changed and values removed. */
  redactions: number;
}
