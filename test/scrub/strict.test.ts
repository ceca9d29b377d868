import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pseudonym } from '../../lib/scrub/pseudonym.ts';
import { STRICT_RULES } from '../../lib/scrub/rules/strict/strict-rules.ts';
import { scrubEvent } from '../../lib/scrub/scrub-event.ts';
import { standInRule } from '../../lib/scrub/stand-in.ts';
import { eventOf, scrubbed, scrubbedExtra } from './event.ts';
import { identifier } from './identifiers.ts';
import { DEFAULTS } from './settings.ts';
import { PSEUDONYM_KEY, STRICT } from './strict-settings.ts';

const RUNS = 300;

/** Every place that holds words of people or of programs. */
const everywhere = (text: string): object => ({
  message: text,
  culprit: text,
  transaction: `/orders/${text}`,
  server_name: text,
  fingerprint: ['{{ default }}', text],
  logentry: { message: text, formatted: text, params: [text, { deep: text }] },
  exception: {
    values: [
      {
        type: 'Error',
        value: text,
        mechanism: { data: { a: text } },
        stacktrace: { frames: [{ function: 'pay', vars: { a: text } }] },
      },
    ],
  },
  tags: [['customer', text]],
  request: {
    url: `https://shop.example/orders?q=${text}`,
    query_string: [['q', text]],
    headers: [['X-Customer', text]],
    cookies: [['c', text]],
    data: { a: [text] },
    env: { A: text },
    fragment: text,
  },
  breadcrumbs: { values: [{ message: text, data: { url: `/a?b=${text}` } }] },
  extra: { a: text, b: [text], c: { d: text } },
  user: { id: text, email: text, username: text, name: text, ip_address: text, data: { a: text } },
  contexts: { mine: { a: text }, feedback: { message: text, contact_email: text }, device: { name: text } },
  spans: [{ description: text, data: { a: text }, tags: { a: text } }],
  unknown: { a: text },
});

