import { describe, expect, test } from '@jest/globals';
import { normalizeEvent } from '../../lib/normalize/normalize-event.ts';
import { EVENT_ID, faults, META, normalized, RECEIVED_AT } from './normalized.ts';

describe('the event', () => {
  test('of nothing is a default event with level error, received now, with a trace of its own id', () => {
    expect(normalized({})).toEqual({
      event_id: EVENT_ID,
      type: 'default',
      level: 'error',
      platform: 'other',
      timestamp: RECEIVED_AT / 1000,
      received: RECEIVED_AT / 1000,
      contexts: {
        trace: { trace_id: EVENT_ID, span_id: EVENT_ID.slice(0, 16), status: 'unknown', type: 'trace' },
      },
    });
  });

  test('has the id of the envelope, whatever the payload says', () => {
    expect(normalized({ event_id: 'ffffffffffffffffffffffffffffffff' }).event_id).toBe(EVENT_ID);
  });

  test('is dropped when there is no usable id', () => {
    expect(normalizeEvent({}, { ...META, eventId: 'xyz' })).toEqual({ discard: 'invalid_event_id' });
  });

  test('with an exception is an error, with a CSP report csp, else default; only transaction and feedback may be said', () => {
    expect(normalized({ exception: { type: 'E' } }).type).toBe('error');
    expect(normalized({ csp: { 'blocked-uri': 'x' } }).type).toBe('csp');
    expect(normalized({ csp: { 'blocked-uri': 'x', line_number: 5.5, own: 1 } })).toMatchObject({
      csp: { blocked_uri: 'x', line_number: 5 },
      logger: 'csp',
    });
    expect(normalized({ type: 'error' }).type).toBe('default');
    expect(normalized({ type: 'feedback', contexts: { feedback: { message: 'hi' } } }).type).toBe('feedback');
  });

  test('that is a transaction without times or a trace is dropped', () => {
    const trace = { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) };
    const times = { start_timestamp: RECEIVED_AT / 1000 - 2, timestamp: RECEIVED_AT / 1000 - 1 };
    expect(normalizeEvent({ type: 'transaction', contexts: { trace } }, META)).toEqual({
      discard: 'invalid_transaction',
    });
    expect(normalizeEvent({ type: 'transaction', ...times }, META)).toEqual({ discard: 'invalid_transaction' });
    expect(normalized({ type: 'transaction', ...times, contexts: { trace } })).toMatchObject({
      level: 'info',
      transaction: '<unlabeled transaction>',
      start_timestamp: times.start_timestamp,
    });
  });

  test('that is a transaction ends its open spans with itself, and moves their times along', () => {
    const trace = { trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) };
    const start_timestamp = RECEIVED_AT / 1000 + 3598;
    const spans = [{ start_timestamp }, { start_timestamp, timestamp: start_timestamp + 1, op: 'db' }];
    const event = normalized({
      type: 'transaction',
      start_timestamp,
      timestamp: start_timestamp + 2,
      contexts: { trace },
      spans,
    });
    const moved = RECEIVED_AT / 1000 - 2;
    expect(event.spans).toEqual([
      { start_timestamp: moved, timestamp: RECEIVED_AT / 1000, op: 'default', status: 'deadline_exceeded' },
      { start_timestamp: moved, timestamp: moved + 1, op: 'db' },
    ]);
    expect(event.contexts?.trace).toMatchObject({ op: 'default', status: 'unknown' });
  });

  test('of an old SDK is read under the names that it uses', () => {
    const event = normalized({
      'sentry.interfaces.Message': { message: 'plain' },
      'sentry.interfaces.User': { id: 5 },
      'sentry.interfaces.Http': { url: 'https://h/p' },
      'sentry.interfaces.Exception': [{ type: 'E', value: 'v' }],
      'sentry.interfaces.Breadcrumbs': { values: [{ message: 'm' }] },
    });
    expect(event).toMatchObject({
      logentry: { formatted: 'plain' },
      user: { id: '5' },
      request: { url: 'https://h/p' },
      exception: { values: [{ type: 'E', value: 'v' }] },
      breadcrumbs: { values: [{ message: 'm', type: 'default', level: 'info' }] },
    });
    expect(event.errors).toBeUndefined();
  });

  test('loses keys that Sentry does not know, and says so', () => {
    const event = normalized({ trimHeadFrames: 0, metadata: { title: 'x' }, project: '1' });
    expect(Object.keys(event)).not.toContain('trimHeadFrames');
    expect(event.errors).toEqual([{ type: 'invalid_attribute', name: 'trimHeadFrames' }]);
    expect(event._meta).toEqual({ trimHeadFrames: { '': { err: ['invalid_attribute'] } } });
  });

  test('keeps what is right when a neighbour is of a wrong type, and tells what was wrong', () => {
    const event = normalized({ transaction: 7, logger: 'shop', extra: [], modules: { a: '1', b: 2 } });
    expect(event).toMatchObject({ logger: 'shop', modules: { a: '1' } });
    expect(event.errors).toEqual([
      { type: 'invalid_data', name: 'transaction', reason: 'expected a string', value: 7 },
      { type: 'invalid_data', name: 'extra', reason: 'expected an object', value: [] },
      { type: 'invalid_data', name: 'modules.b', reason: 'expected a string', value: 2 },
    ]);
  });

  test('keeps no refused value of 500 bytes and more', () => {
    const [error] = normalized({ transaction: ['x'.repeat(600)] }).errors ?? [];
    expect(error).toEqual({ type: 'invalid_data', name: 'transaction', reason: 'expected a string' });
  });

  test('tells of two hundred faults at most', () => {
    const raw = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key${i}`, i]));
    expect(normalized(raw).errors).toHaveLength(200);
  });

  test('keeps null fields away', () => {
    const event = normalized({
      release: null,
      user: null,
      tags: null,
      exception: null,
      request: { url: null },
      extra: null,
    });
    expect(Object.keys(event).sort()).toEqual([
      'contexts',
      'event_id',
      'level',
      'platform',
      'received',
      'timestamp',
      'type',
    ]);
  });

  test('keeps the _meta of the SDK beside its own', () => {
    const sdkMeta = { extra: { a: { '': { rem: [['!config', 's']] } } } };
    expect(normalized({ extra: { a: 'x' }, release: 'a/b', _meta: sdkMeta })._meta).toEqual({
      ...sdkMeta,
      release: { '': { err: [['invalid_data', { reason: 'invalid release' }]], val: 'a/b' } },
    });
  });

  test.each([
    ['python', 'python'],
    ['javascript', 'javascript'],
    ['cobol', 'other'],
    [null, 'other'],
  ])('of platform %p is of platform %p', (sent, platform) => {
    expect(normalized({ platform: sent }).platform).toBe(platform);
  });

  test.each([
    ['debug', 'debug'],
    ['log', 'info'],
    ['critical', 'fatal'],
    [30, 'warning'],
    [50, 'fatal'],
    ['warn', 'error'],
    ['WARNING', 'error'],
    [35, 'error'],
    [{}, 'error'],
  ])('of level %p is of level %p', (sent, level) => {
    expect(normalized({ level: sent }).level).toBe(level);
  });

  test('groups by the parts of the fingerprint that are text, numbers or booleans, uncut', () => {
    const long = 'x'.repeat(9000);
    const event = normalized({ fingerprint: ['{{ default }}', 5, true, 1.9, null, {}, long] });
    expect(event.fingerprint).toEqual(['{{ default }}', '5', 'True', '1', long]);
    expect(faults(event)).toEqual(['invalid_data fingerprint.5']);
    expect(normalized({ fingerprint: 'x' }).fingerprint).toBeUndefined();
  });

  test('has its long transaction cut, its long Java logger shortened from the left', () => {
    expect(normalized({ transaction: ` ${'t'.repeat(300)}` }).transaction).toBe(`${'t'.repeat(197)}...`);
    const logger = `com.example.${'very.'.repeat(15)}long.ClassName`;
    const shortened = normalized({ logger, platform: 'java' }).logger ?? '';
    expect(shortened).toMatch(/^\*\..*long\.ClassName$/);
    expect(shortened.length).toBeLessThanOrEqual(64);
    expect(normalized({ logger: 'a\nb' }).logger).toBeUndefined();
    expect(normalized({ logger: `a.b.${'x'.repeat(61)}`, platform: 'java' }).logger).toBe(`*b.${'x'.repeat(61)}`);
    expect(normalized({ logger: ' x ' }).logger).toBe(' x ');
  });

  test('carries its server name and site as tags', () => {
    const event = normalized({ server_name: 'web-1', site: 'eu', tags: { a: 'b' } });
    expect(event.server_name).toBeUndefined();
    expect(event.tags).toEqual([
      ['a', 'b'],
      ['server_name', 'web-1'],
      ['site', 'eu'],
    ]);
  });

  test('gives its own stack to its only exception', () => {
    const stacktrace = { frames: [{ function: 'f' }] };
    const event = normalized({ exception: { type: 'E' }, stacktrace });
    expect(event.exception?.values[0]?.stacktrace).toEqual(stacktrace);
    expect(event.stacktrace).toBeUndefined();
    expect(normalized({ exception: [{ type: 'E' }, { type: 'F' }], stacktrace }).stacktrace).toEqual(stacktrace);
  });
});
