import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileExpressions } from '../../../lib/local/dynamodb/expressions.ts';
import { parseFresh } from '../../../lib/local/dynamodb/parse-expressions.ts';

/** So many names that nothing is remembered but the template. */
const PLACEHOLDERS = Array.from({ length: 20 }, (_, n) => `#${n}`);
const requestOf = (names: readonly string[]) => ({
  ConditionExpression: PLACEHOLDERS.map(name => `attribute_not_exists(${name})`).join(' AND '),
  UpdateExpression: `SET ${PLACEHOLDERS.map(name => `${name} = :v`).join(', ')}, plainly = :v`,
  ExpressionAttributeNames: Object.fromEntries(PLACEHOLDERS.map((name, n) => [name, names[n] ?? ''])),
  ExpressionAttributeValues: { ':v': { S: 'value' } },
});

describe('expressions of the same text with other attribute names', () => {
  const plain = PLACEHOLDERS.map((_, n) => `plain ${n}`);
  beforeEach(() => void compileExpressions(requestOf(plain)));

  test('write and look at the attributes that each request names', () => {
    const names = PLACEHOLDERS.map((_, n) => `other ${n}`);
    const { condition, update } = compileExpressions(requestOf(names));
    const written = update?.apply({}, { ':v': { S: 'new' } }) ?? {};
    expect(Object.keys(written).toSorted()).toEqual([...names, 'plainly'].toSorted());
    expect(condition?.test({ 'plain 3': { S: 'x' } }, {})).toBe(true);
    expect(condition?.test({ 'other 3': { S: 'x' } }, {})).toBe(false);
  });

  test('are refused or taken as if each had been parsed by itself, whatever the names are', () => {
    const name = fc.oneof(
      fc.constantFrom('', 'plainly', '#0', '#1', '__proto__', 'constructor', 'toString', 'size', 'same'),
      fc.string({ minLength: 1, maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(name, { minLength: PLACEHOLDERS.length, maxLength: PLACEHOLDERS.length }), names => {
        const request = requestOf(names);
        const own = outcome(() => parseFresh(request).trees._updates?.paths);
        expect(outcome(() => compileExpressions(request).update?.paths)).toEqual(own);
      }),
    );
  });
});

/** What comes of it, or what it is refused with. */
const outcome = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return (error as Error).message;
  }
};
