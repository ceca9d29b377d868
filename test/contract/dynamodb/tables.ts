import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { key, S, type Scene } from './scene.ts';

const BY_ID = {
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
};

export const describeTables = (scene: () => Scene): void => {
  test('a table describes itself as it was made', async () => {
    const { client, table } = scene();
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    expect(Table).toMatchObject({
      TableName: table,
      TableStatus: 'ACTIVE',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    });
    expect(Table?.TableArn).toMatch(/^arn:aws:dynamodb:.*:table\/suite-/);
    const indexes = Table?.GlobalSecondaryIndexes ?? [];
    expect(indexes.map(({ IndexName, IndexStatus }) => [IndexName, IndexStatus]).toSorted()).toEqual([
      ['byKind', 'ACTIVE'],
      ['byOwner', 'ACTIVE'],
      ['byState', 'ACTIVE'],
    ]);
  });

  test('a table that is there cannot be made again', async () => {
    const { client, createTable } = scene();
    const TableName = await createTable(BY_ID);
    const again = client.send(new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', ...BY_ID }));
    await expect(again).rejects.toMatchObject({ name: 'ResourceInUseException' });
  });

  test('tables are listed by name, page by page', async () => {
    const { client, createTable } = scene();
    const made = [await createTable(BY_ID), await createTable(BY_ID), await createTable(BY_ID)];
    const names: string[] = [];
    let start: string | undefined;
    do {
      const page = await client.send(new ListTablesCommand({ Limit: 2, ExclusiveStartTableName: start }));
      names.push(...(page.TableNames ?? []));
      start = page.LastEvaluatedTableName;
    } while (start);
    expect(names).toEqual(expect.arrayContaining(made));
    expect(names).toEqual(names.toSorted());
  });

  test('a deleted table is gone with its items, and its name is free', async () => {
    const { client, createTable } = scene();
    const TableName = await createTable(BY_ID);
    await client.send(new PutItemCommand({ TableName, Item: { id: S('1') } }));
    await client.send(new DeleteTableCommand({ TableName }));
    const describe = client.send(new DescribeTableCommand({ TableName }));
    await expect(describe).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await client.send(new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', ...BY_ID }));
    expect((await client.send(new ScanCommand({ TableName }))).Items).toEqual([]);
  });

  test('an index that is made later holds what was there already, and can be dropped', async () => {
    const { client, createTable } = scene();
    const TableName = await createTable(BY_ID);
    for (const [id, tag] of [
      ['1', 'x'],
      ['2', 'y'],
      ['3', 'x'],
    ] as const)
      await client.send(new PutItemCommand({ TableName, Item: { id: S(id), tag: S(tag) } }));
    await client.send(new PutItemCommand({ TableName, Item: { id: S('4') } }));
    const KeySchema = [{ AttributeName: 'tag', KeyType: 'HASH' as const }];
    const Create = { IndexName: 'byTag', KeySchema, Projection: { ProjectionType: 'KEYS_ONLY' as const } };
    await client.send(
      new UpdateTableCommand({
        TableName,
        AttributeDefinitions: [...BY_ID.AttributeDefinitions, { AttributeName: 'tag', AttributeType: 'S' }],
        GlobalSecondaryIndexUpdates: [{ Create }],
      }),
    );
    /** `undefined` while it is at work: DynamoDB Local then fails to describe the table now and then. */
    const indexes = async () => {
      try {
        return (await client.send(new DescribeTableCommand({ TableName }))).Table?.GlobalSecondaryIndexes ?? [];
      } catch (error) {
        if (error instanceof Error && error.name === 'InternalFailure') return undefined;
        throw error;
      }
    };
    while ((await indexes())?.[0]?.IndexStatus !== 'ACTIVE');
    const query = new QueryCommand({
      TableName,
      IndexName: 'byTag',
      KeyConditionExpression: 'tag = :tag',
      ExpressionAttributeValues: { ':tag': S('x') },
    });
    expect((await client.send(query)).Items?.map(item => item.id?.S).toSorted()).toEqual(['1', '3']);
    await client.send(new PutItemCommand({ TableName, Item: { id: S('1'), tag: S('y') } }));
    expect((await client.send(query)).Count).toBe(1);
    const Delete = { IndexName: 'byTag' };
    await client.send(new UpdateTableCommand({ TableName, GlobalSecondaryIndexUpdates: [{ Delete }] }));
    while ((await indexes())?.length !== 0);
    await expect(client.send(query)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('time to live is switched on and says by which attribute', async () => {
    const { client, createTable } = scene();
    const TableName = await createTable(BY_ID);
    const describe = async () =>
      (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
    expect(await describe()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
    const on = await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    expect(on.TimeToLiveSpecification).toEqual(TimeToLiveSpecification);
    expect(await describe()).toMatchObject({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
    const again = client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    await expect(again).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test.each([
    ['a name of two letters', { TableName: 'ab' }],
    ['a key without a type', { AttributeDefinitions: [] }],
    [
      'a type without a key',
      { AttributeDefinitions: [...BY_ID.AttributeDefinitions, { AttributeName: 'x', AttributeType: 'S' as const }] },
    ],
    ['no key', { KeySchema: [] }],
  ])('a table with %s is refused', async (_what, more) => {
    const input = { TableName: `refused-${Date.now()}`, BillingMode: 'PAY_PER_REQUEST' as const, ...BY_ID, ...more };
    await expect(scene().client.send(new CreateTableCommand(input))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test.each([
    ['described', () => new DescribeTableCommand({ TableName: 'nowhere' })],
    ['deleted', () => new DeleteTableCommand({ TableName: 'nowhere' })],
    ['scanned', () => new ScanCommand({ TableName: 'nowhere' })],
    ['written to', () => new PutItemCommand({ TableName: 'nowhere', Item: key('p') })],
  ] as const)('a table that is not there cannot be %s', async (_what, command) => {
    // Each command has a type of its own; here only the refusal matters.
    const send = scene().client.send.bind(scene().client) as (command: unknown) => Promise<unknown>;
    await expect(send(command())).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
};
