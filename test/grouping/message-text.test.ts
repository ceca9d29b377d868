import { expect, test } from '@jest/globals';
import { messageText } from '../../lib/grouping/message-text.ts';

test('only the first two lines with something on them count, and dots say that there was more', () => {
  expect(messageText('\n one \n\n two\nthree\nfour')).toBe(' one \n two...');
});

test('blanks within a line stay, also at its ends', () => {
  expect(messageText('  hello')).toBe('  hello');
  expect(messageText('hello ')).toBe('hello ');
});

test('dots say that blank lines and line ends were cut, too', () => {
  expect(messageText('boom\r\n')).toBe('boom...');
  expect(messageText('boom')).toBe('boom');
  expect(messageText('a\n\nb')).toBe('a\nb...');
  expect(messageText('a\nb')).toBe('a\nb');
});

test('before there were stack-trace rules, a newline at the end made no difference', () => {
  expect(messageText('boom\r\n', 'lines')).toBe('boom');
  expect(messageText('a\nb\nc', 'lines')).toBe('a\nb...');
});

test('a message of one endless line is cut', () => {
  const text = messageText('x'.repeat(100_000));
  expect(text).toHaveLength(8192 + 3);
  expect(text.endsWith('...')).toBe(true);
});

test('nothing but blank lines is nothing', () => {
  expect(messageText(' \n\t\n')).toBe('');
});
