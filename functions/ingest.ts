import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { sqsIngestQueue } from '../lib/aws/ingest-queue.ts';
import { cachedKeyStore, dynamoKeyStore } from '../lib/aws/key-store.ts';
import { loadConfig } from '../lib/config.ts';
import { answerIngest } from '../lib/ingest/answer.ts';
import { quotaMeter } from '../lib/ingest/quota-meter.ts';
import { answerFault } from './answer-fault.ts';
import { fromHttpEvent, toHttpResult } from './http-event.ts';
import { logReceived } from './log-received.ts';
import { blobStore, callAws, consoleLog, once, randomIds, systemClock } from './wire.ts';

/** Asked for by pages alone: an event costs nothing of it. */
const places = once(() => {
  const config = loadConfig(process.env, ['ALLIM_PUBLIC_URL', 'ALLIM_SDK_CDN']);
  return { publicUrl: config.ALLIM_PUBLIC_URL.replace(/\/+$/, ''), sdkCdn: config.ALLIM_SDK_CDN };
});

const deps = once(() => {
  const config = loadConfig(process.env, [
    'ALLIM_TABLE',
    'ALLIM_QUEUE_URL',
    'ALLIM_BUCKET',
    'EVENT_RETENTION_DAYS',
    'KEY_CACHE_SECONDS',
    'ALLIM_FAIR_QUEUE',
    'LOG_LEVEL',
  ]);
  const call = callAws();
  return {
    clock: systemClock,
    ids: randomIds,
    keys: cachedKeyStore(dynamoKeyStore(call, config.ALLIM_TABLE), systemClock, {
      maxAgeSeconds: config.KEY_CACHE_SECONDS,
    }),
    queue: sqsIngestQueue(call, config.ALLIM_QUEUE_URL, { fair: config.ALLIM_FAIR_QUEUE === 'true' }),
    blobs: blobStore(config.ALLIM_BUCKET),
    meter: quotaMeter(),
    retentionDays: config.EVENT_RETENTION_DAYS,
    places,
    log: consoleLog(config.LOG_LEVEL),
  };
});

/** The door for SDKs and for the pages they are in: HTTP API → queue. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(answerFault(() => deps().log))
  .handler(async event => {
    const received = await answerIngest(deps(), fromHttpEvent(event));
    logReceived(deps().log, received);
    return toHttpResult(received.response);
  });
