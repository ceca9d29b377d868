import type { QuotaWindow } from '../../ports/quota-store.ts';
import { quotaCounter } from '../../protocol/quota-window.ts';
import { receiptPlace } from '../receipt-place.ts';
import { isoHour, type Key } from './key.ts';

/** Where the receipt of an event or message lies: decided by what it says itself, so that any regrouping meets it again. */
export const receiptKey = (projectId: string, second: number, id: string): Key => ({
  pk: `RECEIPT#PROJECT#${projectId}#${second}#${receiptPlace(id).shard}`,
  sk: 'IDS',
});

/** Totals of an hour are spread over this many items, so that digesters that run side by side seldom meet on one. */
export const TOTAL_SHARDS = 4;
export const totalKey = (projectId: string, hour: number, shard: number): Key => ({
  pk: totalPartition(projectId, hour),
  sk: `HOUR#${isoHour(hour).slice(-2)}#${shard}`,
});
export const totalPartition = (projectId: string, hour: number): string =>
  `TOTAL#${projectId}#${isoHour(hour).slice(0, 10)}`;

/** A quota may be of a whole organization: its digesters seldom meet on one of these items. */
export const QUOTA_SHARDS = 4;
export const quotaKey = ({ quota, start }: QuotaWindow, shard: number): Key => ({
  pk: `QUOTA#${quotaCounter(quota)}#${start}`,
  sk: `SHARD#${shard}`,
});
