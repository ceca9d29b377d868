import { isoTime, type Key } from './key.ts';

export const OUTBOX_SHARDS = 4;
export const outboxPartition = (shard: number): string => `OUTBOX#${shard}`;
/** Oldest first. @param id 32 hex digits */
export const outboxKey = (since: number, id: string): Key => ({
  pk: outboxPartition(Number.parseInt(id.slice(-2), 16) % OUTBOX_SHARDS),
  sk: `${isoTime(since)}#${id}`,
});
