import { crashOf } from '../items/attachment/crash-attachment.ts';
import type { EdgeContext } from '../items/edge-item.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { IngestQueue } from '../ports/ingest-queue.ts';
import { type EdgeSettings, filtersOf, type KeyStore, scrubOf } from '../ports/key-store.ts';
import type { Envelope } from '../protocol/envelope.ts';
import { parseEventId } from '../protocol/event-id.ts';
import type { JsonObject } from '../protocol/json.ts';
import { sumOutcomes } from '../protocol/outcome.ts';
import type { DroppedEvent, QueuedItem, QueueMessage } from '../protocol/queue-message.ts';
import { quotaUses } from '../protocol/quota-use.ts';
import { type RateLimit, toRateLimits } from '../protocol/rate-limit.ts';
import { Refusal } from '../protocol/refusal.ts';
import { retentionDays, retentionPrefix } from '../protocol/retention.ts';
import type { SentryAuth } from '../protocol/sentry-auth.ts';
import { prepareScrub } from '../scrub/prepare-scrub.ts';
import type { Frugality } from './at-limit.ts';
import { authenticate, authenticateByEnvelope } from './authenticate.ts';
import { authorize, checkHeaderDsn, checkHeaderOrigin } from './authorize.ts';
import { checkLimits } from './check-limits.ts';
import { clientHints, clientIp } from './client.ts';
import { decompress } from './decompress.ts';
import type { Accepted } from './doors/door.ts';
import { enqueue } from './enqueue.ts';
import type { IngestRequest, IngestResponse } from './http.ts';
import { limitsInForce, metered, type QuotaMeter } from './quota-meter.ts';
import { applyLimits, type Limited } from './rate-limit.ts';
import { respondPreflight, respondRefused, withRateLimits } from './respond.ts';
import { findRoute, type Route } from './route.ts';
import { makesEvent, parsersFor, type TakenItems, takeItems } from './take-items.ts';

export interface ReceiveDeps {
  clock: Clock;
  ids: Ids;
  keys: KeyStore;
  queue: IngestQueue;
  blobs: BlobStore;
  meter: QuotaMeter;
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
  let route: Route | undefined;
  try {
    route = findRoute(request.path, request.method);
    return await accept(deps, request, route);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const refuse = route?.door.refuse ?? respondRefused;
    return { response: refuse(error, request), refused: error };
  }
};

const accept = async (deps: ReceiveDeps, request: IngestRequest, route: Route): Promise<Received> => {
  const named = route.door.tunnel ? undefined : authenticate(request, route.params.key);
  // Who is unknown costs nothing more than this.
  const known = named && (await authorize(deps.keys, named, route, request));
  const body = decompress(request);
  const auth = named ?? anonymous(route, body);
  const settings = known ?? (await authorize(deps.keys, auth, route, request));
  const envelope = await readEnvelope(deps, { request, body, auth }, route);
  if (!route.door.tunnel) checkHeaderOrigin(envelope.header, request);
  checkHeaderDsn(envelope.header, settings);
  const context = edgeContext(deps, request, { auth, envelope, settings });
  await prepareScrub(context.scrub);
  const parsers = await parsersFor(envelope);
  const { limits, spare } = await frugality(settings, context.receivedAt);
  const limited = applyLimits(envelope, [...limits, ...limitsInForce(deps.meter, settings, context.receivedAt)]);
  checkLimits(limited.envelope, route.door);
  const taken = spare(takeItems(limited.envelope, context, parsers, route.door));
  await keep(deps, settings, context, {
    ...taken,
    outcomes: sumOutcomes([...taken.outcomes, ...limited.outcomes]),
    dropped: [...taken.dropped, ...limitedEvent(context, limited)].slice(0, MAX_DROPPED),
  });
  const eventId = answeredId(context, envelope, taken.kept);
  return {
    response: respond(route, { request, eventId }, toRateLimits(limited.met, context.receivedAt)),
    projectId: settings.projectId,
    kept: taken.kept.length,
  };
};

