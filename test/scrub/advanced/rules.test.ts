import { describe, expect, test } from '@jest/globals';
import { BUILT_IN_RULES } from '../../../lib/scrub/advanced/built-in-rules.ts';
import { redactText } from '../../../lib/scrub/advanced/redact-text.ts';
import { resolveRules } from '../../../lib/scrub/advanced/resolve-rules.ts';
import { cpuTime } from '../rules/cpu-time.ts';
import { scrubbedBy, scrubbedText } from './prepared.ts';

const MAC = '4a:00:04:10:9b:50';
const UUID = 'ceee0822-ed8f-4622-b2a3-789e73e75cd1';
const CARD = '4571-2345-6789-0111';
const IBAN = 'DE89370400440532013000';
const PEM = '-----BEGIN RSA PRIVATE KEY-----\nQUJD\n-----END RSA PRIVATE KEY-----';

/** By the rule: a text that it knows, and what it makes of it without a suffix. */
const DEFAULTS: readonly (readonly [string, string, string | null])[] = [
  ['@anything', 'all of it', '[Filtered]'],
  ['@password', 'my password: x', ''],
  ['@bearer', 'Bearer abc def', 'Bearer [token] def'],
  ['@creditcard', `card ${CARD}.`, 'card [creditcard].'],
  ['@iban', `to ${IBAN}`, 'to [iban]'],
  ['@email', 'x@y.co!', '[email]!'],
  ['@ip', '10.0.0.1 ::1 fe80::1', '[ip] [ip] fe80::1'],
  ['@mac', `at ${MAC}`, `at ${'*'.repeat(17)}`],
  ['@uuid', UUID, '*'.repeat(36)],
  ['@imei', '356938035643809 35-693803-564380-9', '[imei] [imei]'],
  ['@pemkey', PEM, '-----BEGIN RSA PRIVATE KEY-----\n[pemkey]\n-----END RSA PRIVATE KEY-----'],
  ['@urlauth', 'https://u:p@h.com/x', 'https://[auth]@h.com/x'],
  ['@usssn', '123-45-6789', '***********'],
  ['@userpath', '/Users/jane/x', '/Users/[user]/x'],
];

