import middy from '@middy/core';
import { awsEnvironment } from '../lib/aws/aws-environment.ts';
import { openSns, openTable } from '../lib/aws/clients.ts';
import { dynamoEventStore } from '../lib/aws/event-store.ts';
import { dynamoIssueStore } from '../lib/aws/issue-store.ts';
import { snsNotifier } from '../lib/aws/notifier.ts';
import { dynamoOutbox } from '../lib/aws/outbox.ts';
import { loadConfig } from '../lib/config.ts';
import { announcer } from '../lib/notify/announce.ts';
import { type AnnounceDueDeps, announceDue } from '../lib/sweep/announce-due.ts';
import { blobStore, consoleLog, installedWire, once, systemClock } from './wire.ts';

const deps = once((): AnnounceDueDeps => {
  const config = loadConfig(process.env, [
    'ALLIM_TABLE',
    'ALLIM_BUCKET',
    'ALLIM_TOPIC_ARN',
    'ALLIM_PUBLIC_URL',
    'LOG_LEVEL',
  ]);
  const environment = awsEnvironment(process.env);
  const table = openTable(environment, config.ALLIM_TABLE, installedWire());
  const outbox = dynamoOutbox(table);
  const notifier = snsNotifier(openSns(environment, installedWire()), config.ALLIM_TOPIC_ARN);
  return {
    clock: systemClock,
    outbox,
    issues: dynamoIssueStore(table),
    events: dynamoEventStore(table, blobStore(config.ALLIM_BUCKET), systemClock),
    announcer: announcer({ notifier, outbox, publicUrl: config.ALLIM_PUBLIC_URL }),
    log: consoleLog(config.LOG_LEVEL),
  };
});

/** The clock's door: what a digest recorded and did not live to tell. */
export const handler = middy<unknown, { announced: number }>().handler(async () => {
  const announced = await announceDue(deps());
  if (announced > 0) deps().log('info', 'swept', { announced });
  return { announced };
});
