import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toDigestEvent } from '../../lib/digest/digest-event.ts';
import { learnKnown, type SeenEvent } from '../../lib/digest/learn-known.ts';
import { DEFAULT_GROUPING } from '../../lib/digest/read-grouping.ts';
import { signatureOf } from '../../lib/digest/signature-of.ts';
import { receive } from '../../lib/ingest/receive.ts';
import type { EdgeSettings } from '../../lib/ports/key-store.ts';
import type { Frame, SentryEvent } from '../../lib/protocol/event.ts';
import { eventsOf, type QueueMessage } from '../../lib/protocol/queue-message.ts';
import { EVENT_ID, edge, edgeSettings, envelope, errorEvent, request } from '../support/edge.ts';

const NOW = 1_795_000_001_000;
const LIMIT = { step: 'limit', scope: 'project', until: Date.UTC(2026, 11, 1) } as const;
const { rules } = DEFAULT_GROUPING;

const FRAMES: Frame[] = [
  { function: 'run', filename: 'https://shop.example/main.js?v=1', in_app: true },
  { function: 'pay', filename: 'https://shop.example/cart.js?v=1', in_app: true },
];

const thrown = (value: string, frames: readonly Frame[] = FRAMES) => {
  const { exception } = errorEvent();
  return errorEvent({ exception: { values: [{ ...exception.values[0], value, stacktrace: { frames } }] } });
};

/** What the edge lets into the queue. */
const passing = async (settings: EdgeSettings, payload: object): Promise<SentryEvent[]> => {
  const { deps, messages } = edge({ now: NOW, settings: [settings] });
  const body = envelope({ event_id: EVENT_ID }, [{ type: 'event' }, payload]);
  await receive(deps, request({ body }));
  return (await messages()).flatMap(eventsOf).map(({ event }) => event);
};

/** As the digest sees an event of a busy issue. */
const seen = (arrived: SentryEvent): SeenEvent => ({
  event: { signature: () => signatureOf({ arrived, event: arrived }, rules) },
  issue: { id: '1', count: 100, status: 'unresolved' },
});

const learned = async (before: EdgeSettings, events: readonly SentryEvent[]): Promise<EdgeSettings> => {
  let settings = before;
  const learn = learnKnown({
    clock: { now: () => NOW },
    budgets: { stepOf: async () => 'limit' },
    projects: {
      updateKeySettings: async (_, change) => {
        settings = change(settings);
        return 1;
      },
    },
  });
  await learn('1', events.map(seen));
  return settings;
};

describe('what the digest has learned', () => {
  test('is what the edge refuses: the next event of that bug, with another message', async () => {
    const settings = edgeSettings({ budget: LIMIT });
    const [first] = await passing(settings, thrown('order 17 is gone'));
    const after = await learned(settings, first ? [first] : []);
    expect(after.budget?.known).toHaveLength(1);
    expect(await passing(after, thrown('nobody is there'))).toEqual([]);
    expect(await passing(after, thrown('nobody is there', FRAMES.slice(0, 1)))).toHaveLength(1);
  });

  test('is nothing where the project has rules of its own, and what was learned before them is forgotten', async () => {
    const settings = edgeSettings({ budget: LIMIT });
    const [first] = await passing(settings, thrown('order 17 is gone'));
    const events = first ? [first] : [];
    const ruled = { ...settings, ownGrouping: true };
    expect((await learned(ruled, events)).budget?.known).toBeUndefined();
    const before = await learned(settings, events);
    expect(await passing(before, thrown('order 17 is gone'))).toEqual([]);
    expect(await passing({ ...before, ownGrouping: true }, thrown('order 17 is gone'))).toHaveLength(1);
  });
});

describe('a signature', () => {
  const vendor: Frame[] = [
    { function: 'start', filename: 'https://js-agent.newrelic.com/agent.js', in_app: true },
    { function: 'wrapped', filename: 'https://js-agent.newrelic.com/agent.js', in_app: true },
  ];
  const eventOf = (value: string, frames: Frame[]): SentryEvent => ({
    event_id: EVENT_ID,
    type: 'error',
    timestamp: NOW / 1_000,
    received: NOW / 1_000,
    level: 'error',
    platform: 'javascript',
    exception: { values: [{ type: 'Error', value, stacktrace: { frames } }] },
  });
  const ofEvent = (event: SentryEvent) => signatureOf({ arrived: event, event }, rules);

  test('is none where rules take the frames away that stood for the message', () => {
    expect(ofEvent(eventOf('a', FRAMES))).toBe(ofEvent(eventOf('b', FRAMES)));
    expect(ofEvent(eventOf('a', vendor))).toBeUndefined();
  });

  test('is none where a source map does so', () => {
    const [arrived, event] = [eventOf('a', FRAMES), eventOf('a', vendor)];
    expect(signatureOf({ arrived, event }, rules)).toBeUndefined();
    expect(signatureOf({ arrived, event: arrived }, rules)).toBeDefined();
  });

  test('leads to one issue, by the rules that every project has', () => {
    const frame: fc.Arbitrary<Frame> = fc.record(
      {
        function: fc.constantFrom('pay', 'run', 'nextTick', 'processTicksAndRejections', 'eval', '_callSuper'),
        module: fc.constantFrom('shop.cart', 'newrelic.api', '@babel/runtime', 'Sentry.Unity.Core'),
        filename: fc.constantFrom('cart.js', 'node:internal/process', '/site-packages/newrelic/a.py', 'logrocket/x.js'),
        abs_path: fc.constantFrom('https://shop.example/cart.js', 'https://cdn.logrocket.io/l.js'),
        in_app: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const candidates = fc.record({
      value: fc.constantFrom('order 17 failed', 'order 18 failed', 'gone', 'Hydration failed because of it'),
      frames: fc.array(frame, { minLength: 1, maxLength: 3 }),
      platform: fc.constantFrom('javascript', 'node', 'python', 'ruby'),
    });
    const message: QueueMessage = {
      version: 1,
      id: 'm',
      organization: 'my-team',
      projectId: '1',
      projectSlug: 'web',
      publicKey: 'k',
      received: NOW,
      items: [],
      outcomes: [],
    };
    const found = new Map<string, readonly string[]>();
    fc.assert(
      fc.property(candidates, ({ value, frames, platform }) => {
        const event = { ...eventOf(value, frames), platform };
        const signature = ofEvent(event);
        if (signature === undefined) return;
        const item = { type: 'event', eventId: EVENT_ID, second: 0, event } as const;
        const { hashes } = toDigestEvent({ recordId: 'r' }, message, item);
        expect(found.get(signature) ?? hashes).toEqual(hashes);
        found.set(signature, hashes);
      }),
      { numRuns: 5_000, seed: 7 },
    );
    expect(found.size).toBeGreaterThan(500);
  });
});
