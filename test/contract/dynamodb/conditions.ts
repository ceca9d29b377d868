import { ConditionalCheckFailedException, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { B, type Item, key, N, S, type Scene } from './scene.ts';

/** Attributes that the conditions below speak about. */
const KEPT: Item = {
  text: S('carrot'),
  number: N(10),
  bytes: B(1, 2, 3),
  words: { SS: ['a', 'b'] },
  marks: { BS: [Uint8Array.of(1), Uint8Array.of(2)] },
  list: { L: [S('x'), N(7)] },
  map: { M: { nested: { L: [N(1), { M: { leaf: S('deep') } }] } } },
  status: S('open'),
};

type Case = [expression: string, values?: Item, names?: Record<string, string>];

const HOLD: Case[] = [
  ['attribute_exists(pk)'],
  ['attribute_not_exists(absent)'],
  ['attribute_exists(#map.nested[1].leaf)', {}, { '#map': 'map' }],
  ['attribute_not_exists(#map.nested[2])', {}, { '#map': 'map' }],
  ['attribute_type(words, :type)', { ':type': S('SS') }],
  ['#text = :v', { ':v': S('carrot') }, { '#text': 'text' }],
  ['#map.nested[1].leaf = :v', { ':v': S('deep') }, { '#map': 'map' }],
  ['#map.nested[0] < #number', {}, { '#map': 'map', '#number': 'number' }],
  ['absent <> :v', { ':v': S('x') }],
  ['#number <> :v', { ':v': S('10') }, { '#number': 'number' }],
  ['#number BETWEEN :low AND :high', { ':low': N('9.99'), ':high': N('1e1') }, { '#number': 'number' }],
  ['#number IN (:a, :b, :c)', { ':a': N(1), ':b': N('10.0'), ':c': S('x') }, { '#number': 'number' }],
  ['begins_with(#text, :v)', { ':v': S('car') }, { '#text': 'text' }],
  ['begins_with(#bytes, :v)', { ':v': B(1, 2) }, { '#bytes': 'bytes' }],
  ['contains(#text, :v)', { ':v': S('arr') }, { '#text': 'text' }],
  ['contains(words, :v)', { ':v': S('b') }],
  ['contains(marks, :v)', { ':v': B(2) }],
  ['contains(#list, :v)', { ':v': N(7) }, { '#list': 'list' }],
  ['size(#text) = :six AND size(words) = :two', { ':six': N(6), ':two': N(2) }, { '#text': 'text' }],
  ['size(#map) < size(#list)', {}, { '#map': 'map', '#list': 'list' }],
  [
    'NOT contains(marks, :v) OR (#status = :open AND NOT #number > :ten)',
    { ':v': B(1), ':open': S('open'), ':ten': N(10) },
    { '#status': 'status', '#number': 'number' },
  ],
  ['words = :v', { ':v': { SS: ['b', 'a'] } }],
];

const FAIL: Case[] = [
  ['attribute_exists(absent)'],
  ['attribute_not_exists(pk)'],
  ['attribute_type(#text, :type)', { ':type': S('N') }, { '#text': 'text' }],
  ['#number = :v', { ':v': S('10') }, { '#number': 'number' }],
  ['absent = :v', { ':v': S('x') }],
  ['absent < :v', { ':v': N(1) }],
  ['#number > :v', { ':v': S('1') }, { '#number': 'number' }],
  ['contains(marks, :v)', { ':v': B(9) }],
  ['contains(absent, :v)', { ':v': S('a') }],
  ['begins_with(absent, :v)', { ':v': S('a') }],
  ['size(absent) = :zero', { ':zero': N(0) }],
  ['contains(words, :v)', { ':v': N(1) }],
];

const REFUSED: Case[] = [
  ['status = :v', { ':v': S('reserved word') }],
  ['attribute_exists(pk) AND', {}],
  ['#number = :v', { ':v': N(1), ':unused': N(2) }, { '#number': 'number' }],
  ['attribute_exists(pk)', {}, { '#unused': 'number' }],
  ['#number = :absent', {}, { '#number': 'number' }],
  ['#absent = :v', { ':v': N(1) }],
  ['pk = pk'],
  ['attribute_type(pk, :type)', { ':type': S('WORD') }],
  ['#number BETWEEN :high AND :low', { ':high': N(2), ':low': N(1) }, { '#number': 'number' }],
  ['begins_with(#number, :v)', { ':v': N(1) }, { '#number': 'number' }],
  ['unknown_function(pk)'],
];

export const describeConditions = (scene: () => Scene): void => {
  const write = async ([expression, values = {}, names = {}]: Case): Promise<void> => {
    const { client, table, put, fresh } = scene();
    const one = key(fresh());
    await put({ ...one, ...KEPT });
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: { ...one, changed: N(1) },
        ConditionExpression: expression,
        ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
        ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
      }),
    );
  };

  test.each(HOLD)('the condition %s holds', async (...given) => {
    await expect(write(given)).resolves.toBeUndefined();
  });
  test.each(FAIL)('the condition %s does not hold', async (...given) => {
    await expect(write(given)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });
  test.each(REFUSED)('the condition %s is refused', async (...given) => {
    await expect(write(given)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('of two that create the same item one loses, and nothing is overwritten', async () => {
    const { client, table, get, fresh } = scene();
    const one = key(fresh());
    const create = (by: string) =>
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: { ...one, by: S(by) },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    await create('first');
    await expect(create('second')).rejects.toBeInstanceOf(ConditionalCheckFailedException);
    expect(await get(one)).toEqual({ ...one, by: S('first') });
  });

  test('who loses is shown the item that stood in the way, when asked for', async () => {
    const { client, table, put, fresh } = scene();
    const one = key(fresh());
    await put({ ...one, by: S('first') });
    const lost = client.send(
      new PutItemCommand({
        TableName: table,
        Item: one,
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    await expect(lost).rejects.toMatchObject({ Item: { ...one, by: S('first') } });
  });

  test('one condition can say of a hundred marks that a binary set has none of them', async () => {
    const { put, get, update, fresh } = scene();
    const one = key(fresh());
    const marks = Array.from({ length: 100 }, (_, index) => Uint8Array.of(index, 1));
    const addUnlessKnown = () =>
      update(one, {
        ConditionExpression: marks.map((_, index) => `NOT contains(m, :${index})`).join(' AND '),
        UpdateExpression: 'ADD m :all',
        ExpressionAttributeValues: {
          ...Object.fromEntries(marks.map((mark, index) => [`:${index}`, { B: mark }])),
          ':all': { BS: marks },
        },
      });
    await put({ ...one, m: { BS: [Uint8Array.of(7)] } });
    await addUnlessKnown();
    expect((await get(one))?.m?.BS).toHaveLength(101);
    await expect(addUnlessKnown()).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });

  test('one condition can say of a hundred names that none is there', async () => {
    const { update, get, fresh } = scene();
    const one = key(fresh());
    const names = Array.from({ length: 100 }, (_, index) => `name${index}`);
    const claim = () =>
      update(one, {
        ConditionExpression: names.map((_, index) => `attribute_not_exists(#${index})`).join(' AND '),
        UpdateExpression: `SET ${names.map((_, index) => `#${index} = :mark`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#${index}`, name])),
        ExpressionAttributeValues: { ':mark': B(1) },
      });
    await claim();
    expect(Object.keys((await get(one)) ?? {})).toHaveLength(102);
    await expect(claim()).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });

  test('an expression of more than 4 KB is refused', async () => {
    const long = `attribute_exists(${'a'.repeat(4_096)})`;
    await expect(write([long])).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('a delete can be conditional too', async () => {
    const { client, table, put, get, fresh } = scene();
    const Key = key(fresh());
    await put({ ...Key, n: N(1) });
    const remove = (value: number) =>
      client.send(
        new DeleteItemCommand({
          TableName: table,
          Key,
          ConditionExpression: 'n = :n',
          ExpressionAttributeValues: { ':n': N(value) },
        }),
      );
    await expect(remove(2)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
    await remove(1);
    expect(await get(Key)).toBeUndefined();
  });
};
