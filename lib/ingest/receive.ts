import type { EdgeContext } from '../items/edge-item.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { IngestQueue } from '../ports/ingest-queue.ts';
import { type EdgeSettings, filtersOf, type KeyStore } from '../ports/key-store.ts';
import { parseDsn } from '../protocol/dsn.ts';
import { type Envelope, parseEnvelope } from '../protocol/envelope.ts';
import { parseEventId } from '../protocol/event-id.ts';
import type { JsonObject } from '../protocol/json.ts';
import type { QueueMessage } from '../protocol/queue-message.ts';
import { Refusal } from '../protocol/refusal.ts';
import type { SentryAuth } from '../protocol/sentry-auth.ts';
import { authenticate, authenticateByEnvelope } from './authenticate.ts';
import { checkLimits } from './check-limits.ts';
import { clientHints, clientIp } from './client.ts';
import { decompress } from './decompress.ts';
import { enqueue } from './enqueue.ts';
import type { IngestRequest, IngestResponse } from './http.ts';
import { readStoreBody } from './read-store-body.ts';
import { respondAccepted, respondPixel, respondPreflight, respondRefused } from './respond.ts';
import { findRoute, type Route } from './route.ts';
import { takeItems } from './take-items.ts';

export interface ReceiveDeps {
  clock: Clock;
  ids: Ids;
  keys: KeyStore;
  queue: IngestQueue;
  blobs: BlobStore;
  retentionDays: number;
}

/** What became of a request, for the log: never anything of the payload. */
export interface Received {
  response: IngestResponse;
  projectId?: string;
  kept?: number;
  /** Why nothing was taken. */
  refused?: Refusal;
}

/** The edge's recipe: from an SDK's request to a durable message and its answer. */
export const receive = async (deps: ReceiveDeps, request: IngestRequest): Promise<Received> => {
  if (request.method === 'OPTIONS') return { response: respondPreflight() };
  try {
    return await accept(deps, request);
  } catch (error) {
    if (error instanceof Refusal) return { response: respondRefused(error), refused: error };
    throw error;
  }
};

const accept = async (deps: ReceiveDeps, request: IngestRequest): Promise<Received> => {
  const route = findRoute(request.path, request.method);
  const named = authenticate(request);
  const body = decompress(request);
  const auth = named ?? anonymous(route, body);
  const envelope = route.door === 'store' ? readStoreBody(request, body) : parseEnvelope(body);
  const settings = await authorize(deps.keys, auth, route, envelope.header);
  checkLimits(envelope);
  const context = edgeContext(deps, request, { auth, envelope, settings });
  const { kept, outcomes } = takeItems(envelope, context);
  const message: QueueMessage = {
    version: 1,
    id: deps.ids.hex32(),
    organization: settings.organization,
    projectId: settings.projectId,
    projectSlug: settings.projectSlug,
    received: context.receivedAt,
    items: kept,
    outcomes,
  };
  if (kept.length > 0 || outcomes.length > 0) await enqueue(deps, message);
  return {
    response: answer(request, kept[0]?.eventId ?? context.eventId),
    projectId: settings.projectId,
    kept: kept.length,
  };
};

const anonymous = (route: Route, body: Uint8Array): SentryAuth => {
  if (route.door === 'store') throw new Refusal('missing_auth');
  return authenticateByEnvelope(body);
};

/** The key must exist, be enabled, and be of the project that path and envelope name. */
const authorize = async (keys: KeyStore, auth: SentryAuth, route: Route, header: JsonObject): Promise<EdgeSettings> => {
  const settings = await keys.find(auth.publicKey);
  if (!settings || (route.projectId !== undefined && settings.projectId !== route.projectId))
    throw new Refusal('unknown_key');
  if (!settings.enabled) throw new Refusal('disabled_key');
  const dsn = typeof header.dsn === 'string' ? parseDsn(header.dsn) : undefined;
  if (dsn && dsn.projectId !== settings.projectId)
    throw new Refusal('invalid_envelope', ['project id header mismatch between envelope and request']);
  if (dsn && dsn.publicKey !== settings.publicKey)
    throw new Refusal('invalid_envelope', ['public key header mismatch between envelope and request']);
  return settings;
};

interface Admitted {
  auth: SentryAuth;
  envelope: Envelope;
  settings: EdgeSettings;
}

const edgeContext = (
  deps: ReceiveDeps,
  request: IngestRequest,
  { auth, envelope, settings }: Admitted,
): EdgeContext => ({
  eventId: headerEventId(envelope.header),
  newEventId: deps.ids.hex32(),
  receivedAt: deps.clock.now(),
  sentAt: sentAt(envelope.header),
  clientIp: clientIp(request),
  userAgent: request.headers['user-agent'],
  clientHints: clientHints(request),
  sdkClient: auth.client,
  filters: filtersOf(settings),
  scrub: settings.scrub,
  retentionDays: deps.retentionDays,
});

/** The header's id, which wins over the payload's own. */
const headerEventId = (header: JsonObject): string | undefined => {
  if (header.event_id === undefined || header.event_id === null) return undefined;
  const id = parseEventId(header.event_id);
  if (!id) throw new Refusal('invalid_envelope', ['invalid event id']);
  return id;
};

const sentAt = (header: JsonObject): number | undefined => {
  const ms = typeof header.sent_at === 'string' && header.sent_at.length < 64 ? Date.parse(header.sent_at) : Number.NaN;
  return Number.isFinite(ms) ? ms : undefined;
};

const answer = (request: IngestRequest, eventId: string | undefined): IngestResponse =>
  request.method === 'GET' ? respondPixel() : respondAccepted(eventId);