describe('the strict profile', () => {
  test('finds an identifier in every field of an event', () => {
    fc.assert(
      fc.property(
        identifier,
        fc.constantFrom('', 'see ', '고객 '),
        fc.constantFrom('', ' now', ', 확인'),
        (one, a, b) => {
          const event = scrubbed(everywhere(`${a}${one.text}${b}`), STRICT);
          expect(JSON.stringify(event)).not.toContain(one.text);
          expect(event.exception.values[0].value).toBe(`${a}[${one.kind}]${b}`);
          expect(event.tags[0][1]).toBe(`${a}[${one.kind}]${b}`);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('takes nothing but the secret, and says where and by which rule', () => {
    const { exception, _meta } = scrubbed({ exception: { values: [{ value: '수신자 010-1234-5678 차단' }] } }, STRICT);
    expect(exception.values[0].value).toBe('수신자 [phone] 차단');
    expect(_meta.exception.values[0].value['']).toEqual({ rem: [['allim:phone', 's', 10, 17]], len: 20 });
  });

  test('scrubbing twice is scrubbing once', () => {
    const parts = fc.array(
      fc.oneof(
        identifier.map(({ text }) => text),
        fc.constantFrom(
          ' ',
          'password=',
          'token: "',
          '"',
          '국민은행 ',
          '여권 ',
          '카드 ',
          'Version=',
          '::',
          '@',
          '-',
          '[',
          ']',
          '\0',
        ),
        fc.string({ maxLength: 3 }),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(parts, all => {
        const once = scrubEvent(eventOf(everywhere(all.join(''))), STRICT).event;
        const { event: twice, redactions } = scrubEvent(eventOf(structuredClone(once)), STRICT);
        expect(twice).toEqual(once);
        expect(redactions).toBe(0);
      }),
      { numRuns: 2 * RUNS },
    );
  });

  test('leaves names of code and files, versions and ids alone', () => {
    const kept = {
      event_id: 'c0ffee00c0ffee00c0ffee00c0ffee00',
      release: 'shop@1.2.3.4',
      dist: '1.2.3.4',
      modules: { a: '10.0.0.1' },
      contexts: { os: { version: '10.0.0.1' }, trace: { trace_id: '4111111111111111' } },
      exception: {
        values: [
          {
            type: 'Error',
            stacktrace: {
              frames: [
                {
                  function: 'a@b.co',
                  filename: '/srv/010-1234-5678.js',
                  abs_path: 'https://shop.example.com/x/10.0.0.1.js?v=1.2.3',
                  context_line: 'const port = 8080;',
                },
              ],
            },
          },
        ],
      },
      request: { headers: [['User-Agent', 'Mozilla/5.0 Chrome/120.0.0.0']] },
    };
    expect(scrubbed(structuredClone(kept), STRICT)).toEqual(kept);
  });

  test('takes what is written into source lines, and what an address of a script has around the file’s name', () => {
    const frame = {
      filename: '/home/jane@example.com/010-1234-5678.js',
      abs_path: 'https://shop.example.com/010-1234-5678.js?to=jane%40example.com&note=카드%204111%201111%201111%201111',
      context_line: "mail('jane@example.com')",
      pre_context: ['// 010-1234-5678'],
      post_context: ['pay();'],
    };
    const event = scrubbed({ exception: { values: [{ type: 'E', stacktrace: { frames: [frame] } }] } }, STRICT);
    expect(event.exception).toEqual({
      values: [
        {
          type: 'E',
          stacktrace: {
            frames: [
              {
                filename: '/home/[email]/010-1234-5678.js',
                abs_path: 'https://shop.example.com/010-1234-5678.js?to=[email]&note=카드%20[creditcard]',
                context_line: "mail('[email]')",
                pre_context: ['// [phone]'],
                post_context: ['pay();'],
              },
            ],
          },
        },
      ],
    });
  });

  test('reads what URLs, forms and JSON spell with escapes, and takes it where it is spelled', () => {
    expect(scrubbedExtra('q=%EC%B9%B4%EB%93%9C+4111+1111+1111+1111&x=1', STRICT)).toBe(
      'q=%EC%B9%B4%EB%93%9C+[creditcard]&x=1',
    );
    expect(scrubbedExtra('{"to": "\\uad6d\\ubbfc\\uc740\\ud589 123-456789-01234"}', STRICT)).toBe(
      '{"to": "\\uad6d\\ubbfc\\uc740\\ud589 [bank-account]"}',
    );
    expect(scrubbedExtra('next=%2Fpay%3Fto%3Djane%2540example.com', STRICT)).toBe('next=%2Fpay%3Fto%3D[email]');
    expect(scrubbedExtra('100%25 of %E0%A4%A plus 1+1 and \\u00', STRICT)).toBe(
      '100%25 of %E0%A4%A plus 1+1 and \\u00',
    );
  });

  test('takes a session cookie that a response set', () => {
    const { contexts } = scrubbed(
      { contexts: { response: { type: 'response', headers: { 'Set-Cookie': 'sessionid=abc123; Path=/' } } } },
      STRICT,
    );
    expect(contexts).toEqual({
      response: { type: 'response', headers: { 'Set-Cookie': 'sessionid=[Filtered]; Path=/' } },
    });
  });

  test('keeps what Sentry’s rules do', () => {
    expect(scrubbedExtra('the password is x', STRICT)).toBe('[Filtered]');
    expect(scrubbed({ extra: { api_key: 'x' } }, STRICT).extra.api_key).toBe('[Filtered]');
    expect(scrubbedExtra('123-45-6789', STRICT)).toBe('[Filtered]');
  });

  test('lets order numbers survive that look like a card', () => {
    expect(scrubbedExtra('order 4571234567890113', STRICT)).toBe('order 4571234567890113');
    expect(scrubbedExtra('order 4571234567890113', DEFAULTS)).toBe('order [Filtered]');
    expect(scrubbedExtra('card 4571234567890113', STRICT)).toBe('card [creditcard]');
  });

  test.each([
    ['passport_no', '[passport]'],
    ['계좌번호', '[bank-account]'],
    ['driver_license', '[drivers-licence]'],
    ['cardNumber', '[creditcard]'],
  ])('takes the value of the key %s whatever it looks like', (key, written) => {
    expect(scrubbed({ extra: { [key]: 'odd-1' } }, STRICT).extra[key]).toBe(written);
  });

  test('takes secrets under their name in tags, too', () => {
    expect(scrubbed({ tags: [['access_token', 'abc']] }, STRICT).tags[0][1]).toBe('[password]');
    expect(scrubbed({ tags: [['auth.provider', 'kakao']] }, STRICT).tags[0][1]).toBe('kakao');
  });

  test('scrubs copies of refused values as the value', () => {
    const errors = [
      { name: 'exception.values.0.value', value: '010-1234-5678' },
      { name: 'user.email', value: 'A@b.co ' },
    ];
    const copies = scrubbed({ errors }, STRICT).errors;
    expect(copies.map(({ value }: { value: string }) => value)).toEqual([
      '[phone]',
      pseudonym('email', 'a@b.co', PSEUDONYM_KEY),
    ]);
  });

  test.each([...new Set(STRICT_RULES.map(({ id }) => id))])('goes without %s when it is switched off', id => {
    const settings = { ...STRICT, disabledRules: [id] };
    const rules = JSON.stringify(
      scrubbed({ tags: SAMPLES.map((text, i) => [`t${i}`, text]), extra: { passport_no: 'x' } }, settings)._meta,
    );
    expect(rules).not.toContain(`"${id}"`);
    for (const other of STRICT_RULES) if (other.id !== id) expect(rules).toContain(`"${other.id}"`);
  });

  test('takes cookies that are called like a session or a token, and no others', () => {
    const sessions = ['session_id', 'JSESSIONID', 'connect.sid', 'ASPSESSIONIDQQ', 'remember_web_59ba', '_sess'];
    const others = ['theme', 'cart', 'sidebar', 'locale', 'assessment'];
    const cookies = [...sessions, ...others].map(name => [name, 'abc']);
    const line = cookies.map(([name]) => `${name}=abc`).join('; ');
    const { request } = scrubbed(
      { request: { cookies: structuredClone(cookies), headers: [['Set-Cookie', line]] } },
      STRICT,
    );
    const filtered = (name: string) => (sessions.includes(name) ? '[Filtered]' : 'abc');
    expect(request.cookies).toEqual(cookies.map(([name = '']) => [name, filtered(name)]));
    expect(request.headers).toEqual([
      ['Set-Cookie', cookies.map(([name = '']) => `${name}=${filtered(name)}`).join('; ')],
    ]);
  });

  test('keeps safe fields as they are', () => {
    const settings = { ...STRICT, safeFields: ['recipient'] };
    const tags = [['recipient', '010-1234-5678']];
    expect(scrubbed({ tags: structuredClone(tags), extra: { recipient: 'a@b.co' } }, settings)).toEqual({
      tags,
      extra: { recipient: 'a@b.co' },
    });
  });
});

const KEY_BODY = 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8';
const SAMPLES = [
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdef',
  `${'AK'}IAIOSFODNN7EXAMPLE`,
  `${'AI'}za${KEY_BODY.slice(0, 35)}`,
  `${'gh'}p_${KEY_BODY}`,
  `${'xo'}xb-12345678901-123456789012-abcdef`,
  `${'live'}_sk_${KEY_BODY}`,
  `${'sk'}_live_${KEY_BODY}`,
  `${'np'}m_${KEY_BODY}`,
  `Bearer ${KEY_BODY}`,
  'Basic YWRtaW46c2VjcmV0MQ==',
  'redis://u:p!@h/0',
  'password=hunter2',
  'jane@example.com',
  'DE89370400440532013000',
  '900101-1234568',
  '900101-5234568',
  '4111 1111 1111 1111',
  '010-1234-5678',
  '123-45-67891',
  '국민은행 123456-04-123456',
  '11-23-123456-78',
  'passport M87654321',
  '203.0.113.7 2001:db8::1:2',
];

describe('pseudonyms', () => {
  const user = { id: '42', email: ' Jane@Example.com', username: 'Jane', name: 'Jane Doe', ip_address: '203.0.113.7' };

  test('stand for e-mail address, names and IP address; an id that tells nothing stays', () => {
    const event = scrubbed({ user: { ...user }, sdk: { client_ip: '203.0.113.7' } }, STRICT);
    const hmac = createHmac('sha256', PSEUDONYM_KEY).update('jane@example.com').digest('hex');
    expect(event.user).toEqual({
      id: '42',
      email: `email-${hmac.slice(0, 16)}`,
      username: pseudonym('username', 'Jane', PSEUDONYM_KEY),
      name: pseudonym('name', 'Jane Doe', PSEUDONYM_KEY),
      ip_address: expect.stringMatching(/^ip-[0-9a-f]{16}$/),
    });
    expect(event.sdk.client_ip).toBe(event.user.ip_address);
    expect(event._meta.user.email['']).toEqual({ rem: [['allim:user-email', 'p', 0, 22]], len: 17 });
  });

  test('stand for an id that is an address or a number of a person', () => {
    const id = (value: string): string => scrubbed({ user: { id: value } }, STRICT).user.id;
    expect(id('jane@example.com')).toBe(pseudonym('id', 'jane@example.com', PSEUDONYM_KEY));
    expect(id('550e8400-e29b-41d4-a716-446655440000')).toBe('550e8400-e29b-41d4-a716-446655440000');
  });

  test('are equal for equal users, and unlike for others and in other projects', () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.emailAddress(), (one, other) => {
        const of = (value: string, key = PSEUDONYM_KEY): string =>
          scrubbed({ user: { email: value } }, { ...STRICT, pseudonymKey: key }).user.email;
        expect(of(one)).toBe(of(` ${one.toUpperCase()}`));
        expect(of(one)).not.toBe(of(one, 'b'.repeat(64)));
        if (one.toLowerCase() !== other.toLowerCase()) expect(of(one)).not.toBe(of(other));
        expect(of(of(one))).toBe(of(one));
      }),
      { numRuns: RUNS },
    );
  });

  test('are never made without a secret key: then only the kind is told', () => {
    const { pseudonymKey: _, ...keyless } = STRICT;
    expect(scrubbedUser(keyless)).toEqual({
      ...user,
      email: '[email]',
      username: '[username]',
      name: '[name]',
      ip_address: '[ip]',
    });
  });

  test('are not made where their rule is switched off', () => {
    const disabledRules = [standInRule('username'), standInRule('name')];
    expect(scrubbedUser({ ...STRICT, disabledRules })).toMatchObject({ username: 'Jane', name: 'Jane Doe' });
  });

  test('give way to a project that wants no addresses at all', () => {
    expect(scrubbedUser({ ...STRICT, scrubIpAddresses: true }).ip_address).toBeNull();
    expect(scrubbedUser({ ...STRICT, sensitiveFields: ['email'] }).email).toBe('[Filtered]');
  });

  const scrubbedUser = (settings: typeof STRICT) =>
    scrubEvent(eventOf({ user: { ...user } }), settings).event.user as never as Record<string, unknown>;
});

describe('the other profiles', () => {
  const text = '홍길동 900101-1234568 jane@example.com from 203.0.113.7 password=hunter2';

  test('off changes nothing, whatever else is set', () => {
    const off = { ...STRICT, profile: 'off' as const, scrubIpAddresses: true, sensitiveFields: ['a'] };
    expect(scrubEvent(eventOf(everywhere(text)), off)).toEqual({ event: everywhere(text), redactions: 0 });
  });

  test('sentry is what settings without a profile mean', () => {
    const plain = scrubbed(everywhere(text), DEFAULTS);
    expect(scrubbed(everywhere(text), { ...STRICT, profile: 'sentry' })).toEqual(plain);
    expect(plain.exception.values[0].value).toBe(text);
    expect(plain.tags[0][1]).toBe(text);
    expect(scrubbed({ user: { ip_address: '203.0.113.7' } }, DEFAULTS).user.ip_address).toBe('203.0.113.7');
  });

  test('strict does nothing where scrubbing is switched off altogether', () => {
    expect(scrubbed(everywhere(text), { ...STRICT, scrubData: false })).toEqual(everywhere(text));
  });
});
