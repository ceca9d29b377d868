import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pseudonym } from '../../lib/scrub/pseudonym.ts';
import { scrubLog } from '../../lib/scrub/scrub-log.ts';
import { scrubMetric } from '../../lib/scrub/scrub-metric.ts';
import { scrubSpan } from '../../lib/scrub/scrub-span.ts';
import type { ScrubSettings } from '../../lib/scrub/settings.ts';
import { PLANTED, PLANTED_TEXT } from './planted.ts';
import { DEFAULTS } from './settings.ts';
import { PSEUDONYM_KEY, STRICT } from './strict-settings.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read deep into entries of their own making
type Loose = any;

const text = (value: string) => ({ type: 'string', value });

const log = (fields: object, settings: ScrubSettings = DEFAULTS): Loose =>
  scrubLog({ body: 'fine', attributes: {}, ...fields }, settings).log;

const attributes = (all: object, settings: ScrubSettings = DEFAULTS): Loose => log({ attributes: all }, settings);

describe('attributes', () => {
  test('lose what stands under the name of a secret, and say so beside their value', () => {
    const after = attributes({
      'db.password': text('hunter2'),
      colour: text('red'),
      retries: { type: 'integer', value: 3 },
    });
    expect(after.attributes).toEqual({
      'db.password': text('[Filtered]'),
      colour: text('red'),
      retries: { type: 'integer', value: 3 },
    });
    expect(after._meta).toEqual({
      attributes: { 'db.password': { value: { '': { rem: [['@password:filter', 's', 0, 10]], len: 7 } } } },
    });
  });

  test('are left out where nothing can be left of their value, so that each has one of its type', () => {
    const after = attributes({ secret: { type: 'integer', value: 5 }, tokens: { type: 'array', value: ['a'] } });
    expect(after.attributes).toEqual({});
    expect(after._meta.attributes.secret).toEqual({ value: { '': { rem: [['@password:filter', 'x']] } } });
  });

  test('that are lists lose what their texts would lose, and two texts are no pair', () => {
    const value = ['password', 'a b', 'card 4111-1111-1111-1111', 7, true];
    expect(attributes({ list: { type: 'array', value } }).attributes.list.value).toEqual([
      '[Filtered]',
      'a b',
      'card [Filtered]',
      7,
      true,
    ]);
    expect(attributes({ list: { type: 'array', value: ['token', 'a b'] } }).attributes.list.value).toEqual([
      'token',
      'a b',
    ]);
  });

  test('lose session cookies, in a line and by name', () => {
    const after = attributes({
      'http.request.header.cookie': text('a=1; sessionid=abc; b=2'),
      'http.request.header.cookie.sessionid': text('abc'),
      'http.response.header.set-cookie.csrf': { type: 'array', value: ['abc'] },
    });
    expect(after.attributes).toEqual({
      'http.request.header.cookie': text('a=1; sessionid=[Filtered]; b=2'),
      'http.request.header.cookie.sessionid': text('[Filtered]'),
      'http.response.header.set-cookie.csrf': { type: 'array', value: ['[Filtered]'] },
    });
  });

  test('keep the numbers of tokens that a model used, and the safe fields of a project', () => {
    const kept = {
      'gen_ai.usage.input_tokens': { type: 'integer', value: 12 },
      'gen_ai.usage.output_tokens.reasoning': { type: 'integer', value: 3 },
      okpassword: text('fine'),
    };
    for (const settings of [DEFAULTS, STRICT]) {
      expect(attributes(structuredClone(kept), { ...settings, safeFields: ['okpassword'] }).attributes).toEqual(kept);
    }
  });

  test('keep releases, versions and user agents', () => {
    const kept = {
      'sentry.release': text('shop@1.2.3.4'),
      'browser.version': text('120.0.0.0'),
      'user_agent.original': text('Mozilla/5.0 token=1 Chrome/120.0.0.0'),
      'sentry.trace.parent_span_id': text('4111111111111111'),
    };
    expect(attributes(structuredClone(kept), STRICT).attributes).toEqual(kept);
  });

  test('of conversations with models stay readable', () => {
    const message = 'the password is in the mail to jane.doe@example.com';
    for (const name of ['gen_ai.input.messages', 'mcp.request.argument.query', 'gen_ai.response.text']) {
      expect(attributes({ [name]: text(message) }).attributes[name].value).toBe(
        'the password is in the mail to [email]',
      );
    }
    expect(attributes({ note: text(message) }).attributes.note.value).toBe('[Filtered]');
  });

  test('lose the address of the client where a project wants none, and any other in a text', () => {
    const all = { 'client.address': text('203.0.113.7'), peer: text('at 203.0.113.7') };
    expect(attributes(structuredClone(all)).attributes).toEqual(all);
    expect(attributes(all, { ...DEFAULTS, scrubIpAddresses: true }).attributes).toEqual({ peer: text('at [ip]') });
  });

  test('have pseudonyms for who the user is, in the strict profile', () => {
    const who = {
      'user.id': text('42'),
      'user.email': text('Jane@Example.com'),
      'user.name': text('Jane Doe'),
      'client.address': text('203.0.113.7'),
    };
    expect(attributes(structuredClone(who)).attributes).toEqual(who);
    expect(attributes(who, STRICT).attributes).toEqual({
      'user.id': text('42'),
      'user.email': text(pseudonym('email', 'jane@example.com', PSEUDONYM_KEY)),
      'user.name': text(pseudonym('name', 'Jane Doe', PSEUDONYM_KEY)),
      'client.address': text(pseudonym('ip', '203.0.113.7', PSEUDONYM_KEY)),
    });
  });

  test('lose what a rule of the project selects by their name', () => {
    const settings = {
      ...DEFAULTS,
      scrubData: false,
      piiConfig: { applications: { "$log.attributes.'a.b'.value": ['@anything:mask'] } },
    };
    const all = { 'a.b': text('abc'), c: text('abc'), password: text('abc') };
    expect(attributes(all, settings).attributes).toEqual({ ...all, 'a.b': text('***') });
  });
});

