import { expect, test } from '@jest/globals';
import { messageText } from '../../lib/grouping/message-text.ts';

test('only the first two lines with something on them count, and dots say that there was more', () => {
  expect(messageText('\n one \n\n two\nthree\nfour')).toBe('one \n two...');
});

test('a newline at the end makes no difference', () => {
  expect(messageText('boom\r\n')).toBe(messageText('boom'));
  expect(messageText('boom')).toBe('boom');
});

test('a message of one endless line is cut', () => {
  const text = messageText('x'.repeat(100_000));
  expect(text).toHaveLength(8192 + 3);
  expect(text.endsWith('...')).toBe(true);
});

test('nothing but blank lines is nothing', () => {
  expect(messageText(' \n\t\n')).toBe('');
});
