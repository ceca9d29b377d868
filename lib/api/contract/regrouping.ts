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

/** What rules would make of open issues. Events that came stay where they were counted; merged issues show them together. */
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

/** An issue some of whose events would have come elsewhere. They stay in it: this is about events to come. */
export interface RegroupingSplitJson {
  issue: NamedIssueJson;
  /** Events that were looked at. */
  events: number;
  groups: readonly {
    eventIds: readonly string[];
    /** More of them open a new issue, come to another, or here as long as the rules before are looked up. */
    coming: 'new' | 'other' | 'same';
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
  hashes: number;
  faults: readonly { issue: string; why: 'gone' | 'full' | 'elsewhere' }[];
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
