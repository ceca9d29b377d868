import { describe, expect, test } from '@jest/globals';
import { normalizeSession, normalizeSessionAggregates } from '../../lib/normalize/session.ts';
import type { JsonObject } from '../../lib/protocol/json.ts';
import { RECEIVED_AT } from './normalized.ts';

const NOW = RECEIVED_AT / 1000;
const meta = { receivedAt: RECEIVED_AT, newId: () => 'd'.repeat(32) };
const sent: JsonObject = {
  sid: 'C0FFEE00-c0ff-ee00-c0ff-ee00c0ffee00',
  did: 7,
  seq: 3,
  init: true,
  started: NOW - 60,
  timestamp: NOW - 1,
  status: 'crashed',
  errors: 2,
  duration: 59.5,
  abnormal_mechanism: 'anr_foreground',
  attrs: { release: ' shop@1 ', environment: 'production', ip_address: '{{auto}}', user_agent: 'Mozilla/5.0' },
};
const sessionOf = (over: JsonObject = {}, request = {}) => {
  const normalized = normalizeSession({ ...sent, ...over }, { ...meta, ...request });
  if ('discard' in normalized) throw new Error(normalized.discard);
  return normalized.session;
};

describe('a session', () => {
  test('says all that the SDK said, in one spelling', () => {
    expect(sessionOf()).toEqual({
      id: 'c0ffee00c0ffee00c0ffee00c0ffee00',
      distinctId: '7',
      sequence: 3,
      init: true,
      started: NOW - 60,
      timestamp: NOW - 1,
      status: 'crashed',
      errors: 2,
      duration: 59.5,
      abnormalMechanism: 'anr_foreground',
      attributes: { release: 'shop@1', environment: 'production', ipAddress: '{{auto}}', userAgent: 'Mozilla/5.0' },
    });
  });

  test('needs no more than its beginning and a release', () => {
    const normalized = normalizeSession({ started: NOW, attrs: { release: 'shop@1' } }, meta);
    expect(normalized).toEqual({
      session: {
        id: 'd'.repeat(32),
        sequence: RECEIVED_AT,
        init: false,
        started: NOW,
        timestamp: NOW,
        status: 'ok',
        errors: 0,
        attributes: { release: 'shop@1' },
      },
    });
  });

  test.each(['ok', 'exited', 'crashed', 'abnormal', 'errored', 'unhandled', 'other'])('may be %s', status => {
    expect(sessionOf({ status }).status).toBe(status);
  });

  test('of a status that only later SDKs know is told apart', () => {
    expect(sessionOf({ status: 'evaporated' }).status).toBe('other');
  });

  test('is not updated before it began', () => {
    expect(sessionOf({ timestamp: NOW - 120 }).timestamp).toBe(NOW - 60);
  });

  test('by a clock that is hours off is moved to where it belongs', () => {
    const [started, timestamp] = [NOW - 7_260, NOW - 7_200];
    const session = sessionOf({ started, timestamp }, { sentAt: RECEIVED_AT - 7_200_000 });
    expect([session.started, session.timestamp]).toEqual([NOW - 60, NOW]);
  });

  test('loses an environment that cannot be one', () => {
    expect(sessionOf({ attrs: { release: 'shop@1', environment: 'a/b' } }).attributes).toEqual({ release: 'shop@1' });
  });
});

test('sessions that a server counted keep their counts, but for those of another time', () => {
  const raw: JsonObject = {
    aggregates: [
      { started: NOW - 60, exited: 5, crashed: 1, did: 'jane' },
      { started: NOW - 6 * 86_400, errored: 4 },
    ],
    attrs: { release: 'shop@1' },
  };
  expect(normalizeSessionAggregates(raw, meta)).toEqual({
    aggregates: {
      counts: [{ started: NOW - 60, exited: 5, errored: 0, abnormal: 0, unhandled: 0, crashed: 1, distinctId: 'jane' }],
      untimely: 4,
      attributes: { release: 'shop@1' },
    },
  });
});
