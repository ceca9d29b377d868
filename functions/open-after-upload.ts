import { dynamoEventStore } from '../lib/aws/event-store.ts';
import { dynamoIssueStore } from '../lib/aws/issue-store.ts';
import type { Table } from '../lib/aws/table.ts';
import { type NewFiles, reprocessAfterUpload } from '../lib/digest/reprocess-after-upload.ts';
import { describeError, type Log } from '../lib/log.ts';
import type { BlobStore } from '../lib/ports/blob-store.ts';
import { openReprocessor } from './open-reprocessor.ts';
import { systemClock } from './wire.ts';

/** Maps what came before its files. The upload is done by then: nothing here fails it. */
export const openAfterUpload =
  (table: Table, blobs: BlobStore, options: { retentionDays: number; log: Log }) =>
  async (uploaded: NewFiles, timeLeft: () => number): Promise<void> => {
    const { projectId } = uploaded;
    try {
      const issues = dynamoIssueStore(table, systemClock);
      const events = dynamoEventStore(table, blobs, systemClock);
      // What a reprocessor remembers is older than the upload: it begins with nothing.
      const reprocessor = openReprocessor(table, blobs, options);
      const mapped = await reprocessAfterUpload({ issues, events, reprocessor }, uploaded, timeLeft);
      if (mapped > 0) options.log('info', 'issues mapped after an upload', { project: projectId, issues: mapped });
    } catch (error) {
      options.log('warn', 'events were not mapped after an upload', { project: projectId, ...describeError(error) });
    }
  };
