import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { B, type Item, key, N, S, type Scene } from './scene.ts';

/** What an update expression makes of an item. */
interface Case {
  what: string;
  before?: Item;
  update: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>;
  after: Item;
}

const update = (UpdateExpression: string, values: Item = {}, names: Record<string, string> = {}): Case['update'] => ({
  UpdateExpression,
  ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
});

const CASES: Case[] = [
  { what: 'SET makes an item that was not there', update: update('SET a = :a', { ':a': N(1) }), after: { a: N(1) } },
  {
    what: 'SET reads the values from before the update',
    before: { a: N(1), b: N(2) },
    update: update('SET a = b, b = a'),
    after: { a: N(2), b: N(1) },
  },
  {
    what: 'SET calculates exactly',
    before: { a: N('0.1') },
    update: update('SET a = a + :x, b = :y - a', { ':x': N('0.2'), ':y': N(1) }),
    after: { a: N('0.3'), b: N('0.9') },
  },
  {
    what: 'if_not_exists keeps what is there and fills what is not',
    before: { a: N(1) },
    update: update('SET a = if_not_exists(a, :z), b = if_not_exists(b, :z) + :z', { ':z': N(5) }),
    after: { a: N(1), b: N(10) },
  },
  {
    what: 'list_append puts lists one behind the other',
    before: { l: { L: [N(1)] } },
    update: update('SET l = list_append(l, :more), f = list_append(if_not_exists(f, :none), :more)', {
      ':more': { L: [N(2)] },
      ':none': { L: [] },
    }),
    after: { l: { L: [N(1), N(2)] }, f: { L: [N(2)] } },
  },
  {
    what: 'SET reaches into maps and lists, and appends behind a list’s end',
    before: { m: { M: { l: { L: [N(1), N(2)] } } } },
    update: update('SET m.l[0] = :x, m.l[9] = :y, m.n = :z', { ':x': S('x'), ':y': S('y'), ':z': S('z') }),
    after: { m: { M: { l: { L: [S('x'), N(2), S('y')] }, n: S('z') } } },
  },
  {
    what: 'REMOVE takes attributes, members and elements away, by the indices from before',
    before: { a: N(1), l: { L: [N(0), N(1), N(2), N(3)] }, m: { M: { x: N(1), y: N(2) } } },
    update: update('REMOVE a, l[0], l[2], m.x, absent'),
    after: { l: { L: [N(1), N(3)] }, m: { M: { y: N(2) } } },
  },
  {
    what: 'ADD counts, also from nothing and below zero',
    before: { a: N(1) },
    update: update('ADD a :one, b :one, c :less', { ':one': N(1), ':less': N(-2) }),
    after: { a: N(2), b: N(1), c: N(-2) },
  },
  {
    what: 'ADD keeps 38 digits',
    before: { a: N('99999999999999999999999999999999999998') },
    update: update('ADD a :one', { ':one': N(1) }),
    after: { a: N('99999999999999999999999999999999999999') },
  },
  {
    what: 'DELETE takes the last member of a set and the set with it',
    before: { s: { SS: ['a', 'b'] } },
    update: update('DELETE s :all, absent :all', { ':all': { SS: ['a', 'b', 'c'] } }),
    after: {},
  },
  {
    what: 'all four kinds of clause work in one update',
    before: { a: N(1), b: N(1), c: N(1), d: { SS: ['x', 'y'] } },
    update: update('SET a = :v REMOVE b ADD c :v DELETE d :x', { ':v': N(5), ':x': { SS: ['x'] } }),
    after: { a: N(5), c: N(6), d: { SS: ['y'] } },
  },
  {
    what: 'a name with a dot is a name, not a path, behind a placeholder',
    update: update('SET #n = :v', { ':v': N(1) }, { '#n': 'a.b[0]' }),
    after: { 'a.b[0]': N(1) },
  },
];

