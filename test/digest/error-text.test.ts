import { expect, test } from '@jest/globals';
import { errorText } from '../../lib/digest/error-text.ts';

test.each([
  [new TypeError('Cannot read properties of undefined'), 'TypeError: Cannot read properties of undefined'],
  [
    new SyntaxError(`Unexpected token 'j', "jane@example.com" is not valid JSON`),
    'SyntaxError: Unexpected token …, … is not valid JSON',
  ],
  [
    new Error('cannot be converted to a numeric value: 4111 1111 1111 1111'),
    'Error: cannot be converted to a numeric value',
  ],
  [new Error('first line\nsecret second line'), 'Error: first line'],
  [new Error('outer', { cause: new RangeError('secret') }), 'Error < RangeError: outer'],
  [new Error(`an open quote "secret`), 'Error: an open quote …'],
  [new Error('\u001b[31mred\u0007'), 'Error:  [31mred '],
  ['a text', 'something that is no error was thrown'],
])('%j is told without what it quotes', (error, text) => {
  expect(errorText(error)).toBe(text);
});

test('is never longer than a line', () => {
  expect(errorText(new Error('x'.repeat(100_000)))).toHaveLength(200);
});