describe('a built-in rule', () => {
  test.each(DEFAULTS)('%s makes of "%s" without a suffix "%s"', async (rule, text, expected) => {
    expect(await scrubbedText(rule, text)).toBe(expected);
  });

  test.each([
    ['@creditcard:mask', `card ${CARD}.`, `card ${'*'.repeat(19)}.`],
    ['@creditcard:filter', CARD, '[Filtered]'],
    ['@creditcard:remove', `card ${CARD}.`, 'card .'],
    ['@email:hash', 'x@y.co', '1570D1A4'],
    ['@email:remove', 'https://u:p@h.com/x', 'https://u:/x'],
    ['@mac:replace', MAC, '[mac]'],
    ['@uuid:replace', UUID, '[uuid]'],
    ['@usssn:replace', '123-45-6789', '[us-ssn]'],
    ['@urlauth:legacy', 'https://u:p@h.com/x', 'https://u:[Filtered]@h.com/x'],
    ['@urlauth', 'http://jane@h.com', 'http://[auth]@h.com'],
    ['@userpath', 'C:\\Users\\jane\\x', 'C:\\Users\\[user]\\x'],
    ['@userpath', '/home/jane/x and /home/joe', '/home/[user]/x and /home/[user]'],
    ['@userpath:mask', 'D:/Profiles/jo/x', 'D:/Profiles/**/x'],
    ['@password:filter', 'token=abcd', '[Filtered]'],
    ['@anything:mask', '홍길동😀', '****'],
    ['@anything:remove', 'x', null],
    ['@cookies:filter', 'sessionid=1; a=2', 'sessionid=[Filtered]; a=2'],
    ['@common', `${CARD} x@y.co 10.0.0.1`, '[creditcard] [email] [ip]'],
    ['@common:filter', `${CARD} x@y.co 10.0.0.1`, '[Filtered] x@y.co 10.0.0.1'],
    ['@common:mask', `${CARD} x@y.co`, `${'*'.repeat(19)} ******`],
    ['@nothing', CARD, CARD],
    ['@userpath:filter', '/home/jane', '/home/jane'],
  ])('%s makes of "%s" "%s"', async (rule, text, expected) => {
    const made = await scrubbedText(rule, text);
    if (rule.endsWith(':hash')) expect(made).toMatch(new RegExp(`^${expected}[0-9A-F]{32}$`));
    else expect(made).toBe(expected);
  });

  test('of the IMEI has a mask that is a hash', async () => {
    expect(await scrubbedText('@imei:mask', '356938035643809')).toMatch(/^[0-9A-F]{40}$/);
  });

  test.each(DEFAULTS.flatMap(([rule]) => ['', ':replace', ':mask', ':hash', ':remove'].map(suffix => rule + suffix)))(
    '%s exists',
    name => {
      expect(BUILT_IN_RULES.has(name)).toBe(true);
    },
  );

  test('of passwords takes a value by its key, whatever it holds', async () => {
    const extra = { password: 'x', api_key: { a: 1 }, token: 5, author: true, note: 'fine' };
    expect((await scrubbedBy({ applications: { '**': ['@password'] } }, { extra })).extra).toEqual({
      password: null,
      api_key: null,
      token: null,
      author: true,
      note: 'fine',
    });
  });

  test('is quick for a text of any kind', () => {
    const texts = ['//a:', 'users/', '11-', 'aa:', 'a1b2', '//u:p', '\\profiles\\', '@'];
    const names = ['@mac', '@uuid', '@imei', '@urlauth', '@userpath']; // the others are the settings' own
    for (const rule of names.map(name => resolveRules(new Map(), [name]))) {
      for (const text of texts) expect(cpuTime(() => redactText(text.repeat(20_000), rule))).toBeLessThan(200);
    }
  });
});

