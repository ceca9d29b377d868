import { describe, expect, test } from '@jest/globals';
import { scrubEvent } from '../../lib/scrub/scrub-event.ts';
import { eventOf, scrubbed, scrubbedExtra } from './event.ts';
import { DEFAULTS } from './settings.ts';

const CARD = '4571234567890111';
const PEM = '-----BEGIN RSA PRIVATE KEY-----\nQUJDREVG\nR0hJSg==\n-----END RSA PRIVATE KEY-----';
const SETTINGS = { sensitiveFields: ['mysecretfield'], safeFields: ['okpassword'] };

describe('extra', () => {
  test.each([
    'password',
    'apiKey',
    'api_key',
    'auth',
    'xmysecretfieldx',
    'TOKEN',
    'otp',
    'two-factor',
    'mysql_pwd',
    'privateKey',
  ])('the value of the key %s is filtered', key => {
    expect(scrubbed({ extra: { [key]: 'x' } }, SETTINGS).extra[key]).toBe('[Filtered]');
  });

  test('a safe field keeps its value', () => {
    expect(scrubbed({ extra: { okpassword: 'fine' } }, SETTINGS).extra.okpassword).toBe('fine');
  });

  test('containers and numbers under a sensitive key are removed', () => {
    const { extra, _meta } = scrubbed({ extra: { nested: { secret: { a: 1 } }, token_count: 5, secrets: ['a'] } });
    expect(extra).toEqual({ nested: { secret: null }, token_count: null, secrets: null });
    expect(_meta.extra.nested.secret).toEqual({ '': { rem: [['@password:filter', 'x']] } });
  });

  test.each([
    ['a card number', CARD],
    ['a card number with spaces', '4111 1111 1111 1111'],
    ['an American Express number', '3782-822463-10005'],
    ['an IBAN', 'DE89370400440532013000'],
    ['a social security number', '123-45-6789'],
    ['a bearer token', 'Bearer abc'],
    ['a token assignment', 'token=abcd'],
    ['a sentence about a password', 'the password is x'],
  ])('%s is filtered', (_, text) => {
    expect(scrubbedExtra(text)).toBe('[Filtered]');
  });

  test('of a URL only the password is filtered', () => {
    expect(scrubbedExtra('https://u:p@h.com/x')).toBe('https://u:[Filtered]@h.com/x');
  });

  test('of a PEM key the header and footer lines stay', () => {
    expect(scrubbedExtra(`a ${PEM} b ${PEM}`)).toBe(
      'a -----BEGIN RSA PRIVATE KEY-----\n[Filtered]\n-----END RSA PRIVATE KEY----- b -----BEGIN RSA PRIVATE KEY-----\n[Filtered]\n-----END RSA PRIVATE KEY-----',
    );
  });

  test.each([
    ['an e-mail address', 'jane@example.com'],
    ['an IP address', '10.0.0.1'],
    ['a home folder', '/Users/jane/x'],
    ['a number', 12345],
    ['true under a sensitive-looking text', 'true'],
    ['a word about tokens', 'token count'],
    ['an ordinary certificate', '-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----'],
    ['fifteen digits that begin no card', '999999999999999'],
  ])('%s stays', (_, value) => {
    expect(scrubbedExtra(value)).toBe(value);
  });

  test('booleans, null and texts that mean them stay even under a sensitive key', () => {
    const extra = { password: true, secret: null, auth: 'null', token: '', api_key: 'undefined' };
    expect(scrubbed({ extra: { ...extra } }).extra).toEqual(extra);
  });

  test('only the secret part of a text is replaced where the rule knows it', () => {
    expect(scrubbedExtra(`paid with ${CARD} and 123-45-6789 today`)).toBe('paid with [Filtered] and [Filtered] today');
  });

  test('a list of two texts with something to take in both loses it in both', () => {
    expect(scrubbedExtra([CARD, CARD])).toEqual(['[Filtered]', '[Filtered]']);
  });

  test('a list of two is a pair when its first item is a sensitive key', () => {
    expect(
      scrubbedExtra([
        ['secret', 'a'],
        ['colour', 'red'],
      ]),
    ).toEqual([
      ['secret', '[Filtered]'],
      ['colour', 'red'],
    ]);
  });
});

