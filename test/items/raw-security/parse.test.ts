import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../../lib/protocol/json.ts';
import { NEW_ID, NOW, outcomesOf, take } from '../item-context.ts';

const eventOf = (payload: JsonObject, header: JsonObject = {}) => {
  const { kept } = take('raw_security', { payload, header });
  return kept?.type === 'event' ? kept.event : undefined;
};
const byUri = (fields: JsonObject): JsonObject => ({ 'csp-report': fields });
const byReporting = (body: JsonObject, over: JsonObject = {}): JsonObject => ({ type: 'csp-violation', body, ...over });

describe('a report of a violated policy', () => {
  test('says the same whichever way the browser spelled it', () => {
    const old = eventOf(
      byUri({
        'document-uri': 'https://shop.example/',
        'blocked-uri': 'https://cdn.example/a.png',
        'effective-directive': 'img-src',
        'original-policy': "img-src 'self'",
        'status-code': 200,
        'line-number': '3',
        'script-sample': 'a()',
      }),
    );
    const current = eventOf(
      byReporting({
        documentURL: 'https://shop.example/',
        blockedURL: 'https://cdn.example/a.png',
        effectiveDirective: 'img-src',
        originalPolicy: "img-src 'self'",
        statusCode: 200,
        lineNumber: 3,
        sample: 'a()',
      }),
    );
    expect(old?.csp).toEqual(current?.csp);
    expect(old?.csp).toMatchObject({ violated_directive: 'img-src', line_number: 3, script_sample: 'a()' });
  });

  test.each([
    ['inline', 'script-src-elem', "Blocked unsafe inline 'script'"],
    ['eval', 'script-src', "Blocked unsafe eval() 'script'"],
    ['https://shop.example/x.css', 'style-src', "Blocked 'style' from 'self'"],
    ['data', 'font-src', "Blocked 'font' from 'data'"],
    ['https://evil.example:8443/x?y', 'connect-src', "Blocked 'connect' from 'evil.example:8443'"],
  ])('about %s under %s is called %s', (blocked, directive, message) => {
    const event = eventOf(
      byUri({ 'document-uri': 'https://shop.example/', 'blocked-uri': blocked, 'effective-directive': directive }),
    );
    expect(event?.logentry?.formatted).toBe(message);
  });

  test('of an old browser names the directive among its sources', () => {
    const event = eventOf(byUri({ 'violated-directive': "script-src 'self' https://cdn.example", 'blocked-uri': '' }));
    expect(event?.csp).toMatchObject({ effective_directive: 'script-src' });
  });

  test('happened when its age says, and never before there were clocks', () => {
    const at = (age: number) => eventOf(byReporting({ effectiveDirective: 'img-src' }, { age }))?.timestamp;
    expect([at(1_500), at(-5)]).toEqual([NOW - 1.5, NOW]);
    // Nothing is that old: the moment of the receipt is taken.
    expect(at(1e300)).toBe(NOW);
  });

  test('of an address leaves what stands behind the question mark to the scrubbed request', () => {
    const event = eventOf(
      byUri({
        'document-uri': 'https://shop.example/cart?password=hunter2&page=2',
        'blocked-uri': 'https://evil.example/x?api_key=hunter2',
        'effective-directive': 'img-src',
      }),
    );
    expect(JSON.stringify(event)).not.toContain('hunter2');
    expect(event?.csp).toMatchObject({ blocked_uri: 'https://evil.example/x' });
    expect(event?.request?.query_string).toContainEqual(['page', '2']);
  });

  test.each([
    ['no JSON', '{"csp-report"', 'security invalid invalid_json 1'],
    ['a number', 7, 'security invalid security_report_type 1'],
    ['another kind', { type: 'deprecation', body: {} }, 'security invalid security_report_type 1'],
    ['public key pins', { 'known-pins': [] }, 'security invalid security_report_type 1'],
    ['no directive', byUri({ 'blocked-uri': 'x' }), 'security invalid security_report 1'],
    ['a directive that is none', byReporting({ effectiveDirective: 'a b' }), 'security invalid security_report 1'],
    ['no body', { type: 'csp-violation' }, 'security invalid security_report 1'],
  ])('with %s is counted with its reason', (_, payload, outcome) => {
    expect(outcomesOf('raw_security', { payload })).toEqual([outcome]);
  });

  test('of any shape has one fate', () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('img-src', 'https://a.example/', 1e308));
    const name = fc.constantFrom(
      'blocked-uri',
      'blockedURL',
      'effective-directive',
      'document-uri',
      'age',
      '__proto__',
    );
    const body = fc.dictionary(name, value);
    fc.assert(
      fc.property(body, value, (fields, age) => {
        for (const payload of [{ 'csp-report': fields }, { type: 'csp-violation', age, body: fields }]) {
          const { kept, outcomes } = take('raw_security', { payload: Buffer.from(JSON.stringify(payload)) });
          expect((kept ? 1 : 0) + outcomes.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(1);
        }
      }),
    );
  });
});

describe('a security report that an SDK made an event of', () => {
  const csp = { effective_directive: 'img-src', blocked_uri: 'https://evil.example/' };

  test('is kept in the category of security', () => {
    const { kept } = take('security', { payload: { csp, logger: 'csp' } });
    expect(kept).toMatchObject({ type: 'event', category: 'security', eventId: NEW_ID, event: { type: 'csp', csp } });
  });

  test('without a report is counted as none', () => {
    expect(outcomesOf('security', { payload: { message: 'hi' } })).toEqual(['security invalid security_report 1']);
    expect(outcomesOf('security', { payload: 'nonsense' })).toEqual(['security invalid invalid_json 1']);
  });

  test('keeps the id that the envelope gives it', () => {
    const eventId = 'e'.repeat(32);
    expect(take('security', { payload: { csp } }, { eventId }).kept).toMatchObject({ eventId });
  });
});
