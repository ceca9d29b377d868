import * as z from 'zod';

/** Days of one answer: for each the ledger is read. */
const MAX_DAYS = 90;
const EXPECTED = `expected a number of days up to ${MAX_DAYS}, like 14d`;

/** `14d`: days up to today. */
export const days = z
  .string()
  .regex(/^\d{1,2}d$/, EXPECTED)
  .transform(text => Number(text.slice(0, -1)))
  .refine(number => number >= 1 && number <= MAX_DAYS, EXPECTED);

/** `?statsPeriod=14d` */
export const adoptionQuery = z.object({ statsPeriod: days.default(14) });

/** Events whose own frames were all mapped, some of them, or none; `reasons` of those that were not all, most frequent first. */
export interface MapsJson {
  mapped: number;
  partly: number;
  unmapped: number;
  /** The word of `data.symbolication` of the frame nearest to the throw. */
  reasons: { reason: string; events: number }[];
}

/** What of a release came in. Allim's own. */
export interface AdoptionJson {
  version: string;
  project: string;
  firstEvent: string | null;
  lastEvent: string | null;
  events: number;
  newGroups: number;
  /** `null`: none of its events had frames that a map is for. */
  maps: MapsJson | null;
  /** By environment (`null`: events that named none), most events first. */
  environments: { environment: string | null; events: number; newGroups: number; maps: MapsJson | null }[];
  /** By day (UTC, of receipt), oldest first. `share`: of all events of the project that were counted on that day; `null` where it has none. */
  days: { date: string; events: number; newGroups: number; maps: MapsJson | null; share: number | null }[];
  /** `false`: there are more days and environments than one answer counts. */
  complete: boolean;
}
