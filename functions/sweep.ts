import middy from '@middy/core';
import { dynamoArtifactExpiry } from '../lib/aws/artifact-expiry.ts';
import { awsEnvironment } from '../lib/aws/aws-environment.ts';
import { openSns, openTable } from '../lib/aws/clients.ts';
import { dynamoDueStore } from '../lib/aws/due-store.ts';
import { dynamoEraser } from '../lib/aws/eraser.ts';
import { dynamoErasureWork } from '../lib/aws/erasure-work.ts';
import { dynamoEventStore } from '../lib/aws/event-store.ts';
import { dynamoFateLog } from '../lib/aws/fate-log.ts';
import { dynamoFateMerging } from '../lib/aws/fate-merging.ts';
import { dynamoIssueStats } from '../lib/aws/issue-stats.ts';
import { dynamoIssueStore } from '../lib/aws/issue-store.ts';
import { snsNotifier } from '../lib/aws/notifier.ts';
import { s3ObjectLister } from '../lib/aws/object-lister.ts';
import { dynamoOutbox } from '../lib/aws/outbox.ts';
import { dynamoProjectStore } from '../lib/aws/project-store.ts';
import { dynamoResolveAgeStore } from '../lib/aws/resolve-age-store.ts';
import { dynamoStaleIssues } from '../lib/aws/stale-issues.ts';
import { dynamoThresholdStore } from '../lib/aws/threshold-store.ts';
import { loadConfig } from '../lib/config.ts';
import { announcer } from '../lib/notify/announce.ts';
import { notingAnnouncer } from '../lib/notify/note-announced.ts';
import { type AnnounceDueDeps, announceDue } from '../lib/sweep/announce-due.ts';
import { type CollectDeadLettersDeps, collectDeadLetters } from '../lib/sweep/collect-dead-letters.ts';
import { type EraseDeps, eraseDue } from '../lib/sweep/erase.ts';
import { type ExpireUploadsDeps, expireUploads } from '../lib/sweep/expire-uploads.ts';
import { type KeepDueBudgetsDeps, keepDueBudgets } from '../lib/sweep/keep-due-budgets.ts';
import { type MergeFatesDeps, mergeFates } from '../lib/sweep/merge-fates.ts';
import { type SweepLifeDeps, sweepLife } from '../lib/sweep/sweep-life.ts';
import { openBudgets } from './open-budgets.ts';
import { openDeadLetters } from './open-dead-letters.ts';
import { openRegrouper } from './open-regrouper.ts';
import { blobStore, consoleLog, installedWire, once, randomIds, systemClock } from './wire.ts';

const deps = once(
  (): MergeFatesDeps &
    AnnounceDueDeps &
    SweepLifeDeps &
    KeepDueBudgetsDeps &
    CollectDeadLettersDeps &
    EraseDeps &
    ExpireUploadsDeps => {
    const config = loadConfig(process.env, [
      'ALLIM_TABLE',
      'ALLIM_BUCKET',
      'ALLIM_TOPIC_ARN',
      'ALLIM_PUBLIC_URL',
      'ALLIM_DEAD_LETTER_QUEUE_URL',
      'EVENT_RETENTION_DAYS',
      'LOG_LEVEL',
    ]);
    const environment = awsEnvironment(process.env);
    const table = openTable(environment, config.ALLIM_TABLE, installedWire());
    const outbox = dynamoOutbox(table);
    const issues = dynamoIssueStore(table, systemClock);
    const notifier = snsNotifier(openSns(environment, installedWire()), config.ALLIM_TOPIC_ARN);
    const publicUrl = config.ALLIM_PUBLIC_URL;
    const blobs = blobStore(config.ALLIM_BUCKET);
    const objects = s3ObjectLister(environment, installedWire(), config.ALLIM_BUCKET);
    const log = consoleLog(config.LOG_LEVEL);
    const fates = dynamoFateLog(table, blobs, { clock: systemClock, retentionDays: config.EVENT_RETENTION_DAYS });
    return {
      ...openBudgets(table, { notifier, publicUrl }),
      ...openDeadLetters(table, { blobs, log, queueUrl: config.ALLIM_DEAD_LETTER_QUEUE_URL }),
      clock: systemClock,
      outbox,
      issues,
      stats: dynamoIssueStats(table, systemClock),
      dues: dynamoDueStore(table),
      thresholds: dynamoThresholdStore(table),
      resolveAges: dynamoResolveAgeStore(table),
      regrouper: openRegrouper(table, blobs),
      stale: dynamoStaleIssues(table, issues),
      events: dynamoEventStore(table, blobs, systemClock),
      projects: dynamoProjectStore(table),
      blobs,
      objects,
      expiry: dynamoArtifactExpiry({ table, blobs, objects }),
      eraser: dynamoEraser({ table, blobs, objects }),
      erasureWork: dynamoErasureWork(table, randomIds),
      retentionDays: config.EVENT_RETENTION_DAYS,
      fateMerging: dynamoFateMerging({ table, blobs, clock: systemClock }),
      announcer: notingAnnouncer({ announcer: announcer({ notifier, publicUrl }), fates, clock: systemClock, log }),
      log,
    };
  },
);

/** The clock's door: what only a clock can know, from alerts that a digest did not live to tell on. */
export const handler = middy<unknown, { announced: number; collected: number }>().handler(async () => {
  const announced = await announceDue(deps());
  await sweepLife(deps());
  await keepDueBudgets(deps());
  // Last: what killed digests is looked into here.
  const collected = await collectDeadLetters(deps());
  await mergeFates(deps());
  await expireUploads(deps());
  // With the time that is left: it stops by itself, and can be stopped anywhere.
  await eraseDue(deps());
  if (announced + collected > 0) deps().log('info', 'swept', { announced, collected });
  return { announced, collected };
});
