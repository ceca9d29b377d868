import { continueUnfinished } from '../lib/api/regroup/continue-unfinished.ts';
import { dynamoEventStore } from '../lib/aws/event-store.ts';
import { dynamoGroupingStore } from '../lib/aws/grouping-store.ts';
import { dynamoIssueStore } from '../lib/aws/issue-store.ts';
import { dynamoProjectStore } from '../lib/aws/project-store.ts';
import { dynamoRegroupingStore } from '../lib/aws/regrouping-store.ts';
import type { Table } from '../lib/aws/table.ts';
import type { BlobStore } from '../lib/ports/blob-store.ts';
import type { Regrouper } from '../lib/ports/regrouper.ts';
import { systemClock } from './wire.ts';

/** Goes on with what people have begun to regroup, for a sweep. */
export const openRegrouper = (table: Table, blobs: BlobStore): Regrouper => {
  const deps = {
    clock: systemClock,
    issues: dynamoIssueStore(table, systemClock),
    events: dynamoEventStore(table, blobs, systemClock),
    projects: dynamoProjectStore(table),
    grouping: dynamoGroupingStore(table),
    regroupings: dynamoRegroupingStore(table),
  };
  return { goOn: projectId => continueUnfinished(deps, projectId) };
};