describe('lists of pairs', () => {
  test('need a text and one value in each of their items', () => {
    const { extra } = scrubbed({
      extra: {
        one: ['secret', 'a'],
        mixed: [['secret', 'a'], 'x'],
        three: [['secret', 'a', 'b']],
        numbered: [[1, 'a']],
        holes: [null, ['secret', 'a']],
      },
    });
    expect(extra).toEqual({
      one: ['[Filtered]', 'a'],
      mixed: [['[Filtered]', 'a'], 'x'],
      three: [['[Filtered]', 'a', 'b']],
      numbered: [[1, 'a']],
      holes: [null, ['[Filtered]', 'a']],
    });
  });

  test('keep their keys, and lose numbers, lists and objects under sensitive ones', () => {
    expect(
      scrubbedExtra([
        [CARD, CARD],
        ['token', 5],
        ['auth', { a: 1 }],
        ['note', ['Bearer abc']],
      ]),
    ).toEqual([
      [CARD, '[Filtered]'],
      ['token', null],
      ['auth', null],
      ['note', ['[Filtered]']],
    ]);
  });
});

describe('fields that stay readable', () => {
  test('the exception text is left alone', () => {
    const exception = { values: [{ type: 'E', value: `card ${CARD} jane@example.com password=hunter2` }] };
    expect(scrubbed({ exception }).exception.values[0].value).toBe(`card ${CARD} jane@example.com password=hunter2`);
  });

  test('in the message only the matches are replaced', () => {
    const { logentry, _meta } = scrubbed({ logentry: { formatted: `card ${CARD} jane@example.com password=hunter2` } });
    expect(logentry.formatted).toBe('card [creditcard] [email] password=hunter2');
    expect(_meta.logentry.formatted['']).toEqual({
      rem: [
        ['@creditcard:replace', 's', 5, 17],
        ['@email:replace', 's', 18, 25],
      ],
      len: 55,
    });
  });

  test('a bearer token, an IBAN and a social security number in the message are named', () => {
    const formatted = 'Bearer abc.def DE89370400440532013000 123-45-6789';
    expect(scrubbed({ logentry: { formatted } }).logentry.formatted).toBe('Bearer [token] [iban] [us-ssn]');
  });

  test('a message template is left alone and its parameters are not', () => {
    const { logentry } = scrubbed({ logentry: { message: 'password %s', params: [CARD] } });
    expect(logentry).toEqual({ message: 'password %s', params: ['[Filtered]'] });
  });

  test('tags are left alone', () => {
    const tags = [
      ['password', 'x'],
      ['cc', CARD],
    ];
    expect(scrubbed({ tags: structuredClone(tags) }).tags).toEqual(tags);
  });

  test('file names, source lines and images are left alone, local variables are not', () => {
    const frame = { filename: '/auth/password.js', abs_path: 'https://u:p@h/x.js', context_line: 'password = 1' };
    const debug_meta = { images: [{ code_file: '/secret/token=1' }] };
    const event = scrubbed({ debug_meta, stacktrace: { frames: [{ ...frame, vars: { password: 'x', n: 1 } }] } });
    expect(event.stacktrace.frames[0]).toEqual({ ...frame, vars: { password: '[Filtered]', n: 1 } });
    expect(event.debug_meta).toEqual(debug_meta);
  });
});

