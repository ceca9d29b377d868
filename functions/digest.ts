import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { sqsAcknowledger } from '../lib/aws/acknowledger.ts';
import { dynamoAttachmentStore } from '../lib/aws/attachment-store.ts';
import { awsEnvironment } from '../lib/aws/aws-environment.ts';
import { openSns, openTable } from '../lib/aws/clients.ts';
import { dynamoDeadLetterStore } from '../lib/aws/dead-letter-store.ts';
import { dynamoEventStore } from '../lib/aws/event-store.ts';
import { dynamoFateLog } from '../lib/aws/fate-log.ts';
import { faultOf } from '../lib/aws/fault-of.ts';
import { dynamoFeedbackStore } from '../lib/aws/feedback-store.ts';
import { dynamoGroupingStore } from '../lib/aws/grouping-store.ts';
import { meterTable } from '../lib/aws/metered-table.ts';
import { snsNotifier } from '../lib/aws/notifier.ts';
import { dynamoOutbox } from '../lib/aws/outbox.ts';
import { dynamoProjectStore } from '../lib/aws/project-store.ts';
import { dynamoQuotaStore } from '../lib/aws/quota-store.ts';
import { dynamoTallyStore } from '../lib/aws/tally-store.ts';
import { dynamoTrialStore } from '../lib/aws/trial-store.ts';
import { pricesOf } from '../lib/budget/price-list.ts';
import { readPrices } from '../lib/budget/read-prices.ts';
import { loadConfig } from '../lib/config.ts';
import { openBill } from '../lib/digest/bill.ts';
import { type CarefulDeps, digestCarefully } from '../lib/digest/digest-carefully.ts';
import { meteredBlobs, meteredEvents, meteredNotifier } from '../lib/digest/metered-ports.ts';
import type { QueueRecord } from '../lib/digest/queue-record.ts';
import { groupingReader } from '../lib/digest/read-grouping.ts';
import { releaseMemory } from '../lib/digest/release-memory.ts';
import { releaseWarner } from '../lib/digest/release-warner.ts';
import { samplingAt } from '../lib/digest/sampling-at.ts';
import { usageMeter } from '../lib/digest/usage-meter.ts';
import { announcer } from '../lib/notify/announce.ts';
import { notingAnnouncer } from '../lib/notify/note-announced.ts';
import { openBudgets } from './open-budgets.ts';
import { openLife } from './open-life.ts';
import { openReleases } from './open-releases.ts';
import { openSymbolication } from './open-symbolication.ts';
import { blobStore, callAws, consoleLog, installedWire, once, randomIds, systemClock } from './wire.ts';

const deps = once((): CarefulDeps => {
  const config = loadConfig(process.env, [
    'ALLIM_TABLE',
    'ALLIM_QUEUE_URL',
    'ALLIM_BUCKET',
    'ALLIM_TOPIC_ARN',
    'ALLIM_PUBLIC_URL',
    'ALLIM_PRICES',
    'EVENT_RETENTION_DAYS',
    'LOG_LEVEL',
  ]);
  const environment = awsEnvironment(process.env);
  const meter = usageMeter();
  const table = meterTable(openTable(environment, config.ALLIM_TABLE, installedWire()), meter);
  const retentionDays = config.EVENT_RETENTION_DAYS;
  const blobs = meteredBlobs(blobStore(config.ALLIM_BUCKET), meter, retentionDays);
  const fates = dynamoFateLog(table, blobs, { clock: systemClock, retentionDays });
  const outbox = dynamoOutbox(table);
  const publicUrl = config.ALLIM_PUBLIC_URL;
  const notifier = meteredNotifier(snsNotifier(openSns(environment, installedWire()), config.ALLIM_TOPIC_ARN), meter);
  const projects = dynamoProjectStore(table);
  const log = consoleLog(config.LOG_LEVEL);
  const prices = pricesOf(environment.region, readPrices(config.ALLIM_PRICES));
  const { costs, budgets } = openBudgets(table, { notifier, publicUrl });
  const tally = dynamoTallyStore(table, { clock: systemClock, ids: randomIds });
  const symbolication = openSymbolication(table, blobs);
  const releases = openReleases(table);
  return {
    clock: systemClock,
    ids: randomIds,
    tally,
    blobs,
    events: meteredEvents(dynamoEventStore(table, blobs, systemClock), meter, retentionDays),
    attachments: dynamoAttachmentStore(table, blobs, systemClock),
    feedback: dynamoFeedbackStore(table, systemClock),
    outbox,
    fates,
    announcer: notingAnnouncer({ announcer: announcer({ notifier, publicUrl }), fates, clock: systemClock, log }),
    trials: dynamoTrialStore(table, { clock: systemClock, ids: randomIds }),
    acknowledger: sqsAcknowledger(callAws(), config.ALLIM_QUEUE_URL),
    deadLetters: dynamoDeadLetterStore(table, { clock: systemClock, ids: randomIds }),
    faultOf,
    quotas: dynamoQuotaStore(table),
    projects,
    ...symbolication,
    ...releases,
    releaseWarner: releaseWarner({ ...symbolication, ...releases, tally }),
    ...openLife(table),
    grouping: groupingReader(dynamoGroupingStore(table)),
    releaseMemory: releaseMemory(),
    samplingOf: async projectId => samplingAt(await budgets.stepOf(projectId)),
    bill: openBill({ clock: systemClock, costs, budgets, projects, meter, prices, log, retentionDays }),
    log,
    retentionDays,
  };
});

/** The queue's door: SQS batch → issues, events, announcements. Failed records are named, and come again. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(async (event, context) => {
  const { failed, ...figures } = await digestCarefully(deps(), event.Records.map(toQueueRecord), {
    timeLeft: () => context.getRemainingTimeInMillis(),
  });
  deps().log('info', 'digested', { ...figures, failed: failed.size });
  return { batchItemFailures: [...failed].map(itemIdentifier => ({ itemIdentifier })) };
});

const toQueueRecord = ({ messageId, receiptHandle, body, attributes }: SQSRecord): QueueRecord => ({
  id: messageId,
  receipt: receiptHandle,
  body,
  receives: Number(attributes.ApproximateReceiveCount),
  queued: Number(attributes.SentTimestamp),
  // The edge's own: a group of messages is a project.
  ...(attributes.MessageGroupId && { projectId: attributes.MessageGroupId }),
});
