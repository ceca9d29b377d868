import { ConditionalCheckFailedException, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Charge, CostOwner, CostStore } from '../ports/cost-store.ts';
import type { Ids } from '../ports/ids.ts';
import type { Budget } from '../protocol/budget.ts';
import { type MonthCost, USAGE_UNITS, type Usage } from '../protocol/cost.ts';
import { BUDGETS, budgetKey, COST_SHARDS, costKey } from './keys/cost.ts';
import { queryPartition } from './query-partition.ts';
import { attributes, batchGet, getItem, type Item, number, readNumber, readText, type Table, text } from './table.ts';

/** Months are kept for two years and a half, for who compares them. */
const KEPT_SECONDS = 900 * 86_400;
/** Decimal places that are written: a millionth of a micro-dollar is nothing. */
const DECIMALS = 3;

export const dynamoCostStore = (table: Table, { ids }: { ids: Pick<Ids, 'random'> }): CostStore => ({
  charge: async charge => {
    await Promise.all(charge.owners.map(owner => addCharge(table, ids, owner, charge)));
  },
  month: async (owner, month) => {
    const keys = Array.from({ length: COST_SHARDS[owner.kind] }, (_, shard) => costKey(owner, month, shard));
    return sumOf(await batchGet(table, keys, { consistent: true }));
  },
  budget: async owner => {
    const item = await getItem(table, budgetKey(owner), { consistent: true });
    // Written below.
    return item && { budget: JSON.parse(readText(item, 'budget')) as Budget, version: readNumber(item, 'version') };
  },
  putBudget: (owner, budget, before) => putBudget(table, owner, budget, before),
  owners: async () => (await queryPartition(table, BUDGETS, { only: ['kind', 'id'] })).map(toOwner),
});

const addCharge = async (
  table: Table,
  ids: Pick<Ids, 'random'>,
  owner: CostOwner,
  { month, usage, cost }: Charge,
): Promise<void> => {
  const used = USAGE_UNITS.filter(unit => usage[unit] > 0);
  const adds = ['#spent :spent', ...used.map((_, place) => `#${place} :${place}`)];
  const names = Object.fromEntries(used.map((unit, place) => [`#${place}`, unit]));
  const values = Object.fromEntries(used.map((unit, place) => [`:${place}`, rounded(usage[unit])]));
  const shard = Math.floor(ids.random() * COST_SHARDS[owner.kind]);
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: attributes(costKey(owner, month, shard)),
      UpdateExpression: `ADD ${adds.join(', ')} SET expires = if_not_exists(expires, :expires)`,
      ExpressionAttributeNames: { '#spent': 'spent', ...names },
      ExpressionAttributeValues: { ':spent': rounded(cost), ':expires': number(expiry(month)), ...values },
    }),
  );
};

const rounded = (value: number) => number(Number(value.toFixed(DECIMALS)));

const expiry = (month: string): number => Date.parse(`${month}-01T00:00:00Z`) / 1_000 + KEPT_SECONDS;

const sumOf = (items: readonly Item[]): MonthCost => {
  const sum = (name: string): number => items.reduce((total, item) => total + readNumber(item, name), 0);
  const usage = Object.fromEntries(USAGE_UNITS.map(unit => [unit, sum(unit)])) as Usage; // every unit is in the list
  return { spent: sum('spent'), usage };
};

const putBudget = async (
  table: Table,
  owner: CostOwner,
  budget: Budget,
  before: number | undefined,
): Promise<boolean> => {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: {
          ...attributes(budgetKey(owner)),
          kind: text(owner.kind),
          id: text(owner.id),
          budget: text(JSON.stringify(budget)),
          version: number((before ?? 0) + 1),
        },
        ...(before === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'version = :before', ExpressionAttributeValues: { ':before': number(before) } }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const toOwner = (item: Item): CostOwner => ({
  // Written above from this very union.
  kind: readText(item, 'kind') as CostOwner['kind'],
  id: readText(item, 'id'),
});
