import { isoTime, type Key } from './key.ts';

/** Work for a clock, by when it is due. Written when people archive something: never much at once. */
export const DUE_SHARDS = 4;
export const duePartition = (shard: number): string => `DUE#${shard}`;
export const dueKey = (due: { kind: string; id: string; at: number }): Key => ({
  pk: duePartition(Number(BigInt(due.id) % BigInt(DUE_SHARDS))),
  sk: `${isoTime(due.at)}#${due.kind}#${due.id}`,
});
/** Sorts after all that is due by a time, and before what is due later. */
export const dueUntil = (now: number): string => `${isoTime(now)}$`;
