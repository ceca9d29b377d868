import {
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { type Item, key, N, S, type Scene } from './scene.ts';

/** Secondary indexes: who is in them, what they show, how they are read on. */
export const describeIndexes = (scene: () => Scene): void => {
  const byState = (state: string, more: Partial<QueryCommandInput> = {}) =>
    scene().client.send(
      new QueryCommand({
        TableName: scene().table,
        IndexName: 'byState',
        KeyConditionExpression: '#state = :state',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': S(state) },
        ...more,
      }),
    );
  const inState = (partition: string, state: string, seen: string): Item => ({
    ...key(partition),
    state: S(state),
    seen: S(seen),
  });

  test('an index of keys shows the keys of table and index, and no more', async () => {
    const { put, fresh } = scene();
    const [pk, state] = [fresh(), fresh()];
    await put({ ...inState(pk, state, '1'), title: S('not shown') });
    expect((await byState(state)).Items).toEqual([inState(pk, state, '1')]);
  });

  test('an index is sparse: who lacks one of its keys is not in it', async () => {
    const { put, fresh } = scene();
    const state = fresh();
    await put({ ...key(fresh()), state: S(state) });
    await put({ ...key(fresh()), seen: S('1') });
    expect((await byState(state)).Items).toEqual([]);
  });

  test('an item moves within an index, out of it and back as its attributes change', async () => {
    const { put, update, client, table, fresh } = scene();
    const [pk, open, closed] = [fresh(), fresh(), fresh()];
    await put(inState(pk, open, '1'));
    const names = { ExpressionAttributeNames: { '#state': 'state' } };
    await update(key(pk), {
      UpdateExpression: 'SET #state = :closed, seen = :two',
      ExpressionAttributeValues: { ':closed': S(closed), ':two': S('2') },
      ...names,
    });
    expect([(await byState(open)).Count, (await byState(closed)).Items]).toEqual([0, [inState(pk, closed, '2')]]);
    await update(key(pk), { UpdateExpression: 'REMOVE #state', ...names });
    expect((await byState(closed)).Count).toBe(0);
    await put(inState(pk, open, '3'));
    expect((await byState(open)).Count).toBe(1);
    await client.send(new DeleteItemCommand({ TableName: table, Key: key(pk) }));
    expect((await byState(open)).Count).toBe(0);
  });

  test.each([true, false])(
    'pages of an index join to the whole, with equal sort keys too, forward: %s',
    async ScanIndexForward => {
      const { put, fresh } = scene();
      const state = fresh();
      const seen = ['1', '2', '2', '2', '2', '3'];
      for (const one of seen) await put(inState(fresh(), state, one));
      const found: Item[] = [];
      let ExclusiveStartKey: Item | undefined;
      do {
        const page = await byState(state, { Limit: 2, ScanIndexForward, ExclusiveStartKey });
        found.push(...(page.Items ?? []));
        if (page.LastEvaluatedKey)
          expect(Object.keys(page.LastEvaluatedKey).toSorted()).toEqual(['pk', 'seen', 'sk', 'state']);
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      expect(found.map(item => item.seen?.S)).toEqual(ScanIndexForward ? seen : seen.toReversed());
      expect(new Set(found.map(item => item.pk?.S)).size).toBe(seen.length);
    },
  );

  test('reading an index on from an item that has moved meanwhile works', async () => {
    const { put, fresh } = scene();
    const state = fresh();
    const partitions = [fresh(), fresh(), fresh()];
    for (const [index, pk] of partitions.entries()) await put(inState(pk, state, String(index)));
    const first = await byState(state, { Limit: 1 });
    await put(inState(partitions[0] ?? '', fresh(), '0'));
    const rest = await byState(state, { ExclusiveStartKey: first.LastEvaluatedKey });
    expect(rest.Items?.map(item => item.pk?.S)).toEqual(partitions.slice(1));
  });

  test('an index that includes attributes shows them beside the keys, ordered by number', async () => {
    const { client, table, put, fresh } = scene();
    const kind = fresh();
    for (const rank of [10, 9, -1])
      await put({ ...key(fresh()), kind: S(kind), rank: N(rank), title: S(`t${rank}`), other: S('not shown') });
    const read = (more: Partial<QueryCommandInput>) =>
      client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'byKind',
          KeyConditionExpression: 'kind = :kind AND #rank >= :low',
          ExpressionAttributeNames: { '#rank': 'rank' },
          ExpressionAttributeValues: { ':kind': S(kind), ':low': N(-1) },
          ...more,
        }),
      );
    const { Items = [] } = await read({});
    expect(Items.map(item => item.title?.S)).toEqual(['t-1', 't9', 't10']);
    expect(Object.keys(Items[0] ?? {}).toSorted()).toEqual(['kind', 'pk', 'rank', 'sk', 'title']);
    const filtered = await read({
      FilterExpression: 'title = :t',
      ExpressionAttributeValues: { ':kind': S(kind), ':low': N(0), ':t': S('t10') },
    });
    expect(filtered).toMatchObject({ Count: 1, ScannedCount: 2 });
  });

  test('an attribute that an index includes is shown as it is now', async () => {
    const { client, table, put, update, fresh } = scene();
    const [pk, kind] = [fresh(), fresh()];
    await put({ ...key(pk), kind: S(kind), rank: N(1), title: S('before') });
    await update(key(pk), { UpdateExpression: 'SET title = :t', ExpressionAttributeValues: { ':t': S('after') } });
    const { Items } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'byKind',
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': S(kind) },
      }),
    );
    expect(Items?.[0]?.title).toEqual(S('after'));
  });

  test('an index of everything shows the whole item, whatever changes in it', async () => {
    const { client, table, put, update, fresh } = scene();
    const [pk, owner] = [fresh(), fresh()];
    await put({ ...key(pk), owner: S(owner), a: N(1) });
    await update(key(pk), { UpdateExpression: 'SET b = :b', ExpressionAttributeValues: { ':b': S('new') } });
    const { Items } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'byOwner',
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': S(owner) },
      }),
    );
    expect(Items).toEqual([{ ...key(pk), owner: S(owner), a: N(1), b: S('new') }]);
  });

  test('a global index is never strongly consistent, and says so', async () => {
    await expect(byState('s', { ConsistentRead: true })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('what an index does not keep cannot be asked of it', async () => {
    await expect(byState('s', { Select: 'ALL_ATTRIBUTES' })).rejects.toMatchObject({ name: 'ValidationException' });
    const named = byState('s', {
      ProjectionExpression: 'title, #state',
      ExpressionAttributeNames: { '#state': 'state' },
    });
    await expect(named).rejects.toMatchObject({ name: 'ValidationException' });
    const filtered = byState('s', { FilterExpression: 'attribute_exists(title)' });
    await expect(filtered).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('a start key of another index partition, or without the table’s keys, is refused', async () => {
    const { put, fresh } = scene();
    const [pk, state] = [fresh(), fresh()];
    await put(inState(pk, state, '1'));
    for (const start of [inState(pk, `${state}-other`, '1'), key(pk), { state: S(state), seen: S('1') }])
      await expect(byState(state, { ExclusiveStartKey: start })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('an index can be scanned', async () => {
    const { client, createTable } = scene();
    const table = await createTable({
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'tag', AttributeType: 'S' },
      ],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byTag',
          KeySchema: [{ AttributeName: 'tag', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
    for (const id of ['1', '2', '3', '4', '5']) {
      const Item = { id: S(id), ...(id !== '3' && { tag: S(`t${Number(id) % 2}`) }) };
      await client.send(new PutItemCommand({ TableName: table, Item }));
    }
    const ids: string[] = [];
    let ExclusiveStartKey: Item | undefined;
    do {
      const page = await client.send(
        new ScanCommand({ TableName: table, IndexName: 'byTag', Limit: 2, ExclusiveStartKey }),
      );
      ids.push(...(page.Items ?? []).map(item => item.id?.S ?? ''));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect(ids.toSorted()).toEqual(['1', '2', '4', '5']);
  });

  test('a local index reads a partition in another order, consistently', async () => {
    const { client, createTable } = scene();
    const table = await createTable({
      AttributeDefinitions: ['pk', 'sk', 'at'].map(AttributeName => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'byAt',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'at', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
    for (const [sk, at] of [
      ['a', '2'],
      ['b', '1'],
      ['c', '3'],
    ] as const)
      await client.send(new PutItemCommand({ TableName: table, Item: { ...key('p', sk), at: S(at), more: S(sk) } }));
    const { Items } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'byAt',
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': S('p') },
      }),
    );
    expect(Items?.map(item => item.sk?.S)).toEqual(['b', 'a', 'c']);
    expect(Items?.[0]).not.toHaveProperty('more');
    const whole = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'byAt',
        Select: 'ALL_ATTRIBUTES',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': S('p') },
      }),
    );
    expect(whole.Items?.map(item => item.more?.S)).toEqual(['b', 'a', 'c']);
  });
};
