import { describe, expect, test } from '@jest/globals';
import { scrubEvent } from '../../../lib/scrub/scrub-event.ts';
import { eventOf } from '../event.ts';
import { STRICT } from '../strict-settings.ts';
import { NOTHING_ELSE, scrubbedBy, withConfig } from './prepared.ts';

const CARD = '4571234567890111';
const on = (selector: string, ...rules: string[]) => ({ applications: { [selector]: rules } });

describe('advanced rules on an event', () => {
  test.each(['@anything:mask', '@anything:hash', '@anything:replace', '@anything'])(
    '%s masks texts, and takes what is no text',
    async rule => {
      const { extra } = await scrubbedBy(on('extra.**', rule), { extra: { a: 'x', b: [1], c: 5, d: {}, e: true } });
      expect(extra).toEqual({ a: expect.not.stringMatching(/^x$/), b: null, c: null, d: null, e: true });
    },
  );

  test('a list of cookies goes as a whole', async () => {
    const { request } = await scrubbedBy(on('$http.cookies', '@anything:mask'), { request: { cookies: [['a', 'b']] } });
    expect(request.cookies).toBeNull();
  });

  test('an e-mail address becomes its hash', async () => {
    const { extra } = await scrubbedBy(on('$string', '@email:hash'), { extra: { a: 'x@y.co' } });
    expect(extra.a).toMatch(/^1570D1A4[0-9A-F]{32}$/);
  });

  test('$string means what may hold personal data, and neither tags nor releases nor file names', async () => {
    const untouched = {
      tags: [['a', 'b']],
      environment: 'e',
      release: 'r',
      level: 'error',
      transaction: 't',
      culprit: 'c',
      modules: { a: 'b' },
      contexts: { os: { name: 'n' } },
      debug_meta: { images: [{ code_file: '/a/b' }] },
    };
    const { user, extra, logentry, exception, contexts, ...rest } = await scrubbedBy(on('$string', '@anything'), {
      ...untouched,
      contexts: { os: { name: 'n' }, mine: { a: 'x' } },
      user: { id: '1' },
      extra: { a: 'x' },
      logentry: { message: 'm', formatted: 'f', params: ['p'] },
      exception: {
        values: [{ type: 'E', value: 'v', stacktrace: { frames: [{ filename: '/a/b.js', vars: { v: 'x' } }] } }],
      },
    });
    const { contexts: _, ...others } = untouched;
    expect(rest).toMatchObject(others);
    expect(contexts).toEqual({ os: { name: 'n' }, mine: { a: '[Filtered]' } });
    expect(user.id).toBe('[Filtered]');
    expect(extra.a).toBe('[Filtered]');
    expect(logentry).toEqual({ message: 'm', formatted: '[Filtered]', params: ['[Filtered]'] });
    expect(exception.values[0]).toEqual({
      type: 'E',
      value: '[Filtered]',
      stacktrace: { frames: [{ filename: '/a/b.js', vars: { v: '[Filtered]' } }] },
    });
  });

  test.each(['', 'true', 'false', 'null', 'undefined', true, false, null])('%j is left alone', async value => {
    const { extra } = await scrubbedBy(on('**', '@anything:remove'), { extra: { a: { b: value } } });
    expect(extra).toBeNull();
    expect((await scrubbedBy(on('b', '@anything:remove'), { extra: { a: { b: value } } })).extra.a.b).toBe(value);
  });

  test.each([
    [
      '$frame.vars',
      { exception: { values: [{ stacktrace: { frames: [{ vars: { a: 1 } }] } }] } },
      ['exception', 'values', 0, 'stacktrace', 'frames', 0, 'vars'],
    ],
    ['$error.value', { exception: { values: [{ value: 'x' }] } }, ['exception', 'values', 0, 'value']],
    ['$breadcrumb.message', { breadcrumbs: { values: [{ message: 'x' }] } }, ['breadcrumbs', 'values', 0, 'message']],
    [
      '$thread.**.vars',
      { threads: { values: [{ stacktrace: { frames: [{ vars: {} }] } }] } },
      ['threads', 'values', 0, 'stacktrace', 'frames', 0, 'vars'],
    ],
    ['$stack.frames.0.vars', { stacktrace: { frames: [{ vars: {} }] } }, ['stacktrace', 'frames', 0, 'vars']],
    ['$message', { logentry: { formatted: 'x' } }, ['logentry', 'formatted']],
    ['$logentry.params', { logentry: { params: [1] } }, ['logentry', 'params']],
    ['$user.email', { user: { email: 'x@y.co' } }, ['user', 'email']],
    ["$http.headers.'X-Key'", { request: { headers: [['x-key', 'x']] } }, ['request', 'headers', 0, 1]],
    ['$request.data.pin', { request: { data: { pin: 5 } } }, ['request', 'data', 'pin']],
    ['$span.data', { spans: [{ data: { a: 1 } }] }, ['spans', 0, 'data']],
    [
      'tags.customer',
      {
        tags: [
          ['other', 'o'],
          ['customer', 'x'],
        ],
      },
      ['tags', 1, 1],
    ],
    ['$event.culprit', { culprit: 'x' }, ['culprit']],
    ['server_name', { server_name: 'x' }, ['server_name']],
    ['contexts.device.name', { contexts: { device: { name: 'x' } } }, ['contexts', 'device', 'name']],
    [
      'a.x',
      {
        extra: {
          a: [
            ['x', 'y'],
            ['z', 'w'],
          ],
        },
      },
      ['extra', 'a', 0, 1],
    ],
  ])('%s reaches its place', async (selector, fields, path) => {
    const event = await scrubbedBy(on(selector, '@anything:remove'), fields);
    expect(event).toHaveProperty(path.map(String), null);
    expect(event).toHaveProperty(['_meta', ...path.map(String), ''], { rem: [['@anything:remove', 'x']] });
  });

  test.each(['/home/jane/app.js', 'C:\\jane\\app.js', 'app.js'])('the path %s keeps its file name', async filename => {
    const fields = { stacktrace: { frames: [{ filename }] }, debug_meta: { images: [{ code_file: filename }] } };
    const { stacktrace, debug_meta } = await scrubbedBy(
      { applications: { '$frame.filename': ['@anything:replace'], code_file: ['@anything:remove'] } },
      fields,
    );
    const basename = filename.replace(/^.*(?=[\\/])/, '');
    expect(stacktrace.frames[0].filename).toBe(basename === filename ? filename : `[Filtered]${basename}`);
    expect(debug_meta.images[0].code_file).toBe(basename);
  });

  test('the organization’s rules run first', async () => {
    const organizationPiiConfig = on('$string', '@email:mask');
    const { extra } = await scrubbedBy(
      on('$string', '@email', '@ip'),
      { extra: { a: 'x@y.co ::1' } },
      { organizationPiiConfig },
    );
    expect(extra.a).toBe('****** [ip]');
  });

  test('they run before the settings’ rules, which leave alone what was redacted', async () => {
    const { extra, _meta } = await scrubbedBy(
      {
        rules: { card: { type: 'creditcard', redaction: { method: 'replace', text: 'a secret' } } },
        ...on('$string', 'card'),
      },
      { extra: { a: `pay ${CARD} 123-45-6789` } },
      { scrubData: true, scrubDefaults: true },
    );
    expect(extra.a).toBe('pay a secret [Filtered]');
    expect(_meta.extra.a[''].rem).toEqual([
      ['card', 's', 4, 12],
      ['@usssn:filter', 's', 13, 23],
    ]);
  });

  test('they run under the profile off, too: somebody wrote them down', async () => {
    const { extra } = await scrubbedBy(on('$string', '@email'), { extra: { a: `x@y.co ${CARD}` } }, { profile: 'off' });
    expect(extra.a).toBe(`[email] ${CARD}`);
  });

  test('safe fields are not safe from them', async () => {
    const { extra } = await scrubbedBy(on('$string', '@email'), { extra: { a: 'x@y.co' } }, { safeFields: ['a'] });
    expect(extra.a).toBe('[email]');
  });

  test('remarks name the rule as it was written, the method and the place in bytes', async () => {
    const rules = { mine: { type: 'pattern', pattern: 'b+', redaction: { method: 'hash' } } };
    const { _meta } = await scrubbedBy(
      { rules, ...on('$string', '@email:mask', '@ip', 'mine', '@iban:remove') },
      { extra: { a: '😀 x@y.co ::1 DE89370400440532013000 bb' } },
    );
    expect(_meta.extra.a['']).toEqual({
      rem: [
        ['@email:mask', 'm', 5, 11],
        ['@ip', 's', 12, 16],
        ['@iban:remove', 'x', 17, 17],
        ['mine', 'p', 18, 58],
      ],
      len: 38,
    });
  });

  test('copies of refused values go when a rule takes anything in them', async () => {
    const fields = {
      extra: { a: null },
      _meta: { extra: { a: { '': { err: ['e'], val: 'x@y.co' } } }, user: { id: { '': { val: 'fine' } } } },
      errors: [
        { type: 'invalid_data', name: 'extra.b', value: 'x@y.co' },
        { type: 'invalid_data', name: 'extra.c', value: 'fine' },
      ],
    };
    const { _meta, errors } = await scrubbedBy(on('$string', '@email:mask'), fields);
    expect(_meta).toEqual({ extra: { a: { '': { err: ['e'] } } }, user: { id: { '': { val: 'fine' } } } });
    expect(errors).toEqual([{ type: 'invalid_data', name: 'extra.b' }, fields.errors[1]]);
  });

  test('a hashed address becomes the id of a user who is known by nothing else', async () => {
    const { user, _meta } = await scrubbedBy(on('$user.ip_address', '@ip:hash'), { user: { ip_address: '10.0.0.1' } });
    expect(user).toEqual({ id: expect.stringMatching(/^[0-9A-F]{40}$/), ip_address: null });
    expect(_meta.user).toEqual({
      id: { '': { rem: [['@ip:hash', 'p', 0, 40]], len: 8 } },
      ip_address: { '': { rem: [['pii:ip_address', 'x']] } },
    });
  });

  test.each([{ id: '5' }, { email: 'x@y.co' }, { username: 'x' }])(
    'a user with %j keeps it where it was',
    async known => {
      const { user } = await scrubbedBy(on('$user.ip_address', '@ip'), { user: { ...known, ip_address: '10.0.0.1' } });
      expect(user).toEqual({ ...known, ip_address: '[ip]' });
    },
  );

  test('what is nested too deep goes', async () => {
    let deep: object = { a: 'x' };
    for (let i = 0; i < 500; i++) deep = { a: deep };
    expect(JSON.stringify(await scrubbedBy(on('b', '@email'), { extra: deep }))).toContain('!limit');
  });
});

