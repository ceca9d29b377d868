import { describe, expect, test } from '@jest/globals';
import { receive } from '../../lib/ingest/receive.ts';
import { DEFAULT_FILTER_SETTINGS, type FilterSettings } from '../../lib/ports/key-store.ts';
import { EVENT_ID, edge, edgeSettings, envelope, errorEvent, request } from '../support/edge.ts';

const send = async (event: object, settings = edgeSettings(), headers: Record<string, string> = {}) => {
  const { deps, messages } = edge({ settings: [settings] });
  const body = envelope({ event_id: EVENT_ID }, [{ type: 'event' }, event]);
  const { response } = await receive(deps, request({ body, headers }));
  const [message] = await messages();
  return { status: response.status, body: response.body, message };
};
const withFilters = (filters: Partial<FilterSettings>) =>
  edgeSettings({ filters: { ...DEFAULT_FILTER_SETTINGS, ...filters } });

describe('an event that a filter takes', () => {
  test('is answered like any other, kept nowhere, and counted under the filter’s name', async () => {
    const { status, body, message } = await send(errorEvent(), withFilters({ errorMessages: ['*cart*'] }));
    expect([status, JSON.parse(String(body))]).toEqual([200, { id: EVENT_ID }]);
    expect(message?.items).toEqual([]);
    expect(message?.outcomes).toEqual([
      { category: 'error', outcome: 'filtered', reason: 'error-message', quantity: 1 },
    ]);
    expect(JSON.stringify(message)).not.toContain('cart');
  });

  test('is seen as it was before scrubbing', async () => {
    const event = errorEvent({ exception: { values: [{ type: 'Error', value: 'card 4571 2345 6789 0111' }] } });
    const { message } = await send(event, withFilters({ errorMessages: ['*4571*'] }));
    expect(message?.outcomes[0]?.reason).toBe('error-message');
  });

  test('is known by the address that it came from, also behind a proxy', async () => {
    const settings = withFilters({ clientIps: ['198.51.100.0/24'] });
    expect((await send(errorEvent(), settings)).message?.items).toHaveLength(1);
    const { message } = await send(errorEvent(), settings, { 'x-forwarded-for': '198.51.100.9' });
    expect(message?.outcomes[0]?.reason).toBe('ip-address');
  });
});

test('a key that was stored before there were filters has the default ones', async () => {
  const { filters: _, ...older } = edgeSettings();
  expect((await send(errorEvent(), older)).message?.items).toHaveLength(1);
  const hydration = errorEvent({ exception: { values: [{ type: 'Error', value: 'Minified React error #423' }] } });
  expect((await send(hydration, older)).message?.outcomes[0]?.reason).toBe('react-hydration-errors');
});
