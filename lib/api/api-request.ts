import type { ActivityStore } from '../ports/activity-store.ts';
import type { ArtifactFinder } from '../ports/artifact-store.ts';
import type { ArtifactUploads } from '../ports/artifact-uploads.ts';
import type { AssemblyStore } from '../ports/assembly-store.ts';
import type { AttachmentStore } from '../ports/attachment-store.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { BudgetKeeper } from '../ports/budget-keeper.ts';
import type { ChunkStore } from '../ports/chunk-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { CodeMappingStore } from '../ports/code-mapping-store.ts';
import type { CostStore } from '../ports/cost-store.ts';
import type { DeadLetterStore } from '../ports/dead-letter-store.ts';
import type { DueStore } from '../ports/due-store.ts';
import type { ErasureStore } from '../ports/erasure-store.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { FateLog } from '../ports/fate-log.ts';
import type { FeedbackStore } from '../ports/feedback-store.ts';
import type { GroupingStore } from '../ports/grouping-store.ts';
import type { Ids } from '../ports/ids.ts';
import type { IngestQueue } from '../ports/ingest-queue.ts';
import type { MarkStore } from '../ports/issue-marks.ts';
import type { IssueStats } from '../ports/issue-stats.ts';
import type { IssueStore } from '../ports/issue-store.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { OrganizationTokenStore } from '../ports/organization-token-store.ts';
import type { OwnershipStore } from '../ports/ownership-store.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { RegroupingStore } from '../ports/regrouping-store.ts';
import type { ReleaseCounts } from '../ports/release-counts.ts';
import type { ReleaseFollower } from '../ports/release-follower.ts';
import type { ReleaseStore } from '../ports/release-store.ts';
import type { RepositoryStore } from '../ports/repository-store.ts';
import type { Reprocessor } from '../ports/reprocessor.ts';
import type { ResolveAgeStore } from '../ports/resolve-age-store.ts';
import type { ScrapingStore } from '../ports/scraping-store.ts';
import type { TallyStore } from '../ports/tally-store.ts';
import type { TokenStore } from '../ports/token-store.ts';
import type { TombstoneStore } from '../ports/tombstone-store.ts';

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
  stats: IssueStats;
  marks: MarkStore;
  activities: ActivityStore;
  tombstones: TombstoneStore;
  ownership: OwnershipStore;
  grouping: GroupingStore;
  regroupings: RegroupingStore;
  dues: Pick<DueStore, 'add'>;
  scraping: ScrapingStore;
  resolveAges: Pick<ResolveAgeStore, 'get' | 'set'>;
  events: Pick<EventStore, 'get' | 'move' | 'issuesOf' | 'listByIssue' | 'neighbour' | 'edge'>;
  projects: Omit<ProjectStore, 'createOrganization' | 'createProject' | 'createKey'>;
  reprocessor: Reprocessor;
  releases: ReleaseStore;
  releaseFollower: ReleaseFollower;
  releaseCounts: ReleaseCounts;
  repositories: RepositoryStore;
  codeMappings: CodeMappingStore;
  tokens: TokenStore;
  organizationTokens: OrganizationTokenStore;
  chunks: ChunkStore;
  uploads: ArtifactUploads;
  artifacts: Pick<ArtifactFinder, 'byDebugId' | 'byRelease' | 'hasAny' | 'read'>;
  assemblies: AssemblyStore;
  /** Where uploads wait to be put together. */
  assembleQueue: Pick<IngestQueue, 'send'>;
  ledger: LedgerStore;
  attachments: Omit<AttachmentStore, 'put'>;
  feedback: FeedbackStore;
  erasures: ErasureStore;
  tally: Pick<TallyStore, 'findOwners' | 'record' | 'reserveShortIds'>;
  costs: Pick<CostStore, 'month' | 'budget'>;
  budgets: Pick<BudgetKeeper, 'set'>;
  deadLetters: Pick<DeadLetterStore, 'get' | 'list' | 'delete' | 'ofEvent'>;
  fates: Pick<FateLog, 'find' | 'announcedAt'>;
  /** Bodies of dead letters. */
  blobs: Pick<BlobStore, 'get' | 'delete'>;
  queue: Pick<IngestQueue, 'send'>;
  /** Slug of the organization that set-up makes: what belongs to nobody is its. */
  homeOrganization: string;
  retentionDays: number;
  /** Where people and SDKs reach this installation, without a slash at the end: `https://errors.example.com`. */
  publicUrl: string;
}
