import { describe, expect, test } from '@jest/globals';
import { RECEIPT_TTL_SECONDS } from '../../lib/aws/receipts.ts';
import { eventSecond } from '../../lib/items/event/event-second.ts';

const RECEIVED_AT = Date.parse('2026-11-22T12:00:00.750Z');
const RECEIVED = Math.floor(RECEIVED_AT / 1_000);
const ID = 'a1b2c3d4e5f60718a1b2c3d4e5f60719';
const secondOf = (timestamp: Parameters<typeof eventSecond>[0], id = ID) => eventSecond(timestamp, RECEIVED_AT, id);

describe('the second that an event is known by', () => {
  test.each([
    ['a number', RECEIVED - 90.25, RECEIVED - 91],
    ['a text', '2026-11-22T11:00:00.9Z', RECEIVED - 3_600],
    ['nothing', undefined, RECEIVED],
    ['what is no time', 'yesterday', RECEIVED],
    ['a text without end', ' '.repeat(64), RECEIVED],
    ['the oldest that has receipts', RECEIVED - RECEIPT_TTL_SECONDS, RECEIVED - RECEIPT_TTL_SECONDS],
  ])('is what the SDK wrote: %s', (_, timestamp, second) => {
    expect(secondOf(timestamp)).toBe(second);
  });

  test.each([
    ['in 1970', 0],
    ['in 2100', '2100-01-01T00:00:00Z'],
    ['before 1970', -86_400],
    ['in milliseconds', RECEIVED_AT],
    ['a hundred days old', RECEIVED - 100 * 86_400],
    ['beyond all dates', 1e300],
  ])(
    'of a clock that is far off (%s) comes from the id: the same when the event is sent again, another for others',
    (_, timestamp) => {
      const ids = Array.from({ length: 1_000 }, (__, n) => [
        n.toString(16).padStart(32, '0'),
        `${n.toString(16).padStart(8, '0')}${ID.slice(8)}`,
      ]);
      for (const side of [0, 1]) {
        const seconds = ids.map(pair => secondOf(timestamp, pair[side]));
        expect(new Set(seconds).size).toBe(1_000);
        expect(seconds.every(second => Number.isSafeInteger(second) && second < 0)).toBe(true);
      }
      expect(eventSecond(timestamp, RECEIVED_AT + 3_600_000, ID)).toBe(secondOf(timestamp));
    },
  );
});
