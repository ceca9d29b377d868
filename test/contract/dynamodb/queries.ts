import { PutItemCommand, QueryCommand, type QueryCommandInput, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { B, type Item, key, N, S, type Scene } from './scene.ts';

const ALL = 'abcdefgh';

/** Reading in order: ranges, pages, filters. */
export const describeQueries = (scene: () => Scene): void => {
  const query = (partition: string, more: Partial<QueryCommandInput> = {}) =>
    scene().client.send(
      new QueryCommand({
        TableName: scene().table,
        KeyConditionExpression: 'pk = :pk',
        ...more,
        ExpressionAttributeValues: { ':pk': S(partition), ...more.ExpressionAttributeValues },
      }),
    );
  const sortKeys = (items: Item[] = []): string[] => items.map(item => item.sk?.S ?? '');
  /** A partition with an item for each letter. */
  const letters = async (text = ALL): Promise<string> => {
    const { put, fresh } = scene();
    const partition = fresh();
    // In another order than they are read.
    for (const [index, letter] of text.split('').reverse().entries())
      await put({ ...key(partition, letter), n: N(index) });
    return partition;
  };

  test.each([
    ['sk = :a', { ':a': S('c') }, 'c'],
    ['sk < :a', { ':a': S('c') }, 'ab'],
    ['sk <= :a', { ':a': S('c') }, 'abc'],
    ['sk > :a', { ':a': S('f') }, 'gh'],
    ['sk >= :a', { ':a': S('f') }, 'fgh'],
    ['sk BETWEEN :a AND :b', { ':a': S('b'), ':b': S('d') }, 'bcd'],
    ['begins_with(sk, :a)', { ':a': S('c') }, 'c'],
    ['sk > :a', { ':a': S('zzz') }, ''],
    [':a < sk', { ':a': S('f') }, 'gh'],
  ])('the key condition %s finds its range, forward and backward', async (expression, values, wanted) => {
    const partition = await letters();
    const more = { KeyConditionExpression: `pk = :pk AND ${expression}`, ExpressionAttributeValues: values };
    expect(sortKeys((await query(partition, more)).Items)).toEqual(wanted.split(''));
    const backward = await query(partition, { ...more, ScanIndexForward: false });
    expect(sortKeys(backward.Items)).toEqual(wanted.split('').reverse());
  });

  test('begins_with finds all that begins so, and nothing behind it', async () => {
    const { put, fresh } = scene();
    const partition = fresh();
    for (const sk of ['a', 'ab', 'ab\u{10ffff}', 'abc', 'ac', 'b']) await put(key(partition, sk));
    const more = {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :p)',
      ExpressionAttributeValues: { ':p': S('ab') },
    };
    expect(sortKeys((await query(partition, more)).Items)).toEqual(['ab', 'abc', 'ab\u{10ffff}']);
  });

  test('texts are in the order of their UTF-8 bytes', async () => {
    const { put, fresh } = scene();
    const partition = fresh();
    const inOrder = ['A', 'a', 'aa', 'b', 'é', '가', '\uffee', '😀'];
    for (const sk of inOrder.toReversed()) await put(key(partition, sk));
    expect(sortKeys((await query(partition)).Items)).toEqual(inOrder);
  });

  test('numbers are in the order of their values', async () => {
    const { client, createTable } = scene();
    const table = await createTable({
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'n', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'n', KeyType: 'RANGE' },
      ],
    });
    const inOrder = [
      '-1000',
      '-12.3',
      '-12',
      '-0.5',
      '-0.05',
      '0',
      '0.001',
      '0.01',
      '1',
      '1.5',
      '9',
      '10',
      '100',
      '1234',
    ];
    for (const n of inOrder.toReversed())
      await client.send(new PutItemCommand({ TableName: table, Item: { pk: S('p'), n: N(n) } }));
    const read = (condition: string, values: Item) =>
      client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: `pk = :pk${condition}`,
          ExpressionAttributeValues: { ':pk': S('p'), ...values },
        }),
      );
    expect((await read('', {})).Items?.map(item => item.n?.N)).toEqual(inOrder);
    const some = await read(' AND n BETWEEN :low AND :high', { ':low': N('-12.1'), ':high': N('1.50') });
    expect(some.Items?.map(item => item.n?.N)).toEqual(inOrder.slice(2, 10));
  });

  test('bytes are in the order of their values, the unsigned ones', async () => {
    const { client, createTable } = scene();
    const table = await createTable({
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'B' },
        { AttributeName: 'b', AttributeType: 'B' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'b', KeyType: 'RANGE' },
      ],
    });
    const inOrder = [[0], [0, 0], [1], [1, 255], [127], [128], [255], [255, 255]];
    for (const bytes of inOrder.toReversed())
      await client.send(new PutItemCommand({ TableName: table, Item: { pk: B(9), b: B(...bytes) } }));
    const read = async (condition: string, values: Item) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: `pk = :pk${condition}`,
          ExpressionAttributeValues: { ':pk': B(9), ...values },
        }),
      );
      return Items.map(item => [...(item.b?.B ?? [])]);
    };
    expect(await read('', {})).toEqual(inOrder);
    expect(await read(' AND begins_with(b, :p)', { ':p': B(255) })).toEqual([[255], [255, 255]]);
    expect(await read(' AND b > :p', { ':p': B(127) })).toEqual([[128], [255], [255, 255]]);
  });

  test.each([true, false])('pages join to the whole, forward: %s', async ScanIndexForward => {
    const partition = await letters();
    const pages: string[][] = [];
    let ExclusiveStartKey: Item | undefined;
    do {
      const page = await query(partition, { Limit: 3, ScanIndexForward, ExclusiveStartKey });
      pages.push(sortKeys(page.Items));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    const all = ScanIndexForward ? ALL.split('') : ALL.split('').reverse();
    expect(pages).toEqual([all.slice(0, 3), all.slice(3, 6), all.slice(6)]);
  });

  test('a page that ends exactly with the last item still says where it ended', async () => {
    const partition = await letters('ab');
    const page = await query(partition, { Limit: 2 });
    expect(page.LastEvaluatedKey).toEqual(key(partition, 'b'));
    const rest = await query(partition, { Limit: 2, ExclusiveStartKey: page.LastEvaluatedKey });
    expect(rest).toMatchObject({ Items: [], Count: 0 });
    expect(rest.LastEvaluatedKey).toBeUndefined();
  });

  test('reading on from an item that is gone meanwhile, or never was, works', async () => {
    const partition = await letters('ace');
    const page = await query(partition, { ExclusiveStartKey: key(partition, 'b') });
    expect(sortKeys(page.Items)).toEqual(['c', 'e']);
  });

  test('reading on within a range stays within it', async () => {
    const partition = await letters();
    const more = {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :a AND :b',
      ExpressionAttributeValues: { ':a': S('b'), ':b': S('e') },
    };
    const first = await query(partition, { ...more, Limit: 2 });
    const second = await query(partition, { ...more, ExclusiveStartKey: first.LastEvaluatedKey });
    expect([sortKeys(first.Items), sortKeys(second.Items)]).toEqual([
      ['b', 'c'],
      ['d', 'e'],
    ]);
  });

  test.each([
    ['of another partition', (partition: string) => key(`${partition}-other`, 'b')],
    ['outside of the range', (partition: string) => key(partition, 'z')],
    ['without a sort key', (partition: string) => ({ pk: S(partition) })],
    ['with an attribute too many', (partition: string) => ({ ...key(partition, 'b'), n: N(1) })],
    ['of the wrong type', (partition: string) => ({ pk: S(partition), sk: N(1) })],
    ['that is empty', () => ({})],
  ])('a start key %s is refused', async (_what, start) => {
    const partition = await letters('ab');
    const more = {
      KeyConditionExpression: 'pk = :pk AND sk < :end',
      ExpressionAttributeValues: { ':end': S('y') },
      ExclusiveStartKey: start(partition),
    };
    await expect(query(partition, more)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('a filter leaves out, but counts what it has looked at', async () => {
    const partition = await letters();
    const page = await query(partition, {
      Limit: 4,
      FilterExpression: 'n < :n',
      ExpressionAttributeValues: { ':n': N(5) },
    });
    // n counts down from 7 at `a`.
    expect(page).toMatchObject({ Count: 1, ScannedCount: 4, LastEvaluatedKey: key(partition, 'd') });
    expect(sortKeys(page.Items)).toEqual(['d']);
  });

  test('a filter on a key is refused', async () => {
    const refused = query('p', { FilterExpression: 'sk = :n', ExpressionAttributeValues: { ':n': S('a') } });
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('a count comes without items', async () => {
    const partition = await letters();
    const page = await query(partition, { Select: 'COUNT' });
    expect(page.Count).toBe(8);
    expect(page.Items).toBeUndefined();
  });

  test('a projection of a query picks attributes', async () => {
    const partition = await letters('a');
    const page = await query(partition, { ProjectionExpression: 'n' });
    expect(page.Items).toEqual([{ n: N(0) }]);
  });

  test('a page ends at 1 MB and the next one goes on behind it', async () => {
    const { put, fresh } = scene();
    const partition = fresh();
    for (const sk of ['a', 'b', 'c', 'd', 'e']) await put({ ...key(partition, sk), data: S('x'.repeat(300_000)) });
    const first = await query(partition);
    expect(sortKeys(first.Items)).toEqual(['a', 'b', 'c', 'd'].slice(0, first.Count));
    expect(first.Count).toBeGreaterThanOrEqual(3);
    expect(first.Count).toBeLessThanOrEqual(4);
    const second = await query(partition, { ExclusiveStartKey: first.LastEvaluatedKey });
    expect([...sortKeys(first.Items), ...sortKeys(second.Items)]).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(second.LastEvaluatedKey).toBeUndefined();
  });

  test.each([
    ['without a partition key', { KeyConditionExpression: 'sk = :pk' }],
    ['with a range of partitions', { KeyConditionExpression: 'pk > :pk' }],
    [
      'with another attribute',
      { KeyConditionExpression: 'pk = :pk AND n = :n', ExpressionAttributeValues: { ':n': N(1) } },
    ],
    [
      'with two ranges',
      { KeyConditionExpression: 'pk = :pk AND sk > :a AND sk < :a', ExpressionAttributeValues: { ':a': S('a') } },
    ],
    ['with OR', { KeyConditionExpression: 'pk = :pk OR sk = :pk' }],
    ['with contains', { KeyConditionExpression: 'pk = :pk AND contains(sk, :pk)' }],
    [
      'with a key of the wrong type',
      { KeyConditionExpression: 'pk = :pk AND sk = :a', ExpressionAttributeValues: { ':a': N(1) } },
    ],
    [
      'with an upside-down range',
      {
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :b AND :a',
        ExpressionAttributeValues: { ':a': S('a'), ':b': S('b') },
      },
    ],
    [
      'with an empty key',
      { KeyConditionExpression: 'pk = :pk AND sk = :a', ExpressionAttributeValues: { ':a': S('') } },
    ],
    [
      'with an empty prefix',
      { KeyConditionExpression: 'pk = :pk AND begins_with(sk, :a)', ExpressionAttributeValues: { ':a': S('') } },
    ],
    ['with a limit of none', { Limit: 0 }],
    ['for attributes that are not named', { Select: 'SPECIFIC_ATTRIBUTES' }],
    ['for a count of attributes', { Select: 'COUNT', ProjectionExpression: 'n' }],
    ['for what an index keeps, without an index', { Select: 'ALL_PROJECTED_ATTRIBUTES' }],
    ['of an index that is not there', { IndexName: 'byNothing' }],
    ['without a key condition', { KeyConditionExpression: undefined }],
  ])('a query %s is refused', async (_what, more) => {
    await expect(query('p', more as Partial<QueryCommandInput>)).rejects.toMatchObject({ name: 'ValidationException' }); // what a caller without types may send
  });

  test('a scan page by page finds every item once', async () => {
    const { client, createTable } = scene();
    const table = await createTable({
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    });
    const ids = Array.from({ length: 12 }, (_, index) => `id-${String(index).padStart(2, '0')}`);
    for (const id of ids)
      await client.send(
        new PutItemCommand({ TableName: table, Item: { id: S(id), even: { BOOL: Number(id.slice(-1)) % 2 === 0 } } }),
      );
    const scan = async (more: object): Promise<string[]> => {
      const found: string[] = [];
      let ExclusiveStartKey: Item | undefined;
      do {
        const page = await client.send(new ScanCommand({ TableName: table, Limit: 5, ExclusiveStartKey, ...more }));
        found.push(...(page.Items ?? []).map(item => item.id?.S ?? ''));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return found;
    };
    expect((await scan({})).toSorted()).toEqual(ids);
    const even = { FilterExpression: 'even = :yes', ExpressionAttributeValues: { ':yes': { BOOL: true } } };
    expect((await scan(even)).toSorted()).toEqual(ids.filter((_, index) => index % 2 === 0));
    const segments = await Promise.all([0, 1, 2].map(Segment => scan({ Segment, TotalSegments: 3 })));
    expect(segments.flat().toSorted()).toEqual(ids);
  });
};
