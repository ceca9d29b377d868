// What the edge costs over inflating, parsing, writing and compressing the same bytes. The edge itself compresses only what
// is larger than one of SQS's billing units.
// Run: node scripts/run.mjs bench/edge.ts
import assert from 'node:assert/strict';
import { constants, gunzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { IngestRequest } from '../lib/ingest/http.ts';
import { receive } from '../lib/ingest/receive.ts';
import { eventsOf, INLINE_MARK, type QueueMessage } from '../lib/protocol/queue-message.ts';
import { edgePorts, PROJECT_ID, PUBLIC_KEY } from './edge-ports.ts';
import { type Figure, printFigures, rounded } from './figure.ts';
import { type GeneratedEnvelope, generateEnvelope, SIZES } from './generate.ts';
import { type Comparison, compare } from './measure.ts';
import { PLANTED_SECRETS } from './planted-secrets.ts';

const TARGET = { atMost: 2 };
const ISSUES = 50;
/** Different events in a batch: enough that no cache of the processor or of ours holds them all. */
const BATCH_BYTES = 8_000_000;
const FASTEST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export const benchEdge = async (): Promise<Figure[]> => [
  figure('edge, 20 kB event, over the floor', await compareEdge(SIZES.middle), SIZES.middle, TARGET),
  figure('edge, 6 kB event, over the floor', await compareEdge(SIZES.small), SIZES.small),
  figure('edge, 100 kB event, over the floor', await compareEdge(SIZES.large), SIZES.large),
];

const figure = (what: string, comparison: Comparison, bytes: number, target?: { atMost: number }): Figure => ({
  what,
  value: comparison.median,
  unit: 'x',
  ...(target && { target }),
  note: `least ${rounded(comparison.least)}; ${rounded(comparison.candidateMs / batchOf(bytes))} ms over ${rounded(comparison.floorMs / batchOf(bytes))} ms of CPU`,
});

const batchOf = (bytes: number): number => Math.round(BATCH_BYTES / bytes);

const compareEdge = async (bytes: number): Promise<Comparison> => {
  const envelopes = Array.from({ length: batchOf(bytes) }, (_, seed) =>
    generateEnvelope({ seed, bytes, issue: seed % ISSUES }),
  );
  const requests = envelopes.map(requestOf);
  const bodies: string[] = [];
  const deps = edgePorts(body => bodies.push(body));
  const edge = async (): Promise<void> => {
    bodies.length = 0;
    for (const request of requests) await receive(deps, request);
  };
  const floor = (): void => {
    for (const { body } of envelopes) doWithout(body);
  };
  await edge();
  checkBodies(envelopes, bodies);
  const comparison = await compare(edge, floor);
  checkBodies(envelopes, bodies);
  return comparison;
};

/** What browser SDKs send with an event. */
const requestOf = ({ body }: GeneratedEnvelope): IngestRequest => ({
  method: 'POST',
  path: `/api/${PROJECT_ID}/envelope/`,
  query: new URLSearchParams({
    sentry_version: '7',
    sentry_key: PUBLIC_KEY,
    sentry_client: 'sentry.javascript.browser/11.12.0',
  }),
  headers: {
    'content-type': 'application/x-sentry-envelope',
    'content-encoding': 'gzip',
    'user-agent':
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    'sec-ch-ua': '"Not:A-Brand";v="8", "Chromium";v="156"',
    'sec-ch-ua-platform': '"Linux"',
    origin: 'https://shop.example.com',
    'x-forwarded-for': '203.0.113.7',
  },
  body,
  bodyWasText: false,
  sourceIp: '203.0.113.7',
});

/** The floor: the event is the third line of its envelope. */
const doWithout = (body: Buffer): void => {
  const inflated = gunzipSync(body);
  const start = inflated.indexOf(NEWLINE, inflated.indexOf(NEWLINE) + 1) + 1;
  zstdCompressSync(JSON.stringify(JSON.parse(inflated.toString('utf8', start))), FASTEST);
};
const NEWLINE = 0x0a;

/** Every event came out, once, in order, whole and scrubbed; an edge that drops or passes on has no cost to speak of. */
const checkBodies = (envelopes: readonly GeneratedEnvelope[], bodies: readonly string[]): void => {
  const messages = bodies.map(readBody);
  assert.deepEqual(
    messages.map(({ message }) => message.items.map(item => item.eventId)),
    envelopes.map(({ eventId }) => [eventId]),
  );
  for (const { message, text } of messages) {
    const event = eventsOf(message)[0]?.event;
    assert.equal(event?.exception?.values[0]?.stacktrace?.frames.length, 30);
    assert.equal(event?.breadcrumbs?.values.length, 50);
    for (const secret of Object.values(PLANTED_SECRETS))
      assert.ok(!text.includes(secret), 'a planted secret left the edge');
  }
};

const readBody = (body: string): { message: QueueMessage; text: string } => {
  const text = body.startsWith(INLINE_MARK)
    ? zstdDecompressSync(Buffer.from(body.slice(INLINE_MARK.length), 'base64')).toString('utf8')
    : body;
  // The edge wrote it a moment ago.
  return { message: JSON.parse(text) as QueueMessage, text };
};

if (import.meta.main) printFigures(await benchEdge());
