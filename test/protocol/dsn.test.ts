import { describe, expect, test } from '@jest/globals';
import { formatDsn, parseDsn, parseProjectId } from '../../lib/protocol/dsn.ts';

const KEY = 'a94ae32be2584e0bbd7a4cbb95971fee';

describe('a DSN', () => {
  test('is made of the public URL, and read back', () => {
    const dsn = formatDsn('https://abc.execute-api.ap-northeast-2.amazonaws.com', KEY, '1');
    expect(dsn).toBe(`https://${KEY}@abc.execute-api.ap-northeast-2.amazonaws.com/1`);
    expect(parseDsn(dsn)).toEqual({
      protocol: 'https',
      publicKey: KEY,
      host: 'abc.execute-api.ap-northeast-2.amazonaws.com',
      path: '',
      projectId: '1',
    });
  });

  test('may have a path in front of the project, a port, and an old secret', () => {
    expect(parseDsn(`http://${KEY}:secret@localhost:9000/a/b/42`)).toEqual({
      protocol: 'http',
      publicKey: KEY,
      host: 'localhost:9000',
      path: '/a/b',
      projectId: '42',
    });
    expect(parseDsn(formatDsn('http://127.0.0.1:9000/_aws/x', KEY, '1'))?.path).toBe('/_aws/x');
  });

  test('may end with a slash, and have flags behind its key', () => {
    expect(parseDsn(`https://${KEY}.no-cache@h/a/42/`)).toMatchObject({ publicKey: KEY, path: '/a', projectId: '42' });
  });

  test.each(['', 'x', 'ftp://k@h/1', 'https://h/1', `https://${KEY}@h/`, `https://${KEY}@h/abc`])(
    '%j is none',
    text => {
      expect(parseDsn(text)).toBeUndefined();
    },
  );
});

test.each([
  ['1', '1'],
  ['0', '0'],
  ['007', '7'],
  ['18446744073709551615', '18446744073709551615'],
  ['18446744073709551616', undefined],
  ['99999999999999999999', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['', undefined],
])('the project id %j is %j: a number of 64 bits', (text, expected) => {
  expect(parseProjectId(text)).toBe(expected);
});
