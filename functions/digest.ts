import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { dynamoAttachmentStore } from '../lib/aws/attachment-store.ts';
import { awsEnvironment } from '../lib/aws/aws-environment.ts';
import { openSns, openTable } from '../lib/aws/clients.ts';
import { dynamoEventStore } from '../lib/aws/event-store.ts';
import { dynamoFeedbackStore } from '../lib/aws/feedback-store.ts';
import { snsNotifier } from '../lib/aws/notifier.ts';
import { dynamoOutbox } from '../lib/aws/outbox.ts';
import { dynamoProjectStore } from '../lib/aws/project-store.ts';
import { dynamoQuotaStore } from '../lib/aws/quota-store.ts';
import { dynamoTallyStore } from '../lib/aws/tally-store.ts';
import { loadConfig } from '../lib/config.ts';
import { type DigestDeps, digestBatch } from '../lib/digest/digest-batch.ts';
import { announcer } from '../lib/notify/announce.ts';
import { blobStore, consoleLog, installedWire, once, randomIds, systemClock } from './wire.ts';

const deps = once((): DigestDeps => {
  const config = loadConfig(process.env, [
    'ALLIM_TABLE',
    'ALLIM_BUCKET',
    'ALLIM_TOPIC_ARN',
    'ALLIM_PUBLIC_URL',
    'EVENT_RETENTION_DAYS',
    'LOG_LEVEL',
  ]);
  const environment = awsEnvironment(process.env);
  const table = openTable(environment, config.ALLIM_TABLE, installedWire());
  const blobs = blobStore(config.ALLIM_BUCKET);
  const outbox = dynamoOutbox(table);
  const notifier = snsNotifier(openSns(environment, installedWire()), config.ALLIM_TOPIC_ARN);
  return {
    clock: systemClock,
    ids: randomIds,
    tally: dynamoTallyStore(table, { clock: systemClock, ids: randomIds }),
    blobs,
    events: dynamoEventStore(table, blobs, systemClock),
    attachments: dynamoAttachmentStore(table, blobs, systemClock),
    feedback: dynamoFeedbackStore(table, systemClock),
    outbox,
    announcer: announcer({ notifier, outbox, publicUrl: config.ALLIM_PUBLIC_URL }),
    quotas: dynamoQuotaStore(table),
    projects: dynamoProjectStore(table),
    log: consoleLog(config.LOG_LEVEL),
    retentionDays: config.EVENT_RETENTION_DAYS,
  };
});

/** The queue's door: SQS batch → issues, events, announcements. Failed records are named, and come again. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(async event => {
  const { failed, ...figures } = await digestBatch(
    deps(),
    event.Records.map(record => ({ id: record.messageId, body: record.body })),
  );
  deps().log('info', 'digested', { ...figures, failed: failed.size });
  return { batchItemFailures: [...failed].map(itemIdentifier => ({ itemIdentifier })) };
});