const REFUSED: Omit<Case, 'after'>[] = [
  { what: 'adding to a text', before: { a: S('x') }, update: update('ADD a :v', { ':v': N(1) }) },
  { what: 'adding a number to a set', before: { a: { SS: ['x'] } }, update: update('ADD a :v', { ':v': N(1) }) },
  {
    what: 'adding texts to binaries',
    before: { a: { BS: [Uint8Array.of(1)] } },
    update: update('ADD a :v', { ':v': { SS: ['x'] } }),
  },
  { what: 'adding a text', update: update('ADD a :v', { ':v': S('x') }) },
  { what: 'calculating with what is missing', update: update('SET a = a + :v', { ':v': N(1) }) },
  { what: 'setting from what is missing', update: update('SET a = b') },
  { what: 'reaching into what is missing', update: update('SET a.b = :v', { ':v': N(1) }) },
  { what: 'reaching into a text', before: { a: S('x') }, update: update('SET a.b = :v', { ':v': N(1) }) },
  { what: 'overlapping paths', before: { a: { M: {} } }, update: update('SET a = :v, a.b = :v', { ':v': N(1) }) },
  { what: 'the same path twice', update: update('SET a = :v REMOVE a', { ':v': N(1) }) },
  { what: 'changing a key', update: update('SET pk = :v', { ':v': S('x') }) },
  { what: 'removing a key', update: update('REMOVE sk') },
  { what: 'SET written twice', update: update('SET a = :v SET b = :v', { ':v': N(1) }) },
  { what: 'an empty expression', update: { UpdateExpression: '' } },
  {
    what: 'a result of more than 38 digits',
    before: { a: N(`1${'0'.repeat(37)}`) },
    update: update('ADD a :v', { ':v': N('0.01') }),
  },
  {
    what: 'a result out of range',
    before: { a: N(`9${'0'.repeat(125)}`) },
    update: update('ADD a :v', { ':v': N('9e125') }),
  },
  { what: 'an unused value', update: update('SET a = :v', { ':v': N(1), ':w': N(1) }) },
  { what: 'an item that grows beyond 400 KB', before: { a: S('x'.repeat(300_000)) }, update: update('SET b = a') },
];

export const describeUpdates = (scene: () => Scene): void => {
  test.each(CASES)('$what', async ({ before, update, after }) => {
    const { put, get, fresh, ...rest } = scene();
    const one = key(fresh());
    if (before) await put({ ...one, ...before });
    await rest.update(one, update);
    expect(await get(one)).toEqual({ ...one, ...after });
  });

  test.each(REFUSED)('an update with $what is refused and changes nothing', async ({ before, update }) => {
    const { put, get, fresh, ...rest } = scene();
    const one = key(fresh());
    if (before) await put({ ...one, ...before });
    await expect(rest.update(one, update)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await get(one)).toEqual(before && { ...one, ...before });
  });

  test('ADD joins binary sets, and knows members by their bytes', async () => {
    const { update, get, fresh } = scene();
    const one = key(fresh());
    for (const members of [[1, 2], [2, 3], [3]]) {
      await update(one, {
        UpdateExpression: 'ADD m :m',
        ExpressionAttributeValues: { ':m': { BS: members.map(byte => Uint8Array.of(byte)) } },
      });
    }
    expect((await get(one))?.m?.BS?.map(bytes => bytes[0]).toSorted()).toEqual([1, 2, 3]);
  });

  test('an update without an expression makes an item of its key alone', async () => {
    const { update, get, fresh } = scene();
    const one = key(fresh());
    await update(one, {});
    expect(await get(one)).toEqual(one);
  });

  test.each([
    ['ALL_OLD', { a: N(1), b: N(2), d: N(0) }, true],
    ['ALL_NEW', { a: N(6), c: S('x'), d: N(0) }, true],
    ['UPDATED_OLD', { a: N(1), b: N(2) }, false],
    ['UPDATED_NEW', { a: N(6), c: S('x') }, false],
  ] as const)('ReturnValues %s gives back what it says', async (ReturnValues, wanted, withKey) => {
    const { put, update, fresh } = scene();
    const one = key(fresh());
    await put({ ...one, a: N(1), b: N(2), d: N(0) });
    const { Attributes } = await update(one, {
      UpdateExpression: 'ADD a :five SET c = :x REMOVE b',
      ExpressionAttributeValues: { ':five': N(5), ':x': S('x') },
      ReturnValues,
    });
    expect(Attributes).toEqual(withKey ? { ...one, ...wanted } : wanted);
  });

  test('an update that makes an item has no old values to give back', async () => {
    const { update, fresh } = scene();
    const change = { UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': N(1) } };
    for (const ReturnValues of ['ALL_OLD', 'UPDATED_OLD'] as const)
      expect((await update(key(fresh()), { ...change, ReturnValues })).Attributes).toBeUndefined();
  });

  test('a hundred updates at once all count', async () => {
    const { update, get, fresh } = scene();
    const one = key(fresh());
    const add = { UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': N(3) } };
    await Promise.all(Array.from({ length: 100 }, () => update(one, add)));
    expect((await get(one))?.n).toEqual(N(300));
  });

  test('the same expression with other values, or values of other types, is understood anew', async () => {
    const { update, get, fresh } = scene();
    const one = key(fresh());
    for (const value of [N(1), S('text'), B(1), { SS: ['a'] }, N(2)]) {
      await update(one, { UpdateExpression: 'SET v = :v', ExpressionAttributeValues: { ':v': value } });
      expect((await get(one))?.v).toEqual(value);
    }
    const add = (value: Item[string]) =>
      update(one, { UpdateExpression: 'ADD v :v', ExpressionAttributeValues: { ':v': value } });
    await add(N(3));
    await expect(add(S('3'))).rejects.toMatchObject({ name: 'ValidationException' });
    await add(N(4));
    expect((await get(one))?.v).toEqual(N(9));
  });
};