describe('user, request, breadcrumbs and contexts', () => {
  test('a card number as user id is filtered, e-mail and IP address stay', () => {
    const user = { id: CARD, email: 'jane@example.com', ip_address: '203.0.113.7' };
    expect(scrubbed({ user }).user).toEqual({ ...user, id: '[Filtered]' });
  });

  test('sensitive headers, cookies and query parameters are filtered, the others stay', () => {
    const { request } = scrubbed({
      request: {
        url: 'https://shop.example.com/?password=1',
        headers: [
          ['Authorization', 'Basic dTpw'],
          ['User-Agent', 'token=1'],
          ['Cookie', 'sessionid=1'],
        ],
        cookies: [
          ['sessionid', '1'],
          ['csrftoken', '2'],
          ['PHPSESSID', '3'],
          ['session__1', '4'],
          ['a', '2'],
        ],
        query_string: [
          ['password', 'p'],
          ['q', 'mugs'],
        ],
        data: { password: 'p', nested: [{ card: CARD }] },
        env: { SECRET_KEY: 'x', REMOTE_ADDR: '10.0.0.1' },
      },
    });
    expect(request).toEqual({
      url: 'https://shop.example.com/?password=1',
      headers: [
        ['Authorization', '[Filtered]'],
        ['User-Agent', 'token=1'],
        ['Cookie', 'sessionid=1'],
      ],
      cookies: [
        ['sessionid', '[Filtered]'],
        ['csrftoken', '[Filtered]'],
        ['PHPSESSID', '[Filtered]'],
        ['session__1', '[Filtered]'],
        ['a', '2'],
      ],
      query_string: [
        ['password', '[Filtered]'],
        ['q', 'mugs'],
      ],
      data: { password: '[Filtered]', nested: [{ card: '[Filtered]' }] },
      env: { SECRET_KEY: '[Filtered]', REMOTE_ADDR: '10.0.0.1' },
    });
  });

  test('a cookie is reported by the rule that took it', () => {
    const { _meta } = scrubbed({
      request: {
        cookies: [
          ['sessionid', 'abc'],
          ['csrf_token', 'xy'],
        ],
      },
    });
    expect(_meta.request.cookies).toEqual({
      0: { 1: { '': { rem: [['@anything:filter', 's', 0, 10]], len: 3 } } },
      1: { 1: { '': { rem: [['@password:filter', 's', 0, 10]], len: 2 } } },
    });
  });

  test('breadcrumb messages and data are scrubbed', () => {
    const values = [{ category: 'auth', message: 'Bearer abc', data: { password: 'x', url: '/a' } }];
    expect(scrubbed({ breadcrumbs: { values } }).breadcrumbs.values[0]).toEqual({
      category: 'auth',
      message: '[Filtered]',
      data: { password: '[Filtered]', url: '/a' },
    });
  });

  test('an unknown context is scrubbed, a typed one is left alone', () => {
    const { contexts } = scrubbed({
      contexts: {
        foo: { password: 'x' },
        device: { password: 'x', device_unique_identifier: CARD },
        mine: { type: 'os', password: 'x' },
        response: { cookies: [['sessionid', '1']], data: { password: 'x' }, status_code: 500 },
      },
    });
    expect(contexts).toEqual({
      foo: { password: '[Filtered]' },
      device: { password: 'x', device_unique_identifier: '[Filtered]' },
      mine: { type: 'os', password: 'x' },
      response: { cookies: [['sessionid', '[Filtered]']], data: { password: '[Filtered]' }, status_code: 500 },
    });
  });

  test('contexts that Sentry only computes with are free, and in the others what has a meaning stays', () => {
    const { contexts } = scrubbed({
      contexts: {
        cloud_resource: { 'host.id': CARD },
        ota_updates: { channel: CARD },
        trace: { op: CARD, description: CARD, data: { route: CARD, note: CARD } },
        feedback: { message: CARD },
        replay: { note: CARD },
      },
    });
    expect(contexts).toEqual({
      cloud_resource: { 'host.id': '[Filtered]' },
      ota_updates: { channel: '[Filtered]' },
      trace: { op: CARD, description: CARD, data: { route: CARD, note: '[Filtered]' } },
      feedback: { message: CARD },
      replay: { note: CARD },
    });
  });

  test('of a policy report the addresses are scrubbed, and neither its source file nor its sample', () => {
    const fields = { effective_directive: CARD, document_uri: CARD, blocked_uri: CARD, referrer: CARD };
    const others = { source_file: CARD, script_sample: CARD, original_policy: CARD, violated_directive: CARD };
    const { csp } = scrubbed({ csp: { ...fields, ...others } });
    expect(csp).toEqual({ ...Object.fromEntries(Object.keys(fields).map(key => [key, '[Filtered]'])), ...others });
  });

  test('of a template the file is scrubbed and its lines are not', () => {
    const { template } = scrubbed({ template: { filename: CARD, abs_path: CARD, context_line: CARD } });
    expect(template).toEqual({ filename: '[Filtered]', abs_path: '[Filtered]', context_line: CARD });
  });

  test('a session cookie is found behind a comma, and in each of several lines', () => {
    const lines = ['a=1, session=2; b=3', 'x-sessionid=4', 'note=5'];
    expect(scrubbed({ extra: { 'http.request.header.cookie': lines } }).extra).toEqual({
      'http.request.header.cookie': ['a=1, session=[Filtered]; b=3', 'x-sessionid=[Filtered]', 'note=5'],
    });
  });

  test('a whole cookie line in a span loses its session only', () => {
    const data = { 'http.request.header.cookie': 'a=1; sessionid=abc; b=2', 'http.request.header.cookie.su': 'yes' };
    expect(scrubbed({ spans: [{ data }] }).spans[0].data).toEqual({
      'http.request.header.cookie': 'a=1; sessionid=[Filtered]; b=2',
      'http.request.header.cookie.su': '[Filtered]',
    });
  });

  test('an unknown field of the event is scrubbed', () => {
    expect(scrubbed({ vendor: { password: 'x' } }).vendor).toEqual({ password: '[Filtered]' });
  });
});

