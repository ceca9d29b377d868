import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { B, type Item, key, N, S, type Scene } from './scene.ts';

/** One item at a time: what is kept, what is refused. */
export const describeItems = (scene: () => Scene): void => {
  test('an item with a value of each type comes back as it was put', async () => {
    const { put, get, fresh } = scene();
    const one = key(fresh());
    const item: Item = {
      ...one,
      text: S('안녕 👋'),
      empty: S(''),
      number: N('-12.5'),
      bytes: B(0, 255, 1),
      yes: { BOOL: true },
      nothing: { NULL: true },
      list: { L: [S('a'), N(1), { M: { deep: { L: [{ BOOL: false }] } } }] },
      map: { M: { 'a.b': S('dots in names are fine'), empty: { M: {} } } },
    };
    await put(item);
    expect(await get(one)).toEqual(item);
  });

  test('sets come back with the same members', async () => {
    const { put, get, fresh } = scene();
    const one = key(fresh());
    await put({
      ...one,
      words: { SS: ['b', 'a'] },
      numbers: { NS: ['2', '1.0'] },
      bytes: { BS: [Uint8Array.of(2), Uint8Array.of(1)] },
    });
    const item = await get(one);
    expect(item?.words?.SS?.toSorted()).toEqual(['a', 'b']);
    expect(item?.numbers?.NS?.toSorted()).toEqual(['1', '2']);
    expect(item?.bytes?.BS?.map(bytes => bytes[0]).toSorted()).toEqual([1, 2]);
  });

  test('a put replaces the whole item and gives back the old one when asked', async () => {
    const { client, table, put, get, fresh } = scene();
    const one = key(fresh());
    await put({ ...one, a: N(1), b: N(2) });
    const Item = { ...one, b: N(3) };
    const answer = await client.send(new PutItemCommand({ TableName: table, Item, ReturnValues: 'ALL_OLD' }));
    expect(answer.Attributes).toEqual({ ...one, a: N(1), b: N(2) });
    expect(await get(one)).toEqual(Item);
  });

  test('a put of what was not there gives back nothing', async () => {
    const { client, table, fresh } = scene();
    const command = new PutItemCommand({ TableName: table, Item: key(fresh()), ReturnValues: 'ALL_OLD' });
    expect((await client.send(command)).Attributes).toBeUndefined();
  });

  test('a deleted item is gone, and deleting it again is fine', async () => {
    const { client, table, put, get, fresh } = scene();
    const Key = key(fresh());
    await put({ ...Key, a: N(1) });
    const command = new DeleteItemCommand({ TableName: table, Key, ReturnValues: 'ALL_OLD' });
    expect((await client.send(command)).Attributes).toEqual({ ...Key, a: N(1) });
    expect(await get(Key)).toBeUndefined();
    expect((await client.send(command)).Attributes).toBeUndefined();
  });

  test('a projection picks attributes, members of maps and elements of lists', async () => {
    const { client, table, put, fresh } = scene();
    const one = key(fresh());
    await put({ ...one, a: N(1), map: { M: { x: N(2), y: N(3) } }, things: { L: [N(4), N(5), N(6)] }, status: S('s') });
    const { Item } = await client.send(
      new GetItemCommand({
        TableName: table,
        Key: one,
        ProjectionExpression: '#map.x, things[2], things[0], #status, absent',
        ExpressionAttributeNames: { '#map': 'map', '#status': 'status' },
      }),
    );
    expect(Item).toEqual({ map: { M: { x: N(2) } }, things: { L: [N(4), N(6)] }, status: S('s') });
  });

  test.each([
    ['1.0', '1'],
    ['0.10', '0.1'],
    ['1e3', '1000'],
    ['-0', '0'],
    ['00012', '12'],
    ['1.5E-3', '0.0015'],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
    [`1${'0'.repeat(125)}`, `1${'0'.repeat(125)}`],
  ])('the number %s is kept as %s', async (given, kept) => {
    const { put, get, fresh } = scene();
    const one = key(fresh());
    await put({ ...one, n: N(given) });
    expect((await get(one))?.n).toEqual(N(kept));
  });

  test.each([
    ['a number of 39 digits', { n: N('123456789012345678901234567890123456789') }],
    ['a number beyond 10^125', { n: N('1e126') }],
    ['a number too close to zero', { n: N('1e-131') }],
    ['a number that is none', { n: N('twelve') }],
    ['an empty text set', { set: { SS: [] } }],
    ['an empty binary set', { set: { BS: [] } }],
    ['a set with a member twice', { set: { SS: ['a', 'a'] } }],
    ['a set with a number twice, written in two ways', { set: { NS: ['1', '1.0'] } }],
    ['a NULL that is not true', { nothing: { NULL: false as true } }], // what a caller without types may send
  ])('an item with %s is refused', async (_what, attributes) => {
    const { put, get, fresh } = scene();
    const one = key(fresh());
    await expect(put({ ...one, ...attributes })).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await get(one)).toBeUndefined();
  });

  test.each([
    ['without its sort key', { pk: S('p') }],
    ['with an empty partition key', { pk: S(''), sk: S('a') }],
    ['with an empty sort key', { pk: S('p'), sk: S('') }],
    ['with a key of another type', { pk: N(1), sk: S('a') }],
    ['with a partition key of more than 2,048 bytes', { pk: S('x'.repeat(2_049)), sk: S('a') }],
    ['with a sort key of more than 1,024 bytes', { pk: S('p'), sk: S('x'.repeat(1_025)) }],
  ])('an item %s is refused', async (_what, item) => {
    await expect(scene().put(item)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test.each([
    ['lacks the sort key', { pk: S('p') }],
    ['has one attribute too many', { pk: S('p'), sk: S('a'), more: S('m') }],
    ['has the wrong type', { pk: S('p'), sk: N(1) }],
  ])('reading by a key that %s is refused', async (_what, one) => {
    await expect(scene().get(one)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('keys of the greatest length are taken', async () => {
    const { put, get } = scene();
    const one = key('x'.repeat(2_048), 'y'.repeat(1_024));
    await put(one);
    expect(await get(one)).toEqual(one);
  });

  test('an item of 400 KB is taken and one byte more is refused', async () => {
    const { put, get, fresh } = scene();
    const one = key(fresh());
    const names = 'pk'.length + 'sk'.length + 'data'.length;
    const room = 409_600 - names - (one.pk?.S?.length ?? 0) - (one.sk?.S?.length ?? 0);
    await put({ ...one, data: S('x'.repeat(room)) });
    expect((await get(one))?.data?.S).toHaveLength(room);
    await expect(put({ ...one, data: S('x'.repeat(room + 1)) })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('an index key of the wrong type is refused, and so is an empty one', async () => {
    const { put, fresh } = scene();
    await expect(put({ ...key(fresh()), state: N(1) })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(put({ ...key(fresh()), state: S(''), seen: S('1') })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('a table that is not there is named as such', async () => {
    const command = new GetItemCommand({ TableName: 'nowhere', Key: key('p') });
    await expect(scene().client.send(command)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
};
