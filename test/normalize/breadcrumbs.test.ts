import { describe, expect, test } from '@jest/globals';
import { faults, normalized, RECEIVED_AT } from './normalized.ts';

describe('breadcrumbs', () => {
  test('have a type and a level, and time in seconds', () => {
    const timestamp = new Date(RECEIVED_AT).toISOString();
    expect(
      normalized({
        breadcrumbs: [
          { timestamp, message: 'm', data: { a: 1 } },
          { level: 'warn', type: 'http' },
        ],
      }).breadcrumbs,
    ).toEqual({
      values: [
        { timestamp: RECEIVED_AT / 1000, message: 'm', data: { a: 1 }, type: 'default', level: 'info' },
        { type: 'http', level: 'info' },
      ],
    });
  });

  test('are all kept, but those of before 1970', () => {
    const breadcrumbs = [{ timestamp: -1, message: 'old' }, ...Array.from({ length: 300 }, () => ({ message: 'm' }))];
    expect(normalized({ breadcrumbs }).breadcrumbs?.values).toHaveLength(300);
  });

  test('tell of another event by its id, in one spelling', () => {
    const event = normalized({
      breadcrumbs: [{ event_id: 'AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA' }, { event_id: 'x' }],
    });
    expect(event.breadcrumbs?.values.map(crumb => crumb.event_id)).toEqual(['a'.repeat(32), undefined]);
    expect(faults(event)).toEqual(['invalid_data breadcrumbs.values.1.event_id']);
  });

  test('lose keys that Sentry does not know, and say so', () => {
    const event = normalized({ breadcrumbs: { values: [{ message: 'm' }, { message: 'n', extra: 1 }, 'x'] } });
    expect(event.breadcrumbs?.values[1]).toEqual({ message: 'n', type: 'default', level: 'info' });
    expect(faults(event)).toEqual([
      'invalid_attribute breadcrumbs.values.1.extra',
      'invalid_data breadcrumbs.values.2',
    ]);
  });
});