describe('a rule of one’s own', () => {
  const method = (name: string, text?: string) => ({
    redaction: { method: name, ...(text !== undefined && { text }) },
  });

  test.each([
    ['anything', { type: 'anything', ...method('replace', 'gone') }, 'x', 'gone'],
    ['a built-in type', { type: 'email', ...method('replace', '@') }, 'a x@y.co b', 'a @ b'],
    ['a built-in type by its other name', { type: 'url_auth', ...method('mask') }, '//u:p@h', '//***@h'],
    ['a pattern', { type: 'pattern', pattern: 'd/[a-f0-9]{4}', ...method('mask') }, 'id d/00ff.', 'id ******.'],
    [
      'groups of a pattern',
      { type: 'pattern', pattern: '(id)=(\\d+)', replaceGroups: [2], ...method('replace', 'N') },
      'id=5, id=77',
      'id=N, id=N',
    ],
    [
      'nested groups of a pattern',
      { type: 'pattern', pattern: '((a)b)', replaceGroups: [0, 1, 2], ...method('replace', '-') },
      'xabab',
      'x--',
    ],
    ['an optional group that is missing', { type: 'pattern', pattern: '(a)?b', replaceGroups: [1] }, 'b ab', 'b b'],
    [
      'a pattern that matches nothing at all',
      { type: 'pattern', pattern: 'x*', ...method('replace', '!') },
      'ab',
      'ab',
    ],
    [
      'words of any script',
      { type: 'pattern', pattern: '고객 \\w+', ...method('replace', '[고객]') },
      '고객 홍길동!',
      '[고객]!',
    ],
    ['characters of two units', { type: 'pattern', pattern: 'b+', ...method('mask') }, '😀abb😀b', '😀a**😀*'],
    ['a pattern without method', { type: 'pattern', pattern: 'b' }, 'abc', 'ac'],
    ['the method default', { type: 'pattern', pattern: 'b', ...method('default') }, 'abc', 'ac'],
    ['replace without text', { type: 'pattern', pattern: 'b', ...method('replace') }, 'abc', 'a[Filtered]c'],
    [
      'a pair’s key in a text',
      { type: 'redact_pair', keyPattern: 'pin', ...method('replace', '*') },
      'my pin is 5',
      '*',
    ],
    ['an alias', { type: 'alias', rule: '@email:mask' }, 'x@y.co', '******'],
    ['rules together', { type: 'multiple', rules: ['@email:mask', '@ip'] }, 'x@y.co 10.0.0.1', '****** [ip]'],
    [
      'rules that it hides',
      { type: 'multiple', rules: ['@email:mask', '@ip'], hideInner: true, ...method('replace', 'X') },
      'x@y.co 10.0.0.1',
      'X X',
    ],
    ['itself', { type: 'alias', rule: 'mine' }, 'x', 'x'],
    ['itself beside others', { type: 'multiple', rules: ['mine', '@email'] }, 'x@y.co', '[email]'],
    ['itself under cover', { type: 'multiple', rules: ['mine', '@email'], hideInner: true }, 'x@y.co', '[email]'],
  ])('may be %s', async (_, rule, text, expected) => {
    expect(await scrubbedText('mine', text, { mine: rule })).toBe(expected);
  });

  test.each([
    ['an unknown type', { type: 'nope' }],
    ['a look-ahead', { type: 'pattern', pattern: '(?=x)' }],
    ['an unknown method', { type: 'email', redaction: { method: 'shred' } }],
    ['no type', {}],
    ['groups that there are not', { type: 'pattern', pattern: 'x', replaceGroups: [1] }],
  ])('with %s has no effect', async (_, rule) => {
    expect(await scrubbedText('mine', 'x x@y.co', { mine: rule })).toBe('x x@y.co');
  });

  test('goes before a built-in one of its name', async () => {
    expect(await scrubbedText('@email', 'x@y.co', { '@email': { type: 'ip' } })).toBe('x@y.co');
  });

  test('takes a pair by its key, and numbers and lists with it', async () => {
    const rules = { pins: { type: 'redact_pair', keyPattern: '^pin', redaction: { method: 'mask' } } };
    const extra = { pin: '1234', pinned: [1], pin2: 5, spin: 'x' };
    expect((await scrubbedBy({ rules, applications: { '**': ['pins'] } }, { extra })).extra).toEqual({
      pin: '****',
      pinned: null,
      pin2: null,
      spin: 'x',
    });
  });

  test('of many others that name each other comes to an end', async () => {
    const names = Array.from({ length: 150 }, (_, i) => `r${i}`);
    const rules = Object.fromEntries(
      names.map((name, i) => [name, { type: 'multiple', rules: [...names, '@email'], hideInner: i % 2 === 0 }]),
    );
    expect(await scrubbedText('r0', 'x@y.co', rules)).toBe('[email]');
  });

  test.each(['(a+)+$', '(a|a)*b', '(.*.*.*)*x', 'a.*b|a', '(\\w+\\s?)+$', '(a?){50}a{50}'])(
    '%s is quick for a text made against it',
    async pattern => {
      const rules = { mine: { type: 'pattern', pattern } };
      const start = process.cpuUsage();
      await scrubbedText('mine', `${'a'.repeat(30_000)}!`, rules);
      expect(process.cpuUsage(start).user / 1_000).toBeLessThan(5_000);
    },
  );

  test('that matches too often takes the rest of the text', async () => {
    const rules = { mine: { type: 'pattern', pattern: 'a', redaction: { method: 'replace', text: '-' } } };
    expect(await scrubbedText('mine', 'ab'.repeat(2_000), rules)).toBe(`${'-b'.repeat(500)}-`);
  });
});
