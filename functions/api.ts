import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { answerApi } from '../lib/api/answer.ts';
import type { ApiDeps } from '../lib/api/api-request.ts';
import { dynamoActivityStore } from '../lib/aws/activity-store.ts';
import { dynamoArtifactStore } from '../lib/aws/artifact-store.ts';
import { dynamoArtifactUploads } from '../lib/aws/artifact-uploads.ts';
import { dynamoAssemblyStore } from '../lib/aws/assembly-store.ts';
import { dynamoAttachmentStore } from '../lib/aws/attachment-store.ts';
import { awsEnvironment } from '../lib/aws/aws-environment.ts';
import { blobChunkStore } from '../lib/aws/chunk-store.ts';
import { openTable } from '../lib/aws/clients.ts';
import { dynamoCodeMappingStore } from '../lib/aws/code-mapping-store.ts';
import { dynamoDeadLetterStore } from '../lib/aws/dead-letter-store.ts';
import { dynamoDueStore } from '../lib/aws/due-store.ts';
import { dynamoErasureStore } from '../lib/aws/erasure-store.ts';
import { dynamoEventStore } from '../lib/aws/event-store.ts';
import { dynamoFateLog } from '../lib/aws/fate-log.ts';
import { dynamoFeedbackStore } from '../lib/aws/feedback-store.ts';
import { dynamoGroupingStore } from '../lib/aws/grouping-store.ts';
import { sqsIngestQueue } from '../lib/aws/ingest-queue.ts';
import { dynamoIssueStats } from '../lib/aws/issue-stats.ts';
import { dynamoIssueStore } from '../lib/aws/issue-store.ts';
import { dynamoLedgerStore } from '../lib/aws/ledger-store.ts';
import { dynamoMarkStore } from '../lib/aws/mark-store.ts';
import { dynamoOrganizationTokenStore } from '../lib/aws/organization-token-store.ts';
import { dynamoOwnershipStore } from '../lib/aws/ownership-store.ts';
import { dynamoProjectStore } from '../lib/aws/project-store.ts';
import { dynamoRegroupingStore } from '../lib/aws/regrouping-store.ts';
import { dynamoReleaseCounts } from '../lib/aws/release-counts.ts';
import { dynamoRepositoryStore } from '../lib/aws/repository-store.ts';
import { dynamoResolveAgeStore } from '../lib/aws/resolve-age-store.ts';
import { dynamoScrapingStore } from '../lib/aws/scraping-store.ts';
import { dynamoTallyStore } from '../lib/aws/tally-store.ts';
import { dynamoTokenStore } from '../lib/aws/token-store.ts';
import { dynamoTombstoneStore } from '../lib/aws/tombstone-store.ts';
import { loadConfig } from '../lib/config.ts';
import type { Log } from '../lib/log.ts';
import { ORGANIZATION } from '../lib/setup/set-up.ts';
import { answerFault } from './answer-fault.ts';
import { fromHttpEvent, toHttpResult } from './http-event.ts';
import { openBudgets } from './open-budgets.ts';
import { openReleases } from './open-releases.ts';
import { openReprocessor } from './open-reprocessor.ts';
import { blobStore, callAws, consoleLog, installedWire, once, randomIds, systemClock } from './wire.ts';

const deps = once((): ApiDeps & { log: Log } => {
  const config = loadConfig(process.env, [
    'ALLIM_TABLE',
    'ALLIM_QUEUE_URL',
    'ALLIM_ASSEMBLE_QUEUE_URL',
    'ALLIM_BUCKET',
    'ALLIM_PUBLIC_URL',
    'EVENT_RETENTION_DAYS',
    'LOG_LEVEL',
  ]);
  const table = openTable(awsEnvironment(process.env), config.ALLIM_TABLE, installedWire());
  const blobs = blobStore(config.ALLIM_BUCKET);
  return {
    ...openBudgets(table),
    clock: systemClock,
    ids: randomIds,
    issues: dynamoIssueStore(table, systemClock),
    stats: dynamoIssueStats(table, systemClock),
    marks: dynamoMarkStore(table, systemClock),
    activities: dynamoActivityStore(table, systemClock),
    tombstones: dynamoTombstoneStore(table),
    ownership: dynamoOwnershipStore(table),
    grouping: dynamoGroupingStore(table),
    regroupings: dynamoRegroupingStore(table),
    dues: dynamoDueStore(table),
    scraping: dynamoScrapingStore(table),
    resolveAges: dynamoResolveAgeStore(table),
    events: dynamoEventStore(table, blobs, systemClock),
    attachments: dynamoAttachmentStore(table, blobs, systemClock),
    feedback: dynamoFeedbackStore(table, systemClock),
    erasures: dynamoErasureStore(table, { clock: systemClock, ids: randomIds }),
    tally: dynamoTallyStore(table, { clock: systemClock, ids: randomIds }),
    retentionDays: config.EVENT_RETENTION_DAYS,
    projects: dynamoProjectStore(table),
    reprocessor: openReprocessor(table, blobs, {
      retentionDays: config.EVENT_RETENTION_DAYS,
      log: consoleLog(config.LOG_LEVEL),
    }),
    ...openReleases(table),
    releaseCounts: dynamoReleaseCounts(table),
    repositories: dynamoRepositoryStore(table),
    codeMappings: dynamoCodeMappingStore(table),
    tokens: dynamoTokenStore(table, systemClock),
    organizationTokens: dynamoOrganizationTokenStore(table),
    chunks: blobChunkStore(blobs),
    uploads: dynamoArtifactUploads({ table, blobs, clock: systemClock, ids: randomIds }),
    artifacts: dynamoArtifactStore({ table, blobs, clock: systemClock }),
    assemblies: dynamoAssemblyStore(table),
    assembleQueue: sqsIngestQueue(callAws(), config.ALLIM_ASSEMBLE_QUEUE_URL),
    fates: dynamoFateLog(table, blobs, { clock: systemClock, retentionDays: config.EVENT_RETENTION_DAYS }),
    deadLetters: dynamoDeadLetterStore(table, { clock: systemClock, ids: randomIds }),
    blobs,
    queue: sqsIngestQueue(callAws(), config.ALLIM_QUEUE_URL),
    homeOrganization: ORGANIZATION.slug,
    ledger: dynamoLedgerStore(table),
    publicUrl: config.ALLIM_PUBLIC_URL.replace(/\/+$/, ''),
    log: consoleLog(config.LOG_LEVEL),
  };
});

/** The door for people and their tools: the page and `/api/0/`. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(answerFault(() => deps().log))
  .handler(async event => toHttpResult(await answerApi(deps(), fromHttpEvent(event))));
