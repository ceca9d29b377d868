import { answerApi } from '../../lib/api/answer.ts';
import type { ApiDeps } from '../../lib/api/api-request.ts';
import { dynamoActivityStore } from '../../lib/aws/activity-store.ts';
import { dynamoAttachmentStore } from '../../lib/aws/attachment-store.ts';
import { dynamoEventStore } from '../../lib/aws/event-store.ts';
import { dynamoFeedbackStore } from '../../lib/aws/feedback-store.ts';
import { dynamoIssueStats } from '../../lib/aws/issue-stats.ts';
import { dynamoIssueStore } from '../../lib/aws/issue-store.ts';
import { dynamoLedgerStore } from '../../lib/aws/ledger-store.ts';
import { dynamoMarkStore } from '../../lib/aws/mark-store.ts';
import { meterTable } from '../../lib/aws/metered-table.ts';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import type { Table } from '../../lib/aws/table.ts';
import { dynamoTokenStore } from '../../lib/aws/token-store.ts';
import type { BlobStore } from '../../lib/ports/blob-store.ts';
import { NOW, scene } from '../api/scene.ts';
import { TOKEN } from './stock.ts';

export interface Answer {
  status: number;
  /** Read units, as DynamoDB says of each call. */
  units: number;
  body: unknown;
}

/** The API on a table that says what each request has read. */
export const measuredApi = (
  table: Table,
  blobs: BlobStore,
): ((target: string, method?: 'GET' | 'POST') => Promise<Answer>) => {
  let units = 0;
  meterTable(table, {
    add: ({ tableReads = 0, tableWrites = 0 }) => {
      if (tableWrites > 0) throw new Error('a request that reads has written');
      units += tableReads;
    },
  });
  const deps = depsOn(table, blobs);
  return async (target, method = 'GET') => {
    units = 0;
    const [path = '', query] = target.split('?', 2);
    const response = await answerApi(deps, {
      method,
      path,
      query: new URLSearchParams(query),
      headers: { authorization: `Bearer ${TOKEN}` },
      body: new Uint8Array(),
      sourceIp: '203.0.113.7',
    });
    return { status: response.status, units, body: JSON.parse(String(response.body)) };
  };
};

const depsOn = (table: Table, blobs: BlobStore): ApiDeps => {
  const clock = { now: () => NOW };
  return {
    ...scene([], []).deps,
    clock,
    issues: dynamoIssueStore(table, clock),
    stats: dynamoIssueStats(table, clock),
    marks: dynamoMarkStore(table, clock),
    activities: dynamoActivityStore(table, clock),
    events: dynamoEventStore(table, blobs, clock),
    attachments: dynamoAttachmentStore(table, blobs, clock),
    feedback: dynamoFeedbackStore(table, clock),
    projects: dynamoProjectStore(table),
    tokens: dynamoTokenStore(table, clock),
    ledger: dynamoLedgerStore(table),
  };
};
