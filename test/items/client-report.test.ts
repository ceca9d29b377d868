import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../lib/protocol/json.ts';
import { NOW, outcomesOf, RECEIVED_AT } from './item-context.ts';

const DAY = 86_400;
const row = { reason: 'sample_rate', category: 'transaction', quantity: 2 };
const fate = (payload: JsonObject, over = {}): string[] => outcomesOf('client_report', { payload }, over);

describe('a client report', () => {
  test('counts what was thrown away on the way, by whom and why', () => {
    expect(
      fate({
        timestamp: NOW,
        discarded_events: [row],
        rate_limited_events: [{ reason: 'key_quota', category: 'error', quantity: 3 }],
        filtered_events: [{ reason: 'web-crawlers', category: 'error', quantity: 4 }],
        filtered_sampling_events: [{ reason: 'Sampled:1000,3000', category: 'span', quantity: 5 }],
      }),
    ).toEqual([
      'transaction client_discard sample_rate 2',
      'error rate_limited key_quota 3',
      'error filtered web-crawlers 4',
      'span filtered Sampled:1000,3000 5',
    ]);
  });

  test('speaks in words that nobody can smuggle anything into', () => {
    const odd = { reason: `a b#${'x'.repeat(300)}`, category: '__proto__', quantity: -1 };
    expect(fate({ discarded_events: [odd] })).toEqual([`unknown client_discard a_b_${'x'.repeat(196)} 1`]);
    expect(fate({ discarded_events: [{ ...row, quantity: 1e300 }] })).toEqual([
      'transaction client_discard sample_rate 1000000000',
    ]);
    expect(fate({ discarded_events: Array(1_000).fill(row), filtered_events: Array(1_000).fill(row) })).toHaveLength(
      100,
    );
  });

  test('is taken for as long as anything is kept, by its own clock or by ours', () => {
    const rows = ['transaction client_discard sample_rate 2'];
    const late = ['default invalid timestamp 1'];
    const from = (timestamp: number, over = {}): string[] => fate({ timestamp, discarded_events: [row] }, over);
    expect(from(NOW - 89 * DAY)).toEqual(rows);
    expect(from(NOW - 91 * DAY)).toEqual(late);
    expect(from(NOW + 59)).toEqual(rows);
    expect(from(NOW + 61)).toEqual(late);
    expect(from(NOW - 400 * DAY, { sentAt: RECEIVED_AT - 400 * DAY * 1000 })).toEqual(rows);
    expect(fate({ discarded_events: [row] })).toEqual(rows);
  });

  test('that is none is itself counted', () => {
    expect(outcomesOf('client_report', { payload: 'x' })).toEqual(['default invalid invalid_json 1']);
    expect(fate({ timestamp: NOW })).toEqual(['default invalid payload 1']);
    expect(fate({ timestamp: 'yesterday', discarded_events: [row] })).toEqual(['default invalid payload 1']);
  });
});
