import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type AssembleDeps, assembleBundle, type UploadedFiles } from '../lib/assemble/assemble-bundle.ts';
import { dynamoArtifactStore } from '../lib/aws/artifact-store.ts';
import { dynamoArtifactUploads } from '../lib/aws/artifact-uploads.ts';
import { dynamoAssemblyStore } from '../lib/aws/assembly-store.ts';
import { awsEnvironment } from '../lib/aws/aws-environment.ts';
import { blobChunkStore } from '../lib/aws/chunk-store.ts';
import { openTable } from '../lib/aws/clients.ts';
import { loadConfig } from '../lib/config.ts';
import { describeError } from '../lib/log.ts';
import { readAssembleMessage } from '../lib/protocol/assemble-message.ts';
import { buildIndex } from '../lib/symbolicate/build-index.ts';
import { openAfterUpload } from './open-after-upload.ts';
import { blobStore, consoleLog, installedWire, once, randomIds, systemClock } from './wire.ts';

/** As often as the queue gives a message out (deploy/resources/assemble-queue.yml). */
const MAX_RECEIVES = 3;

interface Deps extends AssembleDeps {
  afterUpload(uploaded: UploadedFiles, timeLeft: () => number): Promise<void>;
}

const deps = once((): Deps => {
  const config = loadConfig(process.env, ['ALLIM_TABLE', 'ALLIM_BUCKET', 'EVENT_RETENTION_DAYS', 'LOG_LEVEL']);
  const table = openTable(awsEnvironment(process.env), config.ALLIM_TABLE, installedWire());
  const blobs = blobStore(config.ALLIM_BUCKET);
  const log = consoleLog(config.LOG_LEVEL);
  return {
    clock: systemClock,
    chunks: blobChunkStore(blobs),
    uploads: dynamoArtifactUploads({ table, blobs, clock: systemClock, ids: randomIds }),
    artifacts: dynamoArtifactStore({ table, blobs, clock: systemClock }),
    assemblies: dynamoAssemblyStore(table),
    buildIndex,
    afterUpload: openAfterUpload(table, blobs, { retentionDays: config.EVENT_RETENTION_DAYS, log }),
    log,
  };
});

/** The door behind uploads: a message is an upload whose chunks have all arrived. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }, context) => {
  const failed: string[] = [];
  for (const { messageId, body, attributes } of Records) {
    const receives = Number(attributes.ApproximateReceiveCount);
    const timeLeft = (): number => context.getRemainingTimeInMillis();
    const onUploaded = (uploaded: UploadedFiles): Promise<void> => deps().afterUpload(uploaded, timeLeft);
    try {
      await assembleBundle(
        { ...deps(), onUploaded },
        {
          message: readAssembleMessage(body),
          receives,
          isLast: receives >= MAX_RECEIVES,
          timeLeft,
        },
      );
    } catch (error) {
      deps().log('error', 'an upload comes again', describeError(error));
      failed.push(messageId);
    }
  }
  return { batchItemFailures: failed.map(itemIdentifier => ({ itemIdentifier })) };
});
