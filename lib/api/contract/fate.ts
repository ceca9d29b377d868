import * as z from 'zod';
import { moment } from './moment.ts';

/** `?at=`: about when the event was received; looks a day before and after it instead of into all that is kept. */
export const fateQuery = z.object({ at: moment.optional() });

export type FateName = 'stored' | 'counted_only' | 'filtered' | 'invalid' | 'rate_limited' | 'dead_lettered';
export type FateStepName =
  | 'received'
  | 'scrubbed'
  | 'dropped'
  | 'queued'
  | 'stored'
  | 'counted'
  | 'given_up'
  | 'announced';

export interface FateStepJson {
  name: FateStepName;
  /** ISO 8601 with milliseconds. */
  time: string;
  /** Milliseconds; 0 where a clock was behind another. */
  sinceReceived: number;
  sincePrevious: number;
}

/** What became of one event, and when. */
export interface FateJson {
  eventId: string;
  fate: FateName;
  /** Empty where the fate needs none. */
  reason: string;
  /** The same as a sentence. */
  detail: string;
  /** In the order in which they happen; what nobody noted is left out. */
  steps: FateStepJson[];
  /** `null`: none counts it, or it is deleted. */
  issue: { id: string; shortId: string } | null;
  links: {
    /** Page of the event. */
    event: string | null;
    /** Page of the issue. */
    issue: string | null;
    /** The dead letter that holds it. */
    deadLetter: string | null;
  };
}
