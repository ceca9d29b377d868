import { describe, expect, test } from '@jest/globals';
import { decompress } from '../../lib/ingest/decompress.ts';
import { receive } from '../../lib/ingest/receive.ts';
import { parseEnvelope } from '../../lib/protocol/envelope.ts';
import type { Outcome } from '../../lib/protocol/outcome.ts';
import { recordedRequests } from '../support/corpus.ts';
import { countsOf } from '../support/counts-of.ts';
import { edge } from '../support/edge.ts';
import { inClear, replay } from '../support/replay.ts';

/** What is kept has its fate behind the queue; it is counted as one there. */
const KEPT_AS = { event: 'error', attachment: 'attachment_item', feedback: 'feedback' } as const;
const isNoSize = ({ category }: Outcome): boolean => category !== 'attachment' && !category.endsWith('_byte');

const sum = (counts: readonly (readonly [category: string, quantity: number])[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const [category, quantity] of counts) sums[category] = (sums[category] ?? 0) + quantity;
  return sums;
};

const all = recordedRequests();
const byDoor = (pattern: RegExp, method: string) =>
  all.filter(one => one.method === method && pattern.test(one.url.split('?')[0] ?? ''));
const envelopes = byDoor(/\/envelope\/?$/, 'POST');
const stores = byDoor(/\/store\/?$/, 'POST');

describe('requests recorded from real SDKs', () => {
  test('the recordings are there', () => {
    expect(envelopes.length).toBeGreaterThan(490);
    expect(stores.length).toBeGreaterThan(30);
  });

  test.each(envelopes.map(one => [one.name, one] as const))(
    '%s: the envelope is taken, and each of its items has one fate',
    async (_, recorded) => {
      const { deps, messages } = edge({ now: recorded.recordedAt });
      const request = inClear(replay(recorded));
      const { response } = await receive(deps, request);
      expect([response.status, response.body]).toEqual([200, expect.stringMatching(/^\{("id":"[0-9a-f]{32}")?\}$/)]);

      const sent = parseEnvelope(decompress(request)).items;
      const taken = await messages();
      const kept = taken.flatMap(message => message.items).map(item => [KEPT_AS[item.type], 1] as const);
      const counted = taken.flatMap(message => message.outcomes).filter(({ outcome }) => outcome !== 'client_discard');
      const fates = [
        ...kept,
        ...counted.filter(isNoSize).map(({ category, quantity }) => [category, quantity] as const),
      ];
      expect(sum(fates)).toEqual(sum(sent.map(countsOf).flatMap(counts => Object.entries(counts))));
      expect(counted.filter(({ reason }) => !reason.startsWith('unsupported_'))).toEqual([]);
    },
  );

  test.each(stores.map(one => [one.name, one] as const))('%s: the stored event is taken', async (_, recorded) => {
    const { deps, messages } = edge({ now: recorded.recordedAt });
    const { response } = await receive(deps, replay(recorded));
    expect(response.status).toBe(200);
    const [message] = await messages();
    expect(message?.items).toHaveLength(1);
    expect(JSON.parse(String(response.body)).id).toBe(message?.items[0]?.eventId);
  });

  test.each(all.filter(one => one.method === 'OPTIONS').map(one => [one.name, one] as const))(
    '%s: the preflight is allowed',
    async (_, recorded) => {
      const { response } = await receive(edge().deps, replay(recorded));
      expect(response.status).toBe(204);
      expect(response.headers['access-control-allow-origin']).toBe('*');
      const asked =
        recorded.headers.find(([name]) => name.toLowerCase() === 'access-control-request-headers')?.[1] ?? '';
      const allowed = response.headers['access-control-allow-headers']?.split(', ') ?? [];
      for (const header of asked.split(/,\s*/).filter(Boolean)) expect(allowed).toContain(header.toLowerCase());
    },
  );

  test('planted secrets do not get through where the rules reach', async () => {
    const planted = all.filter(
      one =>
        /scope-secrets/.test(one.name) &&
        one.method === 'POST' &&
        /(envelope|store)\/?$/.test(one.url.split('?')[0] ?? ''),
    );
    expect(planted.length).toBeGreaterThan(3);
    for (const recorded of planted) {
      const { deps, messages } = edge({ now: recorded.recordedAt });
      await receive(deps, inClear(replay(recorded)));
      const kept = JSON.stringify((await messages()).map(message => message.items));
      expect(kept).not.toMatch(/"(password|passwd|api_?key|secret|authorization)":"(?!\[Filtered\]|")[^"]+"/i);
    }
  });
});
