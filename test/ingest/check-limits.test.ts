import { describe, expect, test } from '@jest/globals';
import {
  checkLimits,
  MAX_CHECK_IN_BYTES,
  MAX_CLIENT_REPORT_BYTES,
  MAX_CLIENT_REPORTS,
  MAX_EVENT_BYTES,
  MAX_FILES,
  MAX_LEGACY_SPANS,
  MAX_LOG_BYTES,
  MAX_REPLAY_BYTES,
  MAX_SESSION_BYTES,
  MAX_SESSION_ITEMS,
  MAX_SPAN_BYTES,
  MAX_TRACE_METRIC_BYTES,
} from '../../lib/ingest/check-limits.ts';
import type { EnvelopeItem } from '../../lib/protocol/envelope.ts';
import { MAX_CONTAINER_BYTES } from '../../lib/protocol/item-container.ts';
import type { JsonObject } from '../../lib/protocol/json.ts';
import { Refusal } from '../../lib/protocol/refusal.ts';

const item = (type: string, bytes = 2, header: JsonObject = {}): EnvelopeItem => ({
  type,
  header: { type, ...header },
  payload: new Uint8Array(bytes),
});
const many = (count: number, type: string, bytes?: number): EnvelopeItem[] =>
  Array.from({ length: count }, () => item(type, bytes));
const SPANS = { content_type: 'application/vnd.sentry.items.span.v2+json' };

/** What the SDK is told, or `undefined` when the envelope may pass. */
const refused = (items: EnvelopeItem[], door: { batches?: true } = {}): string | undefined => {
  try {
    checkLimits({ header: {}, items }, door);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.reason).toBe('item_too_large');
    return error.causes.join();
  }
};

describe('an envelope of a size that SDKs send', () => {
  test.each<[string, EnvelopeItem[]]>([
    ['an event with its files', [item('event', MAX_EVENT_BYTES), ...many(MAX_FILES, 'attachment', 100_000)]],
    ['a transaction with its profile', [item('transaction'), item('profile', 20_000_000)]],
    ['a replay', [item('replay_event'), item('replay_recording', MAX_REPLAY_BYTES)]],
    ['sessions', many(MAX_SESSION_ITEMS, 'session', 1_000)],
    ['client reports', many(MAX_CLIENT_REPORTS, 'client_report', 1_000)],
    ['spans one by one', many(MAX_LEGACY_SPANS, 'span')],
    ['one container of each kind', [item('log'), item('trace_metric'), item('span', 2, SPANS)]],
    ['many log lines', [item('log', MAX_LOG_BYTES + 2, { item_count: 2 })]],
    ['what nobody knows', many(400, 'made_up', 10)],
  ])('passes: %s', (_, items) => {
    expect(refused(items)).toBeUndefined();
  });
});

describe('an envelope with too much of something falls as a whole, and tells of what', () => {
  test.each<[EnvelopeItem[], string]>([
    [[item('event'), item('feedback')], '2 items of type event, feedback in an envelope, at most 1'],
    [[item('event', MAX_EVENT_BYTES + 1)], 'item of type event has 1048577 bytes, at most 1048576'],
    [[item('event', MAX_EVENT_BYTES + 1, { item_count: 9 })], 'item of type event has 1048577 bytes, at most 1048576'],
    [many(MAX_FILES + 1, 'attachment'), '31 items of type attachment in an envelope, at most 30'],
    [many(2, 'replay_recording'), '2 items of type replay_recording in an envelope, at most 1'],
    [[item('replay_video', MAX_REPLAY_BYTES + 1)], 'item of type replay_video has 10485761 bytes, at most 10485760'],
    [
      [...many(MAX_SESSION_ITEMS, 'session'), item('sessions')],
      '101 items of type session, sessions in an envelope, at most 100',
    ],
    [
      [item('session', MAX_SESSION_BYTES), item('sessions')],
      'items of type session, sessions have 10485762 bytes together, at most 10485760',
    ],
    [many(101, 'client_report'), '101 items of type client_report in an envelope, at most 100'],
    [
      many(2, 'client_report', MAX_CLIENT_REPORT_BYTES / 2 + 1),
      'items of type client_report have 102402 bytes together, at most 102400',
    ],
    [[item('profile'), item('profile_chunk')], '2 items of type profile, profile_chunk in an envelope, at most 1'],
    [many(2, 'check_in'), '2 items of type check_in in an envelope, at most 1'],
    [[item('check_in', MAX_CHECK_IN_BYTES + 1)], 'item of type check_in has 102401 bytes, at most 102400'],
    [many(2, 'log'), '2 items of type log in an envelope, at most 1'],
    [[item('log', MAX_LOG_BYTES + 1)], 'item of type log has 2097153 bytes for 1 entries, at most 2097152 each'],
    [
      [item('trace_metric', 2 * MAX_TRACE_METRIC_BYTES + 1, { item_count: 2 })],
      'item of type trace_metric has 2097153 bytes for 2 entries, at most 1048576 each',
    ],
    [
      [item('log', MAX_CONTAINER_BYTES + 1, { item_count: 100 })],
      'items of type log have 12582913 bytes together, at most 12582912',
    ],
    [many(MAX_LEGACY_SPANS + 1, 'span'), '26 items of type span in an envelope, at most 25'],
    [[item('span', MAX_SPAN_BYTES + 1)], 'item of type span has 10485761 bytes, at most 10485760'],
    [[item('span', 2, SPANS), item('span', 2, SPANS)], '2 items of type span in an envelope, at most 1'],
  ])('%#', (items, told) => {
    expect(refused(items)).toBe(told);
  });
});

test('a door that makes many events of one request may do so, each no larger than any', () => {
  expect(refused(many(50, 'raw_security'), { batches: true })).toBeUndefined();
  expect(refused([item('raw_security', MAX_EVENT_BYTES + 1)], { batches: true })).toContain('raw_security');
  expect(refused(many(2, 'check_in'), { batches: true })).toContain('check_in');
});

test('what is too large is said by its type, as Sentry says it', () => {
  const limits = () => checkLimits({ header: {}, items: [item('event', MAX_EVENT_BYTES + 1)] }, {});
  expect(limits).toThrow(
    "envelope exceeded size limits for type 'event' (https://develop.sentry.dev/sdk/envelopes/#size-limits)",
  );
});
