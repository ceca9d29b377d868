import { describe, expect, test } from '@jest/globals';
import { scrubEvent } from '../../lib/scrub/scrub-event.ts';
import { eventOf, scrubbed } from './event.ts';
import { DEFAULTS } from './settings.ts';

const CARD = '4571234567890111';

describe('remarks', () => {
  test('places are counted in bytes of UTF-8, lengths in characters', () => {
    const { _meta } = scrubbed({ extra: { a: `한 é😀 ${CARD} 글 Bearer abc` } });
    expect(_meta.extra.a['']).toEqual({
      rem: [
        ['@creditcard:filter', 's', 11, 21],
        ['@bearer:filter', 's', 26, 36],
      ],
      len: 34,
    });
  });

  test('a redaction of the SDK behind other letters than ASCII is left alone', () => {
    const { extra } = scrubbed({
      extra: { a: '한글 auth-token 뒤' },
      _meta: {
        extra: {
          a: {
            '': {
              rem: [
                ['sdk', 's', 0, 3],
                ['@password:filter', 's', 7, 17],
              ],
            },
          },
        },
      },
    });
    expect(extra.a).toBe('[Filtered]');
    const marked = scrubbed({
      extra: { a: '한글 [password] 뒤' },
      _meta: { extra: { a: { '': { rem: [['sdk', 's', 7, 17]] } } } },
    });
    expect(marked.extra.a).toBe('한글 [password] 뒤');
  });

  test('each redaction names its rule and its place, with the length before', () => {
    const { _meta } = scrubbed({ extra: { a: `x Bearer abc ${CARD}` } });
    expect(_meta).toEqual({
      extra: {
        a: {
          '': {
            rem: [
              ['@bearer:filter', 's', 2, 12],
              ['@creditcard:filter', 's', 13, 23],
            ],
            len: 29,
          },
        },
      },
    });
  });

  test('an event with nothing to scrub gets no _meta', () => {
    expect(scrubEvent(eventOf({ extra: { a: 'b' } }), DEFAULTS)).toEqual({
      event: { extra: { a: 'b' } },
      redactions: 0,
    });
  });

  test('redactions are counted', () => {
    const fields = { extra: { a: CARD, b: { secret: 1 }, c: 'plain' }, logentry: { formatted: 'a@b.co' } };
    expect(scrubEvent(eventOf(fields), DEFAULTS).redactions).toBe(3);
  });

  test('redactions made before are kept and not scrubbed again', () => {
    const rem = [['@password:filter', 's', 2, 12]];
    const { extra, _meta } = scrubbed(
      { extra: { a: `x [Filtered] ${CARD}` }, _meta: { extra: { a: { '': { rem, len: 99 } } } } },
      { sensitiveFields: ['filter'] },
    );
    expect(extra.a).toBe('x [Filtered] [Filtered]');
    expect(_meta.extra.a['']).toEqual({ rem: [...rem, ['@creditcard:filter', 's', 13, 23]], len: 99 });
  });

  test('a remark that covers no redaction hides nothing', () => {
    const rem = [['@creditcard:filter', 's', 0, CARD.length]];
    expect(scrubbed({ extra: { a: CARD }, _meta: { extra: { a: { '': { rem } } } } }).extra.a).toBe('[Filtered]');
  });

  test('what normalization noted stays beside the remark', () => {
    const cut = { rem: [['!limit', 's', 25, 28]], len: 300 };
    const { extra, _meta } = scrubbed({ extra: { a: `${CARD} is a number...` }, _meta: { extra: { a: { '': cut } } } });
    expect(extra.a).toBe('[Filtered] is a number...');
    expect(_meta.extra.a['']).toEqual({ rem: [['@creditcard:filter', 's', 0, 10]], len: 300 });
  });
});

describe('copies of refused values', () => {
  test('originals in _meta are scrubbed as the value would have been', () => {
    const val = (text: unknown): object => ({ '': { err: ['invalid_data'], val: text } });
    const { _meta } = scrubbed({
      request: { headers: [['Authorization', null]] },
      contexts: { mine: { type: 'os' } },
      _meta: {
        extra: { password: val('x'), fine: val('y'), deep: val({ secret: 1, a: [CARD] }) },
        request: { headers: { 0: { 1: val('Basic x') } } },
        contexts: { mine: { password: val('typed') }, other: { password: val('x') } },
        tags: { 0: { 1: val(CARD) } },
        user: { token: val(5) },
      },
    });
    const values = (node: { '': { val: unknown } }): unknown => node[''].val;
    expect(values(_meta.extra.password)).toBe('[Filtered]');
    expect(values(_meta.extra.fine)).toBe('y');
    expect(values(_meta.extra.deep)).toEqual({ secret: null, a: ['[Filtered]'] });
    expect(values(_meta.request.headers[0][1])).toBe('[Filtered]');
    expect(values(_meta.contexts.mine.password)).toBe('typed');
    expect(values(_meta.contexts.other.password)).toBe('[Filtered]');
    expect(values(_meta.tags[0][1])).toBe(CARD);
    expect(_meta.user.token['']).toEqual({ err: ['invalid_data'] });
  });

  test('values in the list of errors are scrubbed, too', () => {
    const { errors } = scrubbed({
      errors: [
        { type: 'invalid_data', name: 'extra.password', value: 'x' },
        { type: 'invalid_data', name: 'user.ip_address', value: `no ${CARD}` },
        { type: 'invalid_data', name: 'exception.values.0.value', value: CARD },
        { type: 'invalid_data' },
      ],
    });
    expect(errors.map((error: { value?: unknown }) => error.value)).toEqual([
      '[Filtered]',
      'no [Filtered]',
      CARD,
      undefined,
    ]);
  });

  test('with IP addresses scrubbed, a refused address does not stay as a copy', () => {
    const { _meta, errors } = scrubbed(
      {
        _meta: { user: { ip_address: { '': { err: ['invalid_data'], val: 'not an address' } } } },
        errors: [{ type: 'invalid_data', name: 'user.ip_address', value: 'not an address' }],
      },
      { scrubIpAddresses: true },
    );
    expect(_meta.user.ip_address['']).toEqual({ err: ['invalid_data'] });
    expect(errors[0].value).toBeNull();
  });
});
