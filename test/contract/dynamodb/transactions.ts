import {
  QueryCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { B, type Item, key, N, S, type Scene } from './scene.ts';

/** All or nothing, and why not. */
export const describeTransactions = (scene: () => Scene): void => {
  const write = (TransactItems: TransactWriteItem[], more: Partial<TransactWriteItemsCommandInput> = {}) =>
    scene().client.send(new TransactWriteItemsCommand({ TransactItems, ...more }));
  const put = (item: Item, more: object = {}): TransactWriteItem => ({
    Put: { TableName: scene().table, Item: item, ...more },
  });
  const update = (
    one: Item,
    operation: Omit<NonNullable<TransactWriteItem['Update']>, 'TableName' | 'Key'>,
  ): TransactWriteItem => ({
    Update: { TableName: scene().table, Key: one, ...operation },
  });
  const check = (one: Item, ConditionExpression: string): TransactWriteItem => ({
    ConditionCheck: { TableName: scene().table, Key: one, ConditionExpression },
  });
  const add = (count: number) => ({ UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': N(count) } });
  const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' };

  test('puts, updates, deletes and checks happen together', async () => {
    const { fresh, get, table } = scene();
    const pk = fresh();
    await scene().put(key(pk, 'delete'));
    await scene().put({ ...key(pk, 'update'), n: N(1) });
    await scene().put(key(pk, 'check'));
    await write([
      put({ ...key(pk, 'put'), a: S('x') }, ABSENT),
      update(key(pk, 'update'), add(2)),
      { Delete: { TableName: table, Key: key(pk, 'delete') } },
      check(key(pk, 'check'), 'attribute_exists(pk)'),
    ]);
    expect(await get(key(pk, 'put'))).toEqual({ ...key(pk, 'put'), a: S('x') });
    expect((await get(key(pk, 'update')))?.n).toEqual(N(3));
    expect(await get(key(pk, 'delete'))).toBeUndefined();
  });

  test('several updates that add to sets and counters happen together', async () => {
    const { fresh, get } = scene();
    const pk = fresh();
    const operations = ['a', 'b', 'c'].map((sk, index) =>
      update(key(pk, sk), {
        ConditionExpression: 'NOT contains(marks, :mark)',
        UpdateExpression: 'ADD n :n, marks :set SET seen = :seen',
        ExpressionAttributeValues: {
          ':n': N(index),
          ':mark': B(7),
          ':set': { BS: [Uint8Array.of(7)] },
          ':seen': S('now'),
        },
      }),
    );
    await write(operations);
    expect(await get(key(pk, 'c'))).toMatchObject({ n: N(2), seen: S('now') });
    await expect(write(operations)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    expect((await get(key(pk, 'c')))?.n).toEqual(N(2));
  });

  test('one that fails undoes all, and every operation is told its reason', async () => {
    const { fresh, get } = scene();
    const pk = fresh();
    await scene().put({ ...key(pk, 'there'), by: S('first') });
    const failed = write([
      update(key(pk, 'counter'), add(1)),
      put(key(pk, 'there'), ABSENT),
      put(key(pk, 'new'), ABSENT),
      check(key(pk, 'nothing'), 'attribute_exists(pk)'),
    ]);
    await expect(failed).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed' },
      ],
    });
    expect(await get(key(pk, 'counter'))).toBeUndefined();
    expect(await get(key(pk, 'new'))).toBeUndefined();
  });

  test('a reason carries the item that stood in the way when asked for', async () => {
    const { fresh } = scene();
    const pk = fresh();
    await scene().put({ ...key(pk), by: S('first') });
    const old = { ...ABSENT, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    const failed = write([put(key(pk), old), put(key(pk, 'b'), old)]);
    await expect(failed).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { ...key(pk), by: S('first') } }, { Code: 'None' }],
    });
  });

  test('an update that cannot be applied stops the transaction', async () => {
    const { fresh, get } = scene();
    const pk = fresh();
    await scene().put({ ...key(pk), n: S('text') });
    // The service names the operation; DynamoDB Local refuses the request as a whole.
    await expect(write([put(key(pk, 'b')), update(key(pk), add(1))])).rejects.toMatchObject({
      name: expect.stringMatching(/^(ValidationException|TransactionCanceledException)$/),
    });
    expect(await get(key(pk, 'b'))).toBeUndefined();
  });

  test('a hundred operations are taken and one more is refused', async () => {
    const { fresh, get } = scene();
    const pk = fresh();
    const puts = (count: number) => Array.from({ length: count }, (_, index) => put(key(pk, `s${index}`)));
    await write(puts(100));
    expect(await get(key(pk, 's99'))).toBeDefined();
    await expect(write(puts(101))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('more than 4 MB in all are refused', async () => {
    const { fresh, get } = scene();
    const pk = fresh();
    const big = Array.from({ length: 11 }, (_, index) =>
      put({ ...key(pk, `s${index}`), data: S('x'.repeat(390_000)) }),
    );
    await expect(write(big)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await get(key(pk, 's0'))).toBeUndefined();
  });

  test.each([
    ['two operations on one item', (pk: string) => [put(key(pk)), update(key(pk), add(1))]],
    ['an operation that is none', () => [{}]],
    ['an operation that is two', (pk: string) => [{ ...put(key(pk)), ...check(key(pk, 'b'), 'attribute_exists(pk)') }]],
    ['no operation', () => []],
    [
      'a check without condition',
      (pk: string) => [{ ConditionCheck: { TableName: scene().table, Key: key(pk), ConditionExpression: undefined } }],
    ],
    ['a key that is none', (pk: string) => [put({ pk: S(pk) })]],
    ['an unused value', (pk: string) => [put(key(pk), { ...ABSENT, ExpressionAttributeValues: { ':v': N(1) } })]],
    ['a syntax error', (pk: string) => [check(key(pk), 'attribute_exists(')]],
  ])('a transaction with %s is refused', async (_what, operations) => {
    const { fresh } = scene();
    await expect(write(operations(fresh()))).rejects.toMatchObject({
      name: expect.stringMatching(/^(ValidationException|TransactionCanceledException)$/),
    });
  });

  test('a transaction on a table that is not there is refused', async () => {
    const nowhere = { Put: { TableName: 'nowhere', Item: key('p') } };
    await expect(write([nowhere])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('the same request with the same token is carried out once', async () => {
    const { fresh, get } = scene();
    const pk = fresh();
    const again = () => write([update(key(pk), add(1))], { ClientRequestToken: `token-${pk}` });
    await again();
    await again();
    expect((await get(key(pk)))?.n).toEqual(N(1));
  });

  test('another request with the same token is refused', async () => {
    const { fresh, get } = scene();
    const pk = fresh();
    const token = { ClientRequestToken: `token-${pk}` };
    await write([update(key(pk), add(1))], token);
    const other = write([update(key(pk), add(2))], token);
    await expect(other).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    expect((await get(key(pk)))?.n).toEqual(N(1));
  });

  test('a cancelled transaction may be tried again with its token', async () => {
    const { fresh, get } = scene();
    const pk = fresh();
    const token = { ClientRequestToken: `token-${pk}` };
    const operations = [check(key(pk, 'there'), 'attribute_exists(pk)'), update(key(pk), add(1))];
    await expect(write(operations, token)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    await scene().put(key(pk, 'there'));
    await write(operations, token);
    expect((await get(key(pk)))?.n).toEqual(N(1));
  });

  test('items are read together, in the order they were asked for', async () => {
    const { client, table, fresh } = scene();
    const pk = fresh();
    await scene().put({ ...key(pk, 'a'), n: N(1), m: N(2) });
    await scene().put({ ...key(pk, 'c'), n: N(3) });
    const { Responses } = await client.send(
      new TransactGetItemsCommand({
        TransactItems: ['c', 'b', 'a'].map(sk => ({
          Get: { TableName: table, Key: key(pk, sk), ProjectionExpression: 'n' },
        })),
      }),
    );
    expect(Responses?.map(({ Item }) => Item)).toEqual([{ n: N(3) }, undefined, { n: N(1) }]);
  });

  test('an item cannot be read twice in one transaction', async () => {
    const { client, table, fresh } = scene();
    const Get = { TableName: table, Key: key(fresh()) };
    const read = client.send(new TransactGetItemsCommand({ TransactItems: [{ Get }, { Get }] }));
    await expect(read).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('an index follows a transaction, and a cancelled one leaves it alone', async () => {
    const { fresh, client, table } = scene();
    const [pk, owner] = [fresh(), fresh()];
    const owned = async () =>
      (
        await client.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'byOwner',
            KeyConditionExpression: '#o = :o',
            ExpressionAttributeNames: { '#o': 'owner' },
            ExpressionAttributeValues: { ':o': S(owner) },
          }),
        )
      ).Count;
    await write([put({ ...key(pk, 'a'), owner: S(owner) }), put({ ...key(pk, 'b'), owner: S(owner) })]);
    expect(await owned()).toBe(2);
    const cancelled = write([
      put({ ...key(pk, 'c'), owner: S(owner) }),
      put({ ...key(pk, 'a'), owner: S('x') }, ABSENT),
    ]);
    await expect(cancelled).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    expect(await owned()).toBe(2);
  });

  test('transactions that meet on the same items lose nothing', async () => {
    const { fresh, get } = scene();
    const pk = fresh();
    const both = () => write([update(key(pk, 'a'), add(1)), update(key(pk, 'b'), add(1))]);
    const patient = async (): Promise<void> => {
      for (;;) {
        try {
          await both();
          return;
        } catch (error) {
          // The service lets one of two that meet go first and cancels the other.
          if ((error as Error).name !== 'TransactionCanceledException') throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: 20 }, patient));
    expect([(await get(key(pk, 'a')))?.n, (await get(key(pk, 'b')))?.n]).toEqual([N(20), N(20)]);
  });
};
