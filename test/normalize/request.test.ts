import { describe, expect, test } from '@jest/globals';
import { faults, normalized } from './normalized.ts';

const requestOf = (request: object) => normalized({ request }).request;

describe('the request', () => {
  test('is taken apart: query, fragment, cookies and body each have their own place', () => {
    expect(
      requestOf({
        url: 'https://h/p?a=1&b=2#f',
        method: 'get',
        headers: { cookie: 'x=1; y=2' },
        data: 'a=1&b=2',
      }),
    ).toEqual({
      url: 'https://h/p',
      method: 'GET',
      query_string: [
        ['a', '1'],
        ['b', '2'],
      ],
      fragment: 'f',
      cookies: [
        ['x', '1'],
        ['y', '2'],
      ],
      data: { a: '1', b: '2' },
      inferred_content_type: 'application/x-www-form-urlencoded',
    });
  });

  test('believes its own query and fragment rather than those of the URL', () => {
    expect(requestOf({ url: 'https://h/p?a=1#f', query_string: '?b=%20x', fragment: 'g' })).toEqual({
      url: 'https://h/p',
      query_string: [['b', ' x']],
      fragment: 'g',
    });
  });

  test.each([
    [{ a: '1', n: 2, o: { x: 1 } }],
    [
      [
        ['a', '1'],
        ['n', 2],
        ['o', { x: 1 }],
      ],
    ],
  ])('reads a query of %j as pairs', query_string => {
    expect(requestOf({ query_string })?.query_string).toEqual([
      ['a', '1'],
      ['n', '2'],
      ['o', '{"x":1}'],
    ]);
  });

  test('spells header names with capitals, sorts those of a map and joins values of one header', () => {
    expect(requestOf({ headers: { 'x-forwarded-for': ['a', 'b'], DNT: '1' } })?.headers).toEqual([
      ['DNT', '1'],
      ['X-Forwarded-For', 'a,b'],
    ]);
    expect(
      requestOf({
        headers: [
          ['b', '1'],
          ['a', '2'],
        ],
      })?.headers,
    ).toEqual([
      ['B', '1'],
      ['A', '2'],
    ]);
  });

  test('drops the cookie header when cookies were sent as well', () => {
    const request = requestOf({ cookies: { a: '1' }, headers: [['Cookie', 'b=2']] });
    expect(request).toEqual({ cookies: [['a', '1']] });
  });

  test('has dots for the ellipsis of a URL that was cut by the SDK', () => {
    expect(requestOf({ url: 'https://h/long…' })?.url).toBe('https://h/long...');
  });

  test.each([
    ['https://h', 'https://h/'],
    ['HTTPS://Host:443/Path', 'https://host/Path'],
    ['https://h/a/../b', 'https://h/b'],
    ['https://h/한 글', 'https://h/%ED%95%9C%20%EA%B8%80'],
    ['/p a', '/p a'],
    ['about:blank', 'about:blank'],
    ['https://h:8080/a;b=1', 'https://h:8080/a;b=1'],
  ])('spells the URL %p as %p', (url, spelled) => {
    expect(requestOf({ url })?.url).toBe(spelled);
  });

  test('has no query of the URL when its own is empty', () => {
    expect(requestOf({ url: 'https://h/p?a=1#f', query_string: '', fragment: '' })).toEqual({ url: 'https://h/p' });
  });

  test('sorts the query and cookies of a map, and keeps only text as a cookie', () => {
    expect(requestOf({ query_string: { b: true, a: '2' }, cookies: { b: 5, c: '"x"', a: '2' } })).toEqual({
      query_string: [
        ['a', '2'],
        ['b', 'true'],
      ],
      cookies: [
        ['a', '2'],
        ['c', '"x"'],
      ],
    });
  });

  test('tells the content type by the body, then by the header, never by the SDK', () => {
    const headers = { 'content-type': 'text/plain' };
    expect(requestOf({ data: '{"a":1}', headers })?.inferred_content_type).toBe('application/json');
    expect(requestOf({ headers })?.inferred_content_type).toBe('text/plain');
    expect(requestOf({ data: 'x', inferred_content_type: 'application/json' })?.inferred_content_type).toBeUndefined();
  });

  test('has its long URL cut', () => {
    expect(requestOf({ url: `https://h/${'x'.repeat(400)}` })?.url).toHaveLength(256);
  });

  test.each(['G', 'GET /', 'x'.repeat(33), 5])('with method %p has none', method => {
    const event = normalized({ request: { method } });
    expect(event.request).toBeUndefined();
    expect(faults(event)).toEqual(['invalid_data request.method']);
  });

  test.each([
    ['{"a":[1]}', { a: [1] }, 'application/json'],
    ['a=1', { a: '1' }, 'application/x-www-form-urlencoded'],
    ['dGVzdA==', 'dGVzdA==', undefined],
    ['dGVzdGE=', 'dGVzdGE=', undefined],
    ['a=b c', { a: 'b c' }, 'application/x-www-form-urlencoded'],
    ['?a=b', { '?a': 'b' }, 'application/x-www-form-urlencoded'],
    ['a&b', { a: '', b: '' }, 'application/x-www-form-urlencoded'],
    ['a=&', 'a=&', undefined],
    ['{broken=1', '{broken=1', undefined],
    ['42', 42, 'application/json'],
    ['true', true, 'application/json'],
    ['null', 'null', undefined],
    ['"text"', '"text"', undefined],
    ['1e400', '1e400', undefined],
    ['12345678901234567890', '12345678901234567890', undefined],
  ])('with body %p shows %j', (data, shown, type) => {
    const request = requestOf({ data });
    expect(request?.data).toEqual(shown);
    expect(request?.inferred_content_type).toBe(type);
  });

  test('believes the content type of the header for a body that does not tell', () => {
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    expect(requestOf({ data: 'hello', headers })?.inferred_content_type).toBe('text/plain');
  });

  test('keeps the first kilobytes of a long body', () => {
    const event = normalized({ request: { data: `<${'x'.repeat(20_000)}` } });
    expect(JSON.stringify(event.request?.data).length).toBeLessThanOrEqual(8192 + 2);
    expect(event._meta).toMatchObject({ request: { data: { '': { len: 20_001 } } } });
  });
});
