import type { JsonObject } from '../../protocol/json.ts';
import type { AttachmentJson } from './attachment.ts';
import type { UserReportJson } from './feedback.ts';
import type { IssueJson } from './issue.ts';

/** One line of an export: an issue, then what is kept of it. */
export type ExportLine =
  | { type: 'issue'; issue: IssueJson }
  | {
      type: 'event';
      issueId: string;
      eventId: string;
      dateCreated: string;
      dateReceived: string;
      /** Its files, without their bytes. */
      attachments: AttachmentJson[];
      /** As it is kept: in the SDKs' spelling, scrubbed. `null`: too large for one answer; `…/events/{id}/json/` has it. */
      payload: JsonObject | object | null;
    }
  /** A file of an event that was counted only. */
  | { type: 'attachment'; issueId: string; attachment: AttachmentJson }
  /** `issueId` is missing where it is about none. */
  | { type: 'feedback'; issueId?: string; feedback: UserReportJson }
  /** The last line of an answer that is not the last: where to read on. */
  | { type: 'next'; cursor: string };
