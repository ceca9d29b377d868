import { describe, expect, test } from '@jest/globals';
import type { ItemType } from '../../lib/protocol/item-type.ts';
import type { Json, JsonObject } from '../../lib/protocol/json.ts';
import { NOW, outcomesOf, type Sent } from './item-context.ts';

const ID = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const attrs = { release: 'shop@1.4.2', environment: 'production' };
const session = (over: JsonObject = {}): JsonObject => ({
  sid: ID,
  init: true,
  started: NOW - 60,
  timestamp: NOW,
  attrs,
  ...over,
});
const checkIn = (over: JsonObject = {}): JsonObject => ({
  check_in_id: ID,
  monitor_slug: 'nightly',
  status: 'ok',
  ...over,
});
const replay = (over: JsonObject = {}): JsonObject => ({ replay_id: ID, segment_id: 0, timestamp: NOW, ...over });
const samples = { samples: [{ stack_id: 0 }, { stack_id: 0 }], stacks: [[0]], frames: [{ function: 'pay' }] };
const profile = (over: JsonObject = {}): JsonObject => ({
  event_id: ID,
  platform: 'python',
  version: '1',
  profile: samples,
  ...over,
});
const chunk = (over: JsonObject = {}): JsonObject => ({
  chunk_id: ID,
  profiler_id: ID,
  platform: 'python',
  version: '2',
  profile: samples,
  ...over,
});
const transaction = (over: JsonObject = {}): JsonObject => ({
  type: 'transaction',
  transaction: '/cart',
  start_timestamp: NOW - 1,
  timestamp: NOW,
  contexts: { trace: { trace_id: ID, span_id: 'c0ffee00c0ffee00' } },
  spans: [{ span_id: 'a' }, { span_id: 'b' }],
  ...over,
});
const recording = (header: Json, body: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]);
const ZLIB = Uint8Array.of(0x78, 0x9c, 1, 2, 3);

type Row = [what: string, payload: Sent['payload'], ...outcomes: string[]];

const fatesOf = (type: ItemType, rows: Row[]): void => {
  test.each(rows.map(row => [row[0], row] as const))('%s', (_, [, payload, ...outcomes]) => {
    expect(outcomesOf(type, { payload })).toEqual(outcomes);
  });
};

describe('a session', () => {
  fatesOf('session', [
    ['that is sound is counted as not kept', session(), 'session invalid unsupported_session 1'],
    ['that is no JSON', '{', 'session invalid invalid_json 1'],
    ['of no release', session({ attrs: {} }), 'session invalid payload 1'],
    ['of a release that cannot be one', session({ attrs: { release: 'latest' } }), 'session invalid payload 1'],
    ['that never began', session({ started: null }), 'session invalid payload 1'],
    ['with errors that are no number', session({ errors: 'many' }), 'session invalid payload 1'],
    ['of last week', session({ started: NOW - 6 * 86_400 }), 'session invalid timestamp 1'],
    ['of tomorrow', session({ timestamp: NOW + 86_400 }), 'session invalid timestamp 1'],
  ]);
});

describe('sessions that a server counted', () => {
  const aggregates = (...list: Json[]): JsonObject => ({ aggregates: list, attrs });
  fatesOf('sessions', [
    [
      'are as many as their counts say',
      aggregates({ started: NOW, exited: 3, crashed: 1 }, { started: NOW - 60, unhandled: 2, errored: 1, abnormal: 1 }),
      'session invalid unsupported_sessions 8',
    ],
    [
      'are judged by their own time each',
      aggregates({ started: NOW, exited: 3 }, { started: NOW - 6 * 86_400, exited: 2 }),
      'session invalid timestamp 2',
      'session invalid unsupported_sessions 3',
    ],
    ['are counted once when they are none', aggregates(), 'session invalid unsupported_sessions 1'],
    ['with a count that is no number', aggregates({ started: NOW, exited: '3' }), 'session invalid payload 1'],
    ['more than one item may hold', aggregates(...Array(10_001).fill({})), 'session invalid too_large:sessions 1'],
    [
      'that lie about how many they are',
      aggregates({ started: NOW, exited: 4e9 }),
      'session invalid unsupported_sessions 1000000000',
    ],
    ['without a release', { aggregates: [] }, 'session invalid payload 1'],
  ]);
});

