import * as z from 'zod';
import { groupingUpdate, type RuleFaultJson } from './grouping.ts';
import type { PersonJson } from './issue.ts';

/** Rules to regroup by; what is left out is the project's own. */
export const regroupingRequest = z.object({
  groupingEnhancements: groupingUpdate.groupingEnhancements,
  fingerprintingRules: groupingUpdate.fingerprintingRules,
});
export type RegroupingRequest = z.output<typeof regroupingRequest>;

export const regroupingUndo = z.object({ keepRules: z.boolean().default(false) });

export interface NamedIssueJson {
  id: string;
  shortId: string;
  title: string;
  count: string;
}

/** What rules would make of open issues. */
export interface RegroupingPreviewJson {
  looked: { issues: number; events: number };
  /** Open issues without kept events, and whether there are more of them than were looked at. */
  notLooked: { withoutEvents: number; more: boolean };
  /** Issues that one would show. `left`: it has no room for these. */
  joins: readonly { parent: NamedIssueJson; children: readonly NamedIssueJson[]; left: readonly NamedIssueJson[] }[];
  splits: readonly RegroupingSplitJson[];
  /** Hashes that would lead to an issue from now on. */
  hashes: number;
  /** With any of them nothing was looked at. */
  faults: readonly RuleFaultJson[];
}

/** An issue some of whose events would have come elsewhere. */
export interface RegroupingSplitJson {
  issue: NamedIssueJson;
  /** Events that were looked at. */
  events: number;
  /**
   * Whether events that are there go, too. `counted`: they stay, as of some nothing is kept but their count. `many`: they stay, as
   * there are more than one regrouping looks at. `together`: they stay, as all of them would have come to an issue that has no
   * room to show this one. Of what was merged into the issue none go in any case.
   */
  whole: 'kept' | 'counted' | 'many' | 'together';
  groups: readonly {
    eventIds: readonly string[];
    /** Events that go. */
    moving: number;
    /** More of them open a new issue, come to another, or here as long as the rules before are looked up. Those that went come where these are. */
    coming: 'new' | 'other' | 'same';
    /** `null` beside `other`: an issue that was not looked at, such as a resolved one. Nothing is moved there. */
    other: NamedIssueJson | null;
  }[];
}

export interface RegroupingJson {
  id: string;
  dateCreated: string;
  createdBy: PersonJson;
  /** `applying` and `undoing`: ask again, and it goes on. */
  state: 'applying' | 'applied' | 'undoing' | 'undone';
  steps: number;
  /** Steps that are done and not taken back. */
  done: number;
  joins: readonly { parent: RegroupedIssueJson; children: readonly RegroupedIssueJson[] }[];
  /** Issues that were made of events of others, or split off again. */
  splits: readonly { from: RegroupedIssueJson; parts: readonly RegroupedIssueJson[] }[];
  hashes: number;
  /** `changed` is about no issue (`''`): the rules were changed by somebody else meanwhile, and left as they are. */
  faults: readonly { issue: string; why: 'gone' | 'full' | 'elsewhere' | 'changed' | 'counted' }[];
  savedRules: boolean;
}

export interface RegroupedIssueJson {
  id: string;
  shortId: string;
}

export interface RegroupingDetailsJson extends RegroupingJson {
  rules: { before: RuleTextsJson; after: RuleTextsJson } | null;
}

export interface RuleTextsJson {
  groupingEnhancements: string;
  fingerprintingRules: string;
}
