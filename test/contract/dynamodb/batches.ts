import { BatchGetItemCommand, BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { type Item, key, N, S, type Scene } from './scene.ts';

export const describeBatches = (scene: () => Scene): void => {
  const write = (requests: WriteRequest[]) =>
    scene().client.send(new BatchWriteItemCommand({ RequestItems: { [scene().table]: requests } }));
  const read = (keys: Item[], more: object = {}) =>
    scene().client.send(new BatchGetItemCommand({ RequestItems: { [scene().table]: { Keys: keys, ...more } } }));
  const put = (item: Item): WriteRequest => ({ PutRequest: { Item: item } });
  const numbered = (pk: string, count: number): Item[] =>
    Array.from({ length: count }, (_, index) => ({ ...key(pk, String(index).padStart(3, '0')), n: N(index) }));

  const keyOf = ({ pk, sk }: Item): Item => key(pk?.S ?? '', sk?.S);

  test('25 puts and deletes go in one batch', async () => {
    const { fresh, get } = scene();
    const pk = fresh();
    await scene().put(key(pk, 'old'));
    const answer = await write([...numbered(pk, 24).map(put), { DeleteRequest: { Key: key(pk, 'old') } }]);
    expect(answer.UnprocessedItems).toEqual({});
    expect(await get(key(pk, 'old'))).toBeUndefined();
    expect(await get(key(pk, '023'))).toEqual({ ...key(pk, '023'), n: N(23) });
  });

  test.each([
    ['26 writes', (pk: string) => numbered(pk, 26).map(put)],
    ['no write', () => []],
    ['the same item twice', (pk: string) => [put(key(pk)), { DeleteRequest: { Key: key(pk) } }]],
    ['an item without its key', (pk: string) => [put(key(pk)), put({ pk: S(pk) })]],
  ])('a batch of %s is refused as a whole', async (_what, requests) => {
    const { fresh, get } = scene();
    const pk = fresh();
    await expect(write(requests(pk))).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await get(key(pk))).toBeUndefined();
  });

  test('a hundred items are read at once, and those that are not there are left out', async () => {
    const { fresh } = scene();
    const pk = fresh();
    const items = numbered(pk, 50);
    await write(items.slice(0, 25).map(put));
    await write(items.slice(25).map(put));
    const keys = numbered(pk, 100).map(keyOf);
    const answer = await read(keys, { ConsistentRead: true });
    const found = answer.Responses?.[scene().table] ?? [];
    expect(found.map(item => Number(item.n?.N)).toSorted((a, b) => a - b)).toEqual(items.map((_, index) => index));
    expect(answer.UnprocessedKeys).toEqual({});
  });

  test('a batch of reads can pick attributes', async () => {
    const { fresh } = scene();
    const pk = fresh();
    await write([put({ ...key(pk), n: N(1), m: N(2) })]);
    const answer = await read([key(pk)], { ProjectionExpression: '#n', ExpressionAttributeNames: { '#n': 'n' } });
    expect(answer.Responses).toEqual({ [scene().table]: [{ n: N(1) }] });
  });

  test.each([
    ['101 keys', (pk: string) => numbered(pk, 101).map(keyOf)],
    ['no key', () => []],
    ['a key twice', (pk: string) => [key(pk), key(pk)]],
    ['a key that is none', (pk: string) => [{ pk: S(pk) }]],
  ])('a batch of reads with %s is refused', async (_what, keys) => {
    await expect(read(keys(scene().fresh()))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('more than 16 MB come in several answers that name what is left', async () => {
    const { fresh } = scene();
    const pk = fresh();
    const items = Array.from({ length: 45 }, (_, index) => ({
      ...key(pk, String(index)),
      data: S('x'.repeat(390_000)),
    }));
    for (const item of items) await scene().put(item);
    let open: Item[] | undefined = items.map(keyOf);
    const found = new Set<string>();
    let answers = 0;
    for (; open?.length; answers++) {
      const answer = await read(open);
      for (const item of answer.Responses?.[scene().table] ?? []) found.add(item.sk?.S ?? '');
      open = answer.UnprocessedKeys?.[scene().table]?.Keys;
    }
    expect([found.size, answers]).toEqual([45, 2]);
  });

  test('a batch for a table that is not there is refused', async () => {
    const command = new BatchWriteItemCommand({ RequestItems: { nowhere: [put(key('p'))] } });
    await expect(scene().client.send(command)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
};
