import type { AttachmentStore } from '../ports/attachment-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { FeedbackStore } from '../ports/feedback-store.ts';
import type { Ids } from '../ports/ids.ts';
import type { IssueStore } from '../ports/issue-store.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { TallyStore } from '../ports/tally-store.ts';
import type { TokenStore } from '../ports/token-store.ts';

/** One HTTP request, whatever door it came through. */
export interface ApiRequest {
  /** Upper case. */
  method: string;
  /** Begins with `/`, without the query; percent-encoded or not. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. Several cookies stand in one `cookie` header, joined with `; `. */
  headers: Record<string, string>;
  body: Uint8Array;
  sourceIp: string;
}

export interface ApiResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Values of `set-cookie`, one each: doors that cannot repeat a header need them apart. */
  cookies?: string[];
  body: string | Uint8Array;
}

export interface ApiDeps {
  clock: Clock;
  ids: Pick<Ids, 'secret'>;
  issues: IssueStore;
  events: Pick<EventStore, 'get' | 'issuesOf' | 'listByIssue' | 'neighbour' | 'edge'>;
  projects: Omit<ProjectStore, 'createOrganization' | 'createProject' | 'createKey'>;
  tokens: TokenStore;
  ledger: LedgerStore;
  attachments: Omit<AttachmentStore, 'put'>;
  feedback: FeedbackStore;
  tally: Pick<TallyStore, 'record'>;
  retentionDays: number;
  /** Where people and SDKs reach this installation, without a slash at the end: `https://errors.example.com`. */
  publicUrl: string;
}