describe('fields by their flags', () => {
  test.each([
    ['$string', { contexts: { ota_updates: { channel: 'x' } } }, ['contexts', 'ota_updates', 'channel']],
    ['$string', { template: { filename: 'x' } }, ['template', 'filename']],
    ['contexts.feedback.message', { contexts: { feedback: { message: 'x' } } }, ['contexts', 'feedback', 'message']],
    ['csp.source_file', { csp: { source_file: 'x' } }, ['csp', 'source_file']],
    ['route', { contexts: { trace: { data: { route: 'x' } } } }, ['contexts', 'trace', 'data', 'route']],
    ['$object.a', { request: { cookies: [['a', 'x']] } }, ['request', 'cookies', 0, 1]],
  ])('%s reaches its place', async (selector, fields, path) => {
    expect(await scrubbedBy(on(selector, '@anything:remove'), fields)).toHaveProperty(path.map(String), null);
  });

  test.each([
    ['$string', { contexts: { feedback: { message: 'x' } } }],
    ['**', { contexts: { device: { name: 'x' } } }],
    ['contexts.**', { csp: { source_file: 'x' } }],
    ['contexts.os.name', { contexts: { os: { name: 'x' } } }],
    ['contexts.device.model', { contexts: { device: { model: 'x' } } }],
    ['$array.a', { request: { cookies: [['a', 'x']] } }],
  ])('%s does not reach it', async (selector, fields) => {
    expect(await scrubbedBy(on(selector, '@anything:remove'), fields)).toMatchObject(fields);
  });

  test('a rule without a suffix is reported by its own name, also by one that names several', async () => {
    const { _meta } = await scrubbedBy(on('$string', '@common'), { extra: { a: 'x@y.co 10.0.0.1' } });
    expect(_meta.extra.a[''].rem).toEqual([
      ['@email', 's', 0, 7],
      ['@ip', 's', 8, 12],
    ]);
  });
});