describe('a check-in', () => {
  const config = (schedule: Json): JsonObject => checkIn({ monitor_config: { schedule } });
  fatesOf('check_in', [
    ['that is sound is counted as not kept', checkIn(), 'monitor invalid unsupported_check_in 1'],
    ['that is no JSON', 'ok', 'monitor invalid invalid_json 1'],
    ['of a monitor whose name has no letter', checkIn({ monitor_slug: '!!!' }), 'monitor invalid invalid_check_in 1'],
    ['without a status', checkIn({ status: null }), 'monitor invalid invalid_check_in 1'],
    ['of too long an environment', checkIn({ environment: 'e'.repeat(65) }), 'monitor invalid invalid_check_in 1'],
    ['every hour', config({ type: 'interval', value: 1, unit: 'hour' }), 'monitor invalid unsupported_check_in 1'],
    [
      'every fortnight',
      config({ type: 'interval', value: 1, unit: 'fortnight' }),
      'monitor invalid invalid_check_in 1',
    ],
    ['at no time at all', config({ type: 'crontab', value: '61 * * * *' }), 'monitor invalid invalid_check_in 1'],
    ['of a monitor without a schedule', checkIn({ monitor_config: {} }), 'monitor invalid invalid_check_in 1'],
  ]);
});

describe('a transaction', () => {
  fatesOf('transaction', [
    [
      'takes its spans, and itself as one, along',
      transaction(),
      'transaction invalid unsupported_transaction 1',
      'span invalid unsupported_transaction 3',
    ],
    [
      'of a health check is filtered',
      transaction({ transaction: 'GET /healthz', spans: [] }),
      'transaction filtered filtered-transaction 1',
      'span filtered filtered-transaction 1',
    ],
    [
      'that ends before it began',
      transaction({ start_timestamp: NOW + 5, spans: null }),
      'transaction invalid invalid_transaction 1',
      'span invalid invalid_transaction 1',
    ],
    ['that is no JSON', 'x', 'transaction invalid invalid_json 1', 'span invalid invalid_json 1'],
  ]);
});

describe('a replay', () => {
  fatesOf('replay_event', [
    ['event that is sound is counted as not kept', replay(), 'replay invalid unsupported_replay_event 1'],
    ['event of no replay', replay({ replay_id: null }), 'replay invalid invalid_replay 1'],
    ['event of a segment beyond all numbers', replay({ segment_id: 65_536 }), 'replay invalid invalid_replay 1'],
    ['event that names errors which are none', replay({ error_ids: ['x'] }), 'replay invalid invalid_replay 1'],
    ['event without a payload', '', 'replay invalid invalid_replay_no_payload 1'],
    ['event that is no JSON', 'x', 'replay invalid invalid_json 1'],
  ]);
  fatesOf('replay_recording', [
    ['recording, compressed', recording({ segment_id: 0 }, ZLIB), 'replay invalid unsupported_replay_recording 1'],
    [
      'recording, in clear',
      recording({ segment_id: 0 }, Buffer.from('[]')),
      'replay invalid unsupported_replay_recording 1',
    ],
    ['recording without its header', ZLIB, 'replay invalid invalid_replay_recording 1'],
    ['recording of no segment', recording({}, ZLIB), 'replay invalid invalid_replay_recording 1'],
    [
      'recording of nothing',
      recording({ segment_id: 0 }, Buffer.alloc(0)),
      'replay invalid invalid_replay_recording 1',
    ],
    [
      'recording of something else',
      recording({ segment_id: 0 }, Buffer.from('PK')),
      'replay invalid invalid_replay_recording 1',
    ],
  ]);
  fatesOf('replay_video', [['video that is none', 'x', 'replay invalid invalid_replay_video 1']]);
});

