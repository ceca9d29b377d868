import * as z from 'zod';
import { GROUPING_CONFIG_IDS } from '../../grouping/config.ts';

/** Bytes of each text of rules: three of them fit into a row of 400 kB, with what JSON adds. */
export const MAX_RULES_BYTES = 65_536;

/** Rules are text: lines of anything but control characters. */
const rules = z
  .string()
  .refine(text => Buffer.byteLength(text) <= MAX_RULES_BYTES, `Rules may have at most ${MAX_RULES_BYTES} bytes.`)
  .refine(text => !/[^\P{Cc}\t\r\n]/u.test(text), 'Rules may not hold control characters.');
const config = z.enum(GROUPING_CONFIG_IDS as [string, ...string[]]);
/** Seconds since 1970, up to the year 9999. */
const MAX_SECONDS = 253_402_300_799;

/** What an update of a project may say of how its events are grouped. Sentry's names. */
export const groupingUpdate = {
  groupingEnhancements: rules.optional(),
  fingerprintingRules: rules.optional(),
  groupingConfig: config.optional(),
  secondaryGroupingConfig: config.optional(),
  secondaryGroupingExpiry: z.number().int().min(0).max(MAX_SECONDS).optional(),
};

/** Events that a trial looks at. */
export const MAX_TRIAL_EVENTS = 100;
const TRIAL_EVENTS = 50;

/** Rules to try on kept events; what is left out is the project's own. */
export const groupingTrial = z.object({
  groupingEnhancements: groupingUpdate.groupingEnhancements,
  fingerprintingRules: groupingUpdate.fingerprintingRules,
  limit: z.number().int().min(1).max(MAX_TRIAL_EVENTS).default(TRIAL_EVENTS),
});

/** What is wrong with a text of rules. */
export interface RuleFaultJson {
  field: 'groupingEnhancements' | 'fingerprintingRules';
  /** Count from 1. */
  line: number;
  column: number;
  reason: string;
}

export interface GroupingTrialJson {
  /** Events that were looked at, and issues that they belong to. */
  events: number;
  issues: readonly TriedIssueJson[];
  /** Issues that would have been one. */
  together: readonly (readonly string[])[];
  /** Whether all events that were asked for were looked at, as far as there are any. */
  complete: boolean;
  /** With any of them nothing was tried. */
  faults: readonly RuleFaultJson[];
}

export interface TriedIssueJson {
  id: string;
  shortId: string;
  title: string;
  events: number;
  /** Ids of those that would not have come to the issue. */
  leaving: readonly string[];
  /** Into how many issues the events that were looked at would have come. */
  groups: number;
}
