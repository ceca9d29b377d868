import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type ConsumedCapacity,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { key, N, S, type Scene } from './scene.ts';

const ASK = { ReturnConsumedCapacity: 'INDEXES' } as const;
const TOTAL = { ReturnConsumedCapacity: 'TOTAL' } as const;

/** What a bill is made of: units of the table and of each index. */
const units = (consumed: ConsumedCapacity | undefined) => ({
  total: consumed?.CapacityUnits,
  table: consumed?.Table?.CapacityUnits,
  ...Object.fromEntries(
    Object.entries(consumed?.GlobalSecondaryIndexes ?? {}).map(([name, index]) => [name, index.CapacityUnits]),
  ),
});

export const describeCapacity = (scene: () => Scene): void => {
  const kilobytes = (count: number) => S('x'.repeat(count * 1_024 - 100));

  test('a write costs a unit a kilobyte, and one more for each index that the item is in', async () => {
    const { client, table: TableName, fresh } = scene();
    const plain = await client.send(
      new PutItemCommand({ TableName, Item: { ...key(fresh()), data: kilobytes(3) }, ...ASK }),
    );
    expect(units(plain.ConsumedCapacity)).toEqual({ total: 3, table: 3 });
    const Item = { ...key(fresh()), state: S(fresh()), seen: S('1'), owner: S(fresh()), data: kilobytes(3) };
    const indexed = await client.send(new PutItemCommand({ TableName, Item, ...ASK }));
    expect(units(indexed.ConsumedCapacity)).toEqual({ total: 7, table: 3, byState: 1, byOwner: 3 });
  });

  test('without details only the sum is told, and nothing when nobody asks', async () => {
    const { client, table: TableName, fresh } = scene();
    const Item = { ...key(fresh()), state: S(fresh()), seen: S('1') };
    const total = await client.send(new PutItemCommand({ TableName, Item, ...TOTAL }));
    expect(total.ConsumedCapacity).toEqual({ TableName, CapacityUnits: 2 });
    expect((await client.send(new PutItemCommand({ TableName, Item }))).ConsumedCapacity).toBeUndefined();
  });

  test('an index costs nothing when nothing it keeps has changed, and twice when the item moves in it', async () => {
    const { client, table: TableName, put, fresh } = scene();
    const Key = key(fresh());
    await put({ ...Key, state: S(fresh()), seen: S('1'), n: N(1) });
    const change = (UpdateExpression: string, values: Record<string, { S: string } | { N: string }>) =>
      client.send(
        new UpdateItemCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues: values, ...ASK }),
      );
    const outside = await change('ADD n :v', { ':v': { N: '1' } });
    expect(units(outside.ConsumedCapacity)).toEqual({ total: 1, table: 1 });
    const moved = await change('SET seen = :v', { ':v': { S: '2' } });
    expect(units(moved.ConsumedCapacity)).toEqual({ total: 3, table: 1, byState: 2 });
    const same = await change('SET seen = :v', { ':v': { S: '2' } });
    expect(units(same.ConsumedCapacity)).toEqual({ total: 1, table: 1 });
  });

  test('an update costs the larger of the item before and after', async () => {
    const { client, table: TableName, put, fresh } = scene();
    const Key = key(fresh());
    await put({ ...Key, data: kilobytes(5) });
    const answer = await client.send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: 'REMOVE #data',
        ExpressionAttributeNames: { '#data': 'data' },
        ...ASK,
      }),
    );
    expect(units(answer.ConsumedCapacity)).toEqual({ total: 5, table: 5 });
  });

  test('a delete costs what was deleted, in the indexes too, and a unit when there was nothing', async () => {
    const { client, table: TableName, put, fresh } = scene();
    const Key = key(fresh());
    await put({ ...Key, state: S(fresh()), seen: S('1'), data: kilobytes(2) });
    const remove = async () =>
      units((await client.send(new DeleteItemCommand({ TableName, Key, ...ASK }))).ConsumedCapacity);
    expect(await remove()).toEqual({ total: 3, table: 2, byState: 1 });
    expect(await remove()).toEqual({ total: 1, table: 1 });
  });

  test('a read costs half a unit for 4 KB, and a whole one when it must be consistent', async () => {
    const { client, table: TableName, put, fresh } = scene();
    const Key = key(fresh());
    await put({ ...Key, data: kilobytes(9) });
    const read = async (ConsistentRead: boolean, one = Key) =>
      units((await client.send(new GetItemCommand({ TableName, Key: one, ConsistentRead, ...ASK }))).ConsumedCapacity);
    expect(await read(false)).toEqual({ total: 1.5, table: 1.5 });
    expect(await read(true)).toEqual({ total: 3, table: 3 });
    expect(await read(false, key(fresh()))).toEqual({ total: 0.5, table: 0.5 });
  });

  test('a query costs the sum of what it read, filtered or not, rounded once', async () => {
    const { client, table: TableName, put, fresh } = scene();
    const [pk, state] = [fresh(), fresh()];
    for (const sk of ['a', 'b', 'c']) await put({ ...key(pk, sk), state: S(state), seen: S(sk), data: kilobytes(2) });
    const filtered = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'attribute_exists(nothing)',
        ExpressionAttributeValues: { ':pk': S(pk) },
        ...ASK,
      }),
    );
    expect(units(filtered.ConsumedCapacity)).toEqual({ total: 1, table: 1 });
    const index = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'byState',
        KeyConditionExpression: '#s = :s',
        ExpressionAttributeNames: { '#s': 'state' },
        ExpressionAttributeValues: { ':s': S(state) },
        ...ASK,
      }),
    );
    expect(units(index.ConsumedCapacity)).toMatchObject({ total: 0.5, byState: 0.5 });
  });

  test('batches cost what their parts do', async () => {
    const { client, table: TableName, put, fresh } = scene();
    const [a, b, c] = [key(fresh()), key(fresh()), key(fresh())];
    await put({ ...b, data: kilobytes(2) });
    await put(c);
    const written = await client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [TableName]: [
            { PutRequest: { Item: { ...a, owner: S(fresh()), data: kilobytes(2) } } },
            { DeleteRequest: { Key: b } },
          ],
        },
        ...ASK,
      }),
    );
    expect(written.ConsumedCapacity?.map(units)).toEqual([{ total: 6, table: 4, byOwner: 2 }]);
    const read = await client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [a, c] } }, ...ASK }),
    );
    expect(read.ConsumedCapacity?.map(units)).toEqual([{ total: 1, table: 1 }]);
  });
};
