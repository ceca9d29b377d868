import { describe, expect, test } from '@jest/globals';
import { receive } from '../../lib/ingest/receive.ts';
import { AT_EDGE } from '../../lib/items/at-edge.ts';
import { ITEM_TYPES, type ItemType } from '../../lib/protocol/item-type.ts';
import { EVENT_ID, edge, envelope, errorEvent, request } from '../support/edge.ts';

const answer = async (path: string) => {
  const body = path.includes('store')
    ? Buffer.from(JSON.stringify(errorEvent()))
    : envelope({ event_id: EVENT_ID }, [{ type: 'event' }, errorEvent()]);
  return (await receive(edge().deps, request({ path, body }))).response;
};
const categoriesOf = (header = ''): string[] => (header.split(':')[1] ?? '').split(';');

describe('every answer to an SDK', () => {
  test.each(['/api/1/envelope/', '/api/1/store/'])('switches off what is not kept, at %s', async path => {
    const { status, headers } = await answer(path);
    expect(status).toBe(200);
    expect(headers['x-sentry-rate-limits']).toMatch(/^3600:[a-z_;]+:organization:not_kept$/);
    expect(headers['retry-after']).toBeUndefined();
  });

  test('leaves on whatever the product is there for', async () => {
    const { headers } = await answer('/api/1/envelope/');
    const off = categoriesOf(headers['x-sentry-rate-limits']);
    for (const kept of ['', 'error', 'default', 'security', 'attachment', 'feedback', 'unknown'])
      expect(off).not.toContain(kept);
  });

  test('follows the registry: a category is off when none of its types is kept', async () => {
    const { headers } = await answer('/api/1/envelope/');
    const off = categoriesOf(headers['x-sentry-rate-limits']);
    // The keys of a constant.
    for (const type of Object.keys(ITEM_TYPES) as ItemType[])
      if (!('unsupported' in AT_EDGE[type])) expect(off).not.toContain(ITEM_TYPES[type]);
    expect(off).toContain('transaction');
    expect(off).toContain('session');
  });
});
