import { randomBytes } from 'node:crypto';
import { dequeue } from '../../lib/digest/dequeue.ts';
import type { IngestRequest } from '../../lib/ingest/http.ts';
import { quotaMeter } from '../../lib/ingest/quota-meter.ts';
import type { ReceiveDeps } from '../../lib/ingest/receive.ts';
import { DEFAULT_FILTER_SETTINGS, DEFAULT_SCRUB_SETTINGS, type EdgeSettings } from '../../lib/ports/key-store.ts';
import type { QueueMessage } from '../../lib/protocol/queue-message.ts';

export const PUBLIC_KEY = 'a'.repeat(32);
export const PROJECT_ID = '1';
export const PSEUDONYM_KEY = 'c'.repeat(64);

export const edgeSettings = (over: Partial<EdgeSettings> = {}): EdgeSettings => ({
  publicKey: PUBLIC_KEY,
  projectId: PROJECT_ID,
  projectSlug: 'web',
  organization: 'my-team',
  enabled: true,
  scrub: { ...DEFAULT_SCRUB_SETTINGS, pseudonymKey: PSEUDONYM_KEY },
  filters: DEFAULT_FILTER_SETTINGS,
  ...over,
});

/** The edge's ports in memory, and what it put into queue and blob store. */
export const edge = (options: { now?: number; settings?: EdgeSettings[] } = {}) => {
  const bodies: string[] = [];
  const blobs = new Map<string, Uint8Array>();
  const settings = new Map((options.settings ?? [edgeSettings()]).map(one => [one.publicKey, one]));
  const blobStore = {
    put: async (key: string, bytes: Uint8Array) => void blobs.set(key, bytes),
    get: async (key: string) => blobs.get(key),
    delete: async (key: string) => void blobs.delete(key),
  };
  const deps: ReceiveDeps = {
    clock: { now: () => options.now ?? Date.now() },
    ids: {
      hex32: () => randomBytes(16).toString('hex'),
      secret: n => randomBytes(n).toString('hex'),
      issueId: String,
      random: Math.random,
    },
    keys: { find: async key => settings.get(key) },
    queue: { send: async body => void bodies.push(body) },
    blobs: blobStore,
    meter: quotaMeter(),
    retentionDays: 90,
  };
  const messages = (): Promise<QueueMessage[]> => Promise.all(bodies.map(body => dequeue(blobStore, body)));
  return { deps, bodies, blobs, messages };
};

/** A request of an SDK; give what matters. */
export const request = (over: Partial<IngestRequest> & { path?: string }): IngestRequest => ({
  method: 'POST',
  path: `/api/${PROJECT_ID}/envelope/`,
  query: new URLSearchParams({ sentry_key: PUBLIC_KEY, sentry_version: '7' }),
  headers: {},
  body: new Uint8Array(),
  bodyWasText: false,
  sourceIp: '203.0.113.7',
  ...over,
});

/** An envelope of JSON items. */
export const envelope = (header: object, ...items: [header: object, payload: unknown][]): Buffer =>
  Buffer.from(
    [
      JSON.stringify(header),
      ...items.flatMap(([itemHeader, payload]) => [
        JSON.stringify(itemHeader),
        typeof payload === 'string' ? payload : JSON.stringify(payload),
      ]),
    ].join('\n'),
  );

export const EVENT_ID = 'c0ffee00c0ffee00c0ffee00c0ffee00';

export const errorEvent = (over: object = {}) => ({
  event_id: EVENT_ID,
  timestamp: 1_795_000_000.25,
  platform: 'javascript',
  exception: {
    values: [
      {
        type: 'TypeError',
        value: 'cart is undefined',
        stacktrace: {
          frames: [
            { function: 'pay', filename: 'https://shop.example/checkout.js', lineno: 88, colno: 13, in_app: true },
          ],
        },
      },
    ],
  },
  ...over,
});