describe('settings', () => {
  const everything = (): object => ({
    extra: { password: 'x', mysecretfield: 'y', text: 'about mysecretfield' },
    user: { ip_address: '203.0.113.7', username: 'at 203.0.113.7' },
    sdk: { client_ip: '203.0.113.7' },
    request: { env: { REMOTE_ADDR: '203.0.113.7' }, headers: [['X-Real-Ip', '203.0.113.7']] },
    logentry: { formatted: 'from 203.0.113.7 jane@example.com' },
  });

  test('with everything off the event stays as it is', () => {
    const off = { ...DEFAULTS, scrubData: false };
    expect(scrubEvent(eventOf(everything()), off)).toEqual({ event: everything(), redactions: 0 });
  });

  test('without the defaults only sensitive fields are filtered, by key and by mention', () => {
    const event = scrubbed(everything(), { scrubDefaults: false, sensitiveFields: [' mysecretfield ', ''] });
    expect(event.extra).toEqual({ password: 'x', mysecretfield: '[Filtered]', text: '[Filtered]' });
    expect(event.logentry.formatted).toBe('from 203.0.113.7 jane@example.com');
    expect(event._meta.extra.mysecretfield[''].rem).toEqual([['strip-fields', 's', 0, 10]]);
  });

  test('scrubbing IP addresses works alone, removes known fields and replaces addresses in texts', () => {
    const event = scrubbed(everything(), { scrubData: false, scrubIpAddresses: true });
    expect(event).toMatchObject({
      extra: { password: 'x' },
      user: { ip_address: null, username: 'at [ip]' },
      sdk: { client_ip: null },
      request: { env: { REMOTE_ADDR: null }, headers: [['X-Real-Ip', '[ip]']] },
      logentry: { formatted: 'from 203.0.113.7 jane@example.com' },
    });
    expect(event._meta.user.ip_address['']).toEqual({
      rem: [
        ['@ip:replace', 's', 0, 4],
        ['@anything:remove', 'x'],
      ],
      len: 11,
    });
  });

  test('an address that fell for its key becomes the id of a user who is known by nothing else', () => {
    const settings = { sensitiveFields: ['ip_address'] };
    const { user, _meta } = scrubbed({ user: { ip_address: '10.0.0.1' } }, settings);
    expect(user).toEqual({ id: '[Filtered]', ip_address: null });
    expect(_meta.user).toEqual({
      id: { '': { rem: [['strip-fields', 's', 0, 10]], len: 8 } },
      ip_address: { '': { rem: [['pii:ip_address', 'x']] } },
    });
    const known = scrubbed({ user: { id: '5', ip_address: '10.0.0.1' } }, settings).user;
    expect(known).toEqual({ id: '5', ip_address: '[Filtered]' });
  });

  test('sensitive fields are letters, not patterns', () => {
    const event = scrubbed({ extra: { 'a.b(c': 'x', aXb: 'y' } }, { sensitiveFields: ['a.b(c'] });
    expect(event.extra).toEqual({ 'a.b(c': '[Filtered]', aXb: 'y' });
  });

  test('a safe field may be named by the end of its path', () => {
    const extra = { login: { password: 'a' }, other: { password: 'b' } };
    const event = scrubbed({ extra }, { safeFields: ['login.password'] });
    expect(event.extra).toEqual({ login: { password: 'a' }, other: { password: '[Filtered]' } });
  });

  test('a safe container keeps its sensitive parts from falling only as a whole', () => {
    const event = scrubbed({ extra: { auth: { user: 'a', password: 'b' } } }, { safeFields: ['AUTH'] });
    expect(event.extra.auth).toEqual({ user: 'a', password: '[Filtered]' });
  });
});

