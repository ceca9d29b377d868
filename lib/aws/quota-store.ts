import { type TransactWriteItem, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { QuotaLevel, QuotaStore, QuotaWindow, WindowState, WindowUse } from '../ports/quota-store.ts';
import { windowEnd } from '../protocol/quota-window.ts';
import type { Key } from './keys/key.ts';
import { QUOTA_SHARDS, quotaKey } from './keys/tally.ts';
import { attributes, batchGet, type Item, keyOf, number, readNumber, type Table } from './table.ts';
import { transactUpdate } from './transact-update.ts';

/** A window is kept a day longer than it lasts, for who wants to look. */
const KEPT_SECONDS = 24 * 3_600;

/** The shard that holds what was told; all of them hold what is used. */
const TOLD_SHARD = 0;

export const dynamoQuotaStore = (table: Table): QuotaStore => ({
  read: async windows => {
    const keys = windows.flatMap(window => shardsOf(window));
    const items = await batchGet(table, uniqueKeys(keys), { consistent: true });
    const rows = new Map(items.map(item => [nameOf(keyOf(item)), item]));
    return windows.map(window => stateOf(window, rows));
  },
  noteTold: async (window, told) => {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: attributes(quotaKey(window, TOLD_SHARD)),
        UpdateExpression: 'SET #told = :limit, expires = :expires',
        ExpressionAttributeNames: { '#told': told },
        ExpressionAttributeValues: { ':limit': number(window.quota.limit), ':expires': expires(window) },
      }),
    );
  },
});

/** Each window once: a transaction writes to no item twice. */
export const addWindowUses = (table: Table, uses: readonly WindowUse[], shard: number): TransactWriteItem[] =>
  uses.map(use =>
    transactUpdate(table, quotaKey(use, shard), {
      UpdateExpression: 'ADD #used :quantity SET expires = :expires',
      ExpressionAttributeNames: { '#used': 'used' },
      ExpressionAttributeValues: { ':quantity': number(use.quantity), ':expires': expires(use) },
    }),
  );

const stateOf = (window: QuotaWindow, rows: ReadonlyMap<string, Item>): WindowState => {
  const shards = shardsOf(window).map(key => rows.get(nameOf(key)));
  const used = shards.reduce((sum, item) => sum + (item ? readNumber(item, 'used') : 0), 0);
  return { used, told: toldOf(window, shards[TOLD_SHARD]) };
};

/** An item says for which limit it was told. */
const toldOf = ({ quota }: QuotaWindow, item: Item | undefined): QuotaLevel => {
  const told = (level: QuotaLevel): boolean => item?.[level]?.N === String(quota.limit);
  if (told('used_up')) return 'used_up';
  return told('near') ? 'near' : 'free';
};

const shardsOf = (window: QuotaWindow): Key[] =>
  Array.from({ length: QUOTA_SHARDS }, (_, shard) => quotaKey(window, shard));

const expires = ({ quota, start }: QuotaWindow) => number(windowEnd(quota, start) / 1_000 + KEPT_SECONDS);

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
const uniqueKeys = (keys: readonly Key[]): Key[] => [...new Map(keys.map(key => [nameOf(key), key])).values()];