describe('a log line', () => {
  const body = 'card 4111-1111-1111-1111, jane.doe@example.com, password=hunter2';

  test('loses what rules match and nothing else', () => {
    expect(log({ body }).body).toBe('card [creditcard], [email], password=hunter2');
    expect(log({ body }, STRICT).body).toBe('card [creditcard], [email], password=[password]');
  });

  test('stays as it is where scrubbing is off', () => {
    const off = { ...STRICT, profile: 'off' as const };
    expect(scrubLog({ body, attributes: { password: text('x') } }, off)).toEqual({
      log: { body, attributes: { password: text('x') } },
      redactions: 0,
    });
  });

  test('has no copies of refused values beside it', () => {
    const _meta = { attributes: { password: { value: { '': { val: 'hunter2', err: ['x'] } } } }, x: 'hunter2' };
    expect(JSON.stringify(log({ _meta }))).not.toContain('hunter2');
  });
});

describe('a span', () => {
  test('of today has its attributes and those of its links scrubbed, its name in the strict profile only', () => {
    const span = () => ({
      name: 'GET /users/jane.doe@example.com',
      attributes: { password: text('x') },
      links: [{ span_id: 'a', attributes: { api_key: text('x') } }],
    });
    const sentry: Loose = scrubSpan(span(), DEFAULTS).span;
    expect(sentry.name).toBe('GET /users/jane.doe@example.com');
    expect(sentry.attributes.password.value).toBe('[Filtered]');
    expect(sentry.links[0].attributes.api_key.value).toBe('[Filtered]');
    expect(scrubSpan(span(), STRICT).span.name).toBe('GET /users/[email]');
  });

  test('of the older kind is what a span of an event is', () => {
    const span = () => ({
      description: 'select jane.doe@example.com',
      op: 'db',
      data: { password: 'x', 'http.request.header.cookie': 'sessionid=1' },
      tags: { mail: 'jane.doe@example.com' },
      sentry_tags: { 'user.ip': '203.0.113.7', secret: 'x' },
    });
    expect(scrubSpan(span(), { ...DEFAULTS, scrubIpAddresses: true }).span).toMatchObject({
      description: 'select jane.doe@example.com',
      data: { password: '[Filtered]', 'http.request.header.cookie': 'sessionid=[Filtered]' },
      tags: { mail: 'jane.doe@example.com' },
      sentry_tags: { 'user.ip': null, secret: '[Filtered]' },
    });
    expect(scrubSpan(span(), STRICT).span).toMatchObject({ description: 'select [email]', tags: { mail: '[email]' } });
  });
});

test('a metric keeps its name and has its attributes scrubbed', () => {
  const metric = { name: 'auth.token.count', value: 3, attributes: { token: text('x') } };
  expect(scrubMetric(metric, STRICT).metric).toMatchObject({
    name: 'auth.token.count',
    value: 3,
    attributes: { token: text('[Filtered]') },
  });
});

describe('any entry', () => {
  test('is scrubbed without an error, once and for all, and has nothing planted left', () => {
    const name = fc.oneof(
      fc.constantFrom('password', 'user.email', 'client.address', 'gen_ai.prompt', '__proto__', 'a', 'value', 'type'),
      fc.string({ maxLength: 4 }),
    );
    const value = fc.oneof(
      fc.constantFrom(PLANTED_TEXT, ...PLANTED),
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(fc.oneof(fc.string(), fc.constantFrom(...PLANTED)), { maxLength: 3 }),
    );
    const attribute = fc.oneof(fc.record({ type: fc.constantFrom('string', 'array'), value }), value);
    const bag = fc.array(fc.tuple(name, attribute), { maxLength: 4 }).map(entries => Object.fromEntries(entries));
    const entry = fc.record(
      {
        body: value,
        name: value,
        attributes: fc.oneof(bag, value),
        links: fc.array(fc.record({ attributes: bag })),
        data: bag,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        entry,
        fc.constantFrom(scrubLog, scrubMetric, scrubSpan),
        fc.constantFrom(STRICT, DEFAULTS),
        (raw, scrub, settings) => {
          const once = structuredClone(raw);
          scrub(once, settings);
          const twice = structuredClone(once);
          expect(scrub(twice, settings).redactions).toBe(0);
          expect(twice).toEqual(once);
          if (settings !== STRICT) return;
          for (const secret of PLANTED) expect(JSON.stringify(once.attributes) ?? '').not.toContain(secret);
        },
      ),
      { numRuns: 500 },
    );
  });
});
