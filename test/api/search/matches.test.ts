import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matches } from '../../../lib/api/search/matches.ts';

test.each([
  ['shop@1.4.2', 'shop@1.4.2'],
  ['shop@1.4.2', 'shop@*'],
  ['shop@1.4.2', '*1.4*'],
  ['shop@1.4.2', 's*@1*2'],
  ['', ''],
  ['', '*'],
  ['anything', '**'],
])('%p is what %p says', (text, pattern) => expect(matches(text, pattern)).toBe(true));

test.each([
  ['shop@1.4.2', 'shop@1.4'],
  ['shop@1.4.2', '*@2*'],
  ['shop@1.4.2', 'Shop@*'],
  ['ab', 'ab*ab'],
  ['aba', 'ab*ba'],
  ['abc', 'a*bc*c'],
  ['x', ''],
])('%p is not what %p says', (text, pattern) => expect(matches(text, pattern)).toBe(false));

test('a text of pieces is what they say with anything between them', () => {
  const piece = fc.stringMatching(/^[ab]{0,4}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, piece), { minLength: 1, maxLength: 8 }), pairs => {
      const text = pairs.map(([said, between]) => said + between).join('');
      const pattern = `${pairs.map(([said]) => said).join('*')}*`;
      expect(matches(text, pattern)).toBe(true);
    }),
  );
});