describe('safe fields', () => {
  const fields = (): object => ({
    extra: { auth: { user: 'a', password: 'b' }, 'a..b': CARD, token: 'c' },
    user: { data: { token: 'd' } },
    stacktrace: { frames: [{ vars: { secret: 'e', secrets: { deep: 1 } } }] },
  });
  const safe = (...safeFields: string[]): ReturnType<typeof scrubbed> => scrubbed(fields(), { safeFields });

  test.each(['$frame.vars.**', 'frames.0.vars.*', '$stack.** && !extra'])('%s are the variables of frames', path => {
    const { stacktrace, extra } = safe(path);
    expect(stacktrace.frames[0].vars).toEqual({ secret: 'e', secrets: { deep: 1 } });
    expect(extra.token).toBe('[Filtered]');
  });

  test('$user.** is all of the user, extra.auth.** all below one key but not that key', () => {
    const { user, extra } = safe('$user.**', 'extra.auth.**');
    expect(user.data.token).toBe('d');
    expect(extra.auth).toBeNull();
  });

  test('$object keeps objects from falling as a whole', () => {
    expect(safe('$object').extra.auth).toEqual({ user: 'a', password: '[Filtered]' });
  });

  test('what is no selector is one key, letter by letter', () => {
    expect(safe('a..B', '*').extra).toMatchObject({ 'a..b': CARD, token: '[Filtered]' });
  });
});

describe('GraphQL', () => {
  const graphql = (data: object, response: object): object => ({
    request: { api_target: 'GraphQL', data },
    contexts: { response: { data: { data: response } } },
  });

  test('variables are filtered, and what the response says under their names', () => {
    const event = scrubbed(
      graphql({ query: '{}', variables: { name: 'Jane', n: 1 } }, { name: 'Jane', pet: { n: 2, age: 3 } }),
    );
    expect(event.request.data.variables).toEqual({ name: '[Filtered]', n: '[Filtered]' });
    expect(event.contexts.response.data.data).toEqual({ name: '[Filtered]', pet: { n: '[Filtered]', age: 3 } });
  });

  test('without variables the whole response data go', () => {
    expect(scrubbed(graphql({ query: '{}' }, { name: 'Jane' })).contexts.response.data).toEqual({});
  });

  test('other requests keep their variables', () => {
    const event = scrubbed({ request: { api_target: 'rest', data: { variables: { name: 'Jane' } } } });
    expect(event.request.data.variables.name).toBe('Jane');
  });
});
