import { dynamoEventStore } from '../lib/aws/event-store.ts';
import { faultOf } from '../lib/aws/fault-of.ts';
import { dynamoGroupingStore } from '../lib/aws/grouping-store.ts';
import { dynamoIssueStore } from '../lib/aws/issue-store.ts';
import type { Table } from '../lib/aws/table.ts';
import { groupingReader } from '../lib/digest/read-grouping.ts';
import { issueReprocessor } from '../lib/digest/reprocess-issue.ts';
import { symbolicationMemory } from '../lib/digest/symbolicate/memory.ts';
import type { Log } from '../lib/log.ts';
import type { BlobStore } from '../lib/ports/blob-store.ts';
import type { Reprocessor } from '../lib/ports/reprocessor.ts';
import { openSymbolication } from './open-symbolication.ts';
import { systemClock } from './wire.ts';

/** The API's function has half the digest's memory, and other things to do with it. */
const MEMORY_SHARE = 0.25;
const MAX_MAP_BYTES = 8 * 1024 * 1024;

/** Mapping kept events again, on the table. */
export const openReprocessor = (
  table: Table,
  blobs: BlobStore,
  { retentionDays, log }: { retentionDays: number; log: Log },
): Reprocessor =>
  issueReprocessor({
    ...openSymbolication(table, blobs),
    symbolicationMemory: symbolicationMemory(systemClock, MEMORY_SHARE),
    maxMapBytes: MAX_MAP_BYTES,
    clock: systemClock,
    faultOf,
    log,
    events: dynamoEventStore(table, blobs, systemClock),
    issues: dynamoIssueStore(table, systemClock),
    grouping: groupingReader(dynamoGroupingStore(table)),
    retentionDays,
  });