describe('a profile', () => {
  const withTransaction = { itemTypes: new Set(['profile', 'transaction']) };
  const fate = (over: JsonObject, context = {}): string[] =>
    outcomesOf('profile', { payload: profile(over) }, { ...withTransaction, ...context });

  test('that is sound is counted as not kept', () => {
    expect(fate({})).toEqual(['profile invalid unsupported_profile 1']);
    expect(fate({ platform: 'android', version: null, profile: null, sampled_profile: 'AAAA' })).toEqual([
      'profile invalid unsupported_profile 1',
    ]);
  });

  test('whose transaction did not come is worth nothing', () => {
    expect(fate({}, { itemTypes: new Set(['profile']) })).toEqual([
      'profile invalid profiling_no_transaction_associated 1',
    ]);
  });

  test.each<[string, JsonObject, string]>([
    ['of no platform', { platform: null }, 'invalid_profile_metadata'],
    ['of no id', { event_id: 'x' }, 'invalid_profile_metadata'],
    ['of a format that is out of use', { version: '0' }, 'platform_not_supported'],
    ['of one sample', { profile: { ...samples, samples: [{ stack_id: 0 }] } }, 'not_enough_samples'],
    ['whose samples name no stack', { profile: { ...samples, stacks: [] } }, 'malformed_samples'],
    ['whose stacks name no frame', { profile: { ...samples, frames: [] } }, 'malformed_stacks'],
  ])('%s', (_, over, reason) => {
    expect(fate(over)).toEqual([`profile invalid profiling_${reason} 1`]);
  });
});

describe('a part of a continuous profile', () => {
  const fate = (payload: Json, header: JsonObject = {}, type: ItemType = 'profile_chunk'): string[] =>
    outcomesOf(type, { payload, header });

  test('is counted in the category of its platform, which the header tells best', () => {
    expect(fate(chunk())).toEqual(['profile_chunk invalid unsupported_profile_chunk 1']);
    expect(fate(chunk({ platform: 'cocoa' }))).toEqual(['profile_chunk_ui invalid unsupported_profile_chunk 1']);
    expect(fate(chunk(), { platform: 'javascript' })).toEqual(['profile_chunk_ui invalid unsupported_profile_chunk 1']);
    expect(fate(chunk(), {}, 'profile_chunk_ui')).toEqual(['profile_chunk_ui invalid unsupported_profile_chunk 1']);
    expect(fate('x', { platform: 'javascript' })).toEqual(['profile_chunk_ui invalid invalid_json 1']);
  });

  test('of no platform, profiler or samples falls with its reason', () => {
    expect(fate(chunk({ platform: null }))).toEqual(['profile_chunk invalid profiling_invalid_profile_metadata 1']);
    expect(fate(chunk({ profiler_id: null }))).toEqual(['profile_chunk invalid profiling_invalid_profile_metadata 1']);
    expect(fate(chunk({ profile: [] }))).toEqual(['profile_chunk invalid profiling_invalid_profile_metadata 1']);
  });
});

describe('what no SDK sends by itself', () => {
  test('is counted all the same', () => {
    expect(outcomesOf('metric_buckets', { payload: [{}, {}] })).toEqual([
      'metric_bucket invalid unsupported_metric_buckets 2',
    ]);
    expect(outcomesOf('metric_buckets', { payload: {} })).toEqual(['metric_bucket invalid payload 1']);
    expect(outcomesOf('unreal_report', { payload: ZLIB })).toEqual(['error invalid unsupported_unreal_report 1']);
    expect(outcomesOf('unreal_report', { payload: '' })).toEqual(['error invalid invalid_unreal_report 1']);
    expect(outcomesOf('form_data', { payload: [['a', 'b']] })).toEqual(['default invalid unsupported_form_data 1']);
    expect(outcomesOf('form_data', { payload: [['a']] })).toEqual(['default invalid payload 1']);
  });
});