/** What a budget's last step adds to a request. Seldom, so that it is not read in a cold start. */
const frugality = async (settings: EdgeSettings, at: number): Promise<Frugality> => {
  const { budget } = settings;
  if (budget?.step !== 'limit' || budget.until <= at) return { limits: [], spare: taken => taken };
  return (await import('./at-limit.ts')).atLimit(budget, settings, at);
};

const anonymous = (route: Route, body: Uint8Array): SentryAuth => {
  if (!route.anonymous) throw new Refusal('missing_auth');
  return authenticateByEnvelope(body);
};

const readEnvelope = (
  { ids, clock }: ReceiveDeps,
  { request, body, auth }: { request: IngestRequest; body: Uint8Array; auth: SentryAuth },
  { door, params }: Route,
) => door.read({ request, body, params, sdkClient: auth.client, newId: ids.hex32, receivedAt: clock.now() });

/** Dropped events of one request that can be asked for later: only doors that take many at once bring more than one. */
const MAX_DROPPED = 100;

/** Unparsed it is known by the envelope's word alone. */
const limitedEvent = ({ eventId }: EdgeContext, { ofEvent }: Limited): DroppedEvent[] =>
  eventId && ofEvent ? [{ eventId, outcome: 'rate_limited', reason: ofEvent.reasonCode }] : [];

/** Of the event that was brought, even when it was not kept: the SDK is told the id that it would have. */
const answeredId = (
  { eventId, newEventId }: EdgeContext,
  { items }: Envelope,
  kept: readonly QueuedItem[],
): string | undefined => {
  if (eventId !== undefined) return eventId;
  if (!items.some(item => makesEvent(item) || crashOf(item) !== undefined)) return undefined;
  return kept.map(idOf).find(id => id !== undefined) ?? newEventId;
};

const idOf = (item: QueuedItem): string | undefined => {
  if (item.type === 'event') return item.eventId;
  return item.type === 'feedback' ? item.id : undefined;
};

/** Durable when it returns: bytes in the blob store, then the message that speaks of them in the queue. */
const keep = async (
  deps: ReceiveDeps,
  settings: EdgeSettings,
  { receivedAt }: EdgeContext,
  { kept, outcomes, blobs, dropped }: TakenItems,
): Promise<void> => {
  if (kept.length === 0 && outcomes.length === 0) return;
  const uses = quotaUses(settings.quotas ?? [], kept);
  const message: QueueMessage = {
    version: 1,
    id: deps.ids.hex32(),
    organization: settings.organization,
    projectId: settings.projectId,
    projectSlug: settings.projectSlug,
    publicKey: settings.publicKey,
    received: receivedAt,
    items: kept,
    outcomes,
    scrubbed: deps.clock.now(),
    ...(dropped.length > 0 && { dropped }),
    ...(settings.retention && { retention: settings.retention }),
    ...(settings.untoldReleases && { untoldReleases: true }),
    ...(uses.length > 0 && { quotas: uses.map(({ quota }) => quota) }),
  };
  await metered(deps.meter, uses, receivedAt, () => enqueue(deps, message, blobs));
};

/** A limit that was met is told even when other items of the request were kept. */
const respond = ({ door }: Route, accepted: Accepted, limits: readonly RateLimit[]): IngestResponse => {
  if (limits.length === 0 || door.silentLimits) return door.respond(accepted);
  const refuse = door.refuse ?? respondRefused;
  return withRateLimits(refuse(new Refusal('rate_limited'), accepted.request), limits);
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
  itemTypes: new Set(envelope.items.map(({ type }) => type)),
  eventId: headerEventId(envelope.header),
  newEventId: deps.ids.hex32(),
  newId: deps.ids.hex32,
  receivedAt: deps.clock.now(),
  sentAt: sentAt(envelope.header),
  clientIp: clientIp(request),
  userAgent: request.headers['user-agent'],
  clientHints: clientHints(request),
  sdkClient: auth.client,
  filters: filtersOf(settings),
  scrub: scrubOf(settings),
  projectId: settings.projectId,
  retentionDays: deps.retentionDays,
  attachmentClass: retentionPrefix(
    retentionDays(settings.retention, 'attachment', deps.retentionDays),
    deps.retentionDays,
  ),
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
