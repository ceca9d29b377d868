import { dynamoArchiveWindows } from '../lib/aws/archive-windows.ts';
import { dynamoDueStore } from '../lib/aws/due-store.ts';
import { dynamoIssueStats } from '../lib/aws/issue-stats.ts';
import { dynamoOwnershipStore } from '../lib/aws/ownership-store.ts';
import type { Table } from '../lib/aws/table.ts';
import { dynamoThresholdStore } from '../lib/aws/threshold-store.ts';
import { cachedThresholds } from '../lib/digest/cached-thresholds.ts';
import type { DecideLifeDeps } from '../lib/digest/decide-life.ts';
import { ownershipReader } from '../lib/digest/read-ownership.ts';
import { rememberedDues } from '../lib/digest/remembered-dues.ts';
import { systemClock } from './wire.ts';

/** What a digest decides on the life of issues by, beside releases. */
export const openLife = (table: Table): Omit<DecideLifeDeps, 'releases'> => ({
  stats: dynamoIssueStats(table, systemClock),
  windows: dynamoArchiveWindows(table),
  dues: rememberedDues(dynamoDueStore(table)),
  thresholds: cachedThresholds(dynamoThresholdStore(table), systemClock),
  ownership: ownershipReader(dynamoOwnershipStore(table)),
});