describe('the strict profile', () => {
  test('changes nothing of what selectors reach', async () => {
    const fields = {
      tags: [['a', 'zq']],
      culprit: 'zq',
      transaction: 'zq',
      exception: { values: [{ type: 'zq', stacktrace: { frames: [{ context_line: 'zq', filename: '/zq/a.js' }] } }] },
      contexts: { feedback: { message: 'zq' }, device: { name: 'zq' } },
    };
    const rules = { z: { type: 'pattern', pattern: 'z', redaction: { method: 'replace', text: 'Y' } } };
    const event = await scrubbedBy({ rules, ...on('$string || **', 'z') }, fields, STRICT);
    expect(event).toMatchObject(fields);
  });

  test('leaves alone what an advanced rule has written', async () => {
    const { user } = await scrubbedBy(
      { applications: { '$user.email': ['@email:mask'], '$user.username': ['@anything:hash'] } },
      { user: { email: 'x@y.co', username: 'jane', name: 'Jane' } },
      STRICT,
    );
    expect(user.email).toBe('******');
    expect(user.username).toMatch(/^[0-9A-F]{40}$/);
    expect(user.name).toMatch(/^name-|^\[name\]/);
  });

  test('puts a pseudonym for what an advanced rule took only a part of', async () => {
    const { user } = await scrubbedBy(on('$user.username', '@email'), { user: { username: 'jane x@y.co' } }, STRICT);
    expect(user.username).toMatch(/^username-|^\[username\]/);
  });
});

describe('a project with patterns of its own', () => {
  test('is not scrubbed with a rule less because nobody prepared for it', async () => {
    const rules = { mine: { type: 'pattern', pattern: 'x' } };
    const settings = withConfig({ rules, ...on('$string', 'mine') });
    const { jest } = await import('@jest/globals');
    await jest.isolateModulesAsync(async () => {
      const fresh = await import('../../../lib/scrub/scrub-event.ts');
      expect(() => fresh.scrubEvent(eventOf({ extra: { a: 'x' } }), settings)).toThrow('prepareScrub');
    });
  });

  test('needs no preparation without patterns', () => {
    const { event } = scrubEvent(eventOf({ extra: { a: 'x@y.co' } }), {
      ...NOTHING_ELSE,
      piiConfig: on('$string', '@email'),
    });
    expect(event).toMatchObject({ extra: { a: '[email]' } });
  });
});
