import { describe, expect, test } from '@jest/globals';
import { normalizeEvent } from '../../lib/normalize/normalize-event.ts';
import { parseTimestamp } from '../../lib/normalize/parse-timestamp.ts';
import { faults, META, normalized, RECEIVED_AT } from './normalized.ts';

const RECEIVED = RECEIVED_AT / 1000;
const MINUTE = 60;

describe('a time', () => {
  test.each([
    ['2023-11-14T22:13:20', 1_700_000_000],
    ['2023-11-14T22:13:20Z', 1_700_000_000],
    ['2023-11-14 22:13:20Z', 1_700_000_000],
    [' 2023-11-14T22:13:20 Z', 1_700_000_000],
    ['2023-11-15 00:13:20.5 +02:00', 1_700_000_000.5],
    ['2023-11-15T00:13:20.123456+02:00', 1_700_000_000.123456],
    ['2023-11-14T22:13:20.5Z', 1_700_000_000.5],
    [1_700_000_000, 1_700_000_000],
    [1_700_000_000.25, 1_700_000_000.25],
  ])('%p is understood', (sent, seconds) => {
    expect(parseTimestamp(sent)).toBe(seconds);
  });

  test.each([
    '2023-11-14 22:13:20',
    '1700000000',
    '2023-11-14',
    '2023-02-30T00:00:00Z',
    '2023-11-14T25:00:00Z',
    'yesterday',
    253_402_300_800,
    true,
    {},
  ])('%p is none: the event happened when it was received', sent => {
    const event = normalized({ timestamp: sent });
    expect(event.timestamp).toBe(RECEIVED);
    expect(faults(event)).toEqual(['invalid_data timestamp']);
  });
});

describe('the time of an event', () => {
  test('in the future by more than a minute is the time of receipt, and everything else moves along', () => {
    const event = normalized({
      timestamp: RECEIVED + 3600,
      breadcrumbs: [{ timestamp: RECEIVED + 3590, message: 'm' }],
    });
    expect(event.timestamp).toBe(RECEIVED);
    expect(event.breadcrumbs?.values[0]?.timestamp).toBe(RECEIVED - 10);
    expect(event.errors).toEqual([
      {
        type: 'future_timestamp',
        name: 'timestamp',
        sdk_time: '2026-11-23T13:00:00.000Z',
        server_time: '2026-11-23T12:00:00.000Z',
      },
    ]);
    expect(normalized({ timestamp: RECEIVED + 59 }).timestamp).toBe(RECEIVED + 59);
  });

  test('older than what is kept is the time of receipt', () => {
    const event = normalized({ timestamp: RECEIVED - 91 * 86_400 });
    expect(event.timestamp).toBe(RECEIVED);
    expect(faults(event)).toEqual(['past_timestamp timestamp']);
    expect(normalized({ timestamp: RECEIVED - 89 * 86_400 }).errors).toBeUndefined();
  });

  test('before 1970 drops the event', () => {
    expect(normalizeEvent({ timestamp: -5 }, META)).toEqual({ discard: 'timestamp' });
  });

  test('is corrected when the clock of the SDK is 55 minutes off or more', () => {
    const sentAt = RECEIVED_AT - 55 * MINUTE * 1000;
    const raw = { timestamp: sentAt / 1000 - 2, breadcrumbs: [{ timestamp: sentAt / 1000 - 3 }] };
    const event = normalized(raw, { sentAt });
    expect(event.timestamp).toBe(RECEIVED - 2);
    expect(event.breadcrumbs?.values[0]?.timestamp).toBe(RECEIVED - 3);
    expect(faults(event)).toEqual(['clock_drift timestamp']);
  });

  test('is left alone when the clock is less off, or nobody knows', () => {
    const timestamp = RECEIVED - 54 * MINUTE;
    expect(normalized({ timestamp }, { sentAt: timestamp * 1000 }).timestamp).toBe(timestamp);
    expect(normalized({ timestamp: RECEIVED - 7200 }).timestamp).toBe(RECEIVED - 7200);
    expect(normalized({ timestamp }, { sentAt: Number.NaN }).timestamp).toBe(timestamp);
  });
});
