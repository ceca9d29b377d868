import type { SentryEvent } from '../protocol/event.ts';
import { isObject, type Json, type JsonObject } from '../protocol/json.ts';
import { normalizeBreadcrumbs } from './breadcrumbs.ts';
import { type Contexts, normalizeContexts, trimContext } from './contexts.ts';
import { normalizeCsp } from './csp.ts';
import { normalizeDebugMeta } from './debug-meta.ts';
import { setDeviceClass } from './device-class.ts';
import { readEventErrors } from './event-errors.ts';
import { normalizeExceptions } from './exception.ts';
import { normalizeFingerprint } from './fingerprint.ts';
import { renameLegacyKeys } from './legacy-keys.ts';
import { normalizeLevel } from './level.ts';
import { normalizeLogEntry } from './logentry.ts';
import { normalizeLogger } from './logger.ts';
import { normalizeModules } from './modules.ts';
import { Notes } from './notes.ts';
import { normalizePlatform } from './platform.ts';
import { put } from './put.ts';
import { readBag, readObject, readText, readTrimmed } from './read.ts';
import { isEnvironment, normalizeDist, normalizeEnvironment, normalizeRelease } from './release.ts';
import { normalizeRequest } from './request.ts';
import type { RequestMeta } from './request-meta.ts';
import { normalizeSdk } from './sdk.ts';
import { normalizeStacktrace } from './stacktrace.ts';
import { environmentTag, MAX_TAG_VALUE_CHARS, normalizeTags, setTag } from './tags.ts';
import { normalizeTemplate } from './template.ts';
import { normalizeThreads } from './threads.ts';
import { type EventTimes, settleTimes } from './timestamps.ts';
import { forceTrace } from './trace.ts';
import { takeTransactionFields } from './transaction-fields.ts';
import { trimEach } from './trim-bag.ts';
import { unlessEmpty } from './unless-empty.ts';
import { completeUser, readUser } from './user.ts';
import { addAgentContexts, agentHeadersOf } from './user-agent.ts';

const TRANSACTION_CHARS = 200;
const CHECKSUM_CHARS = 128;
const EXTRA_BYTES = 262_144;
const EXTRA_VALUE = { bytes: 16_384, depth: 7 };
const REPORT = { bytes: 65_536, depth: 5 };

/** Why an event is dropped; outcome reasons in Sentry's spelling. */
export type DiscardReason = 'invalid_event_id' | 'timestamp' | 'invalid_transaction';
export type Normalized = { event: SentryEvent } | { discard: DiscardReason };

/**
 * An event as everything behind the edge knows it, out of a payload of which nothing is known, or why it is dropped.
 *
 * The event is a fresh object with only the fields of its type; a field that was null, of a wrong type or not sent is
 * absent. Free-form bags in it (extra, vars, data, contexts) are the payload's own while they are small enough: the payload
 * is used up. Never throws for any JSON. Normalizing an event again changes nothing, but for another correction of a
 * drifting clock when `sentAt` is given again.
 */
export const normalizeEvent = (raw: JsonObject, meta: RequestMeta): Normalized => {
  if (!/^[0-9a-f]{32}$/.test(meta.eventId)) return { discard: 'invalid_event_id' };
  const notes = new Notes(raw._meta);
  const unknownKeys = renameLegacyKeys(raw);
  const times = settleTimes(raw, meta, notes);
  if (times === undefined) return { discard: 'timestamp' };
  const event = startEvent(raw, times, meta, notes);
  readBuild(raw, event, notes);
  readMessages(raw, event, notes);
  const contexts = normalizeContexts(raw.contexts, notes);
  put(event, 'sdk', normalizeSdk(raw.sdk, meta.sdkClient, notes));
  put(event, 'request', normalizeRequest(raw.request, notes));
  put(event, 'debug_meta', normalizeDebugMeta(raw.debug_meta, notes));
  put(event, 'breadcrumbs', normalizeBreadcrumbs(raw.breadcrumbs, times.shift, notes));
  readStacks(raw, event, contexts, notes);
  put(event, 'user', completeUser(readUser(raw.user, notes), event, meta, notes));
  readFreeForm(raw, event, notes);
  readSecurityReport(raw, event, notes);
  event.type = typeOf(raw, event);
  if (event.type === 'transaction' && !takeTransactionFields(raw, event, contexts, times, notes)) {
    return { discard: 'invalid_transaction' };
  }
  completeContexts(event, contexts, meta, notes);
  readTags(raw, event, contexts, notes);
  for (const key of unknownKeys) notes.error(key, 'invalid_attribute');
  return { event: withNotes(raw, event, notes) };
};

const startEvent = (raw: JsonObject, times: EventTimes, meta: RequestMeta, notes: Notes): SentryEvent => ({
  event_id: meta.eventId,
  type: 'default',
  timestamp: times.timestamp,
  received: times.received,
  ...(times.startTimestamp === undefined ? {} : { start_timestamp: times.startTimestamp }),
  level: normalizeLevel(raw.level, raw.type === 'transaction' ? 'info' : 'error', notes),
  platform: normalizePlatform(raw.platform, notes),
});

const readBuild = (raw: JsonObject, event: SentryEvent, notes: Notes): void => {
  put(event, 'release', normalizeRelease(raw.release, notes));
  put(event, 'dist', normalizeDist(raw.dist, notes));
  put(event, 'environment', normalizeEnvironment(raw.environment, notes) ?? environmentOfTags(raw));
};

const environmentOfTags = (raw: JsonObject): string | undefined => {
  const environment = environmentTag(raw.tags)?.trim();
  return environment !== undefined && isEnvironment(environment) ? environment : undefined;
};

const readMessages = (raw: JsonObject, event: SentryEvent, notes: Notes): void => {
  put(event, 'logger', normalizeLogger(raw.logger, event.platform, notes));
  put(event, 'transaction', readTrimmed(raw.transaction, 'transaction', TRANSACTION_CHARS, 0, notes));
  put(event, 'culprit', readText(raw.culprit, 'culprit', TRANSACTION_CHARS, 0, notes) || undefined);
  put(event, 'fingerprint', normalizeFingerprint(raw.fingerprint, notes));
  put(event, 'checksum', readText(raw.checksum, 'checksum', CHECKSUM_CHARS, 0, notes) || undefined);
  put(event, 'logentry', normalizeLogEntry(raw.logentry, notes));
};

const readStacks = (raw: JsonObject, event: SentryEvent, contexts: Contexts, notes: Notes): void => {
  put(event, 'exception', normalizeExceptions(raw.exception, osName(event, contexts), notes));
  put(event, 'threads', normalizeThreads(raw.threads, notes));
  put(event, 'template', normalizeTemplate(raw.template, notes));
  placeStacktrace(event, raw.stacktrace, notes);
};

/** Native SDKs name the system beside their images. */
const osName = ({ debug_meta }: SentryEvent, { os }: Contexts): string | undefined => {
  const sdkInfo = debug_meta?.sdk_info;
  const name = (isObject(sdkInfo) ? sdkInfo.sdk_name : undefined) ?? os?.name;
  return typeof name === 'string' ? name : undefined;
};

/** A stack of the event's own belongs to its exception, when there is just one to own it. */
const placeStacktrace = (event: SentryEvent, value: Json | undefined, notes: Notes): void => {
  const stacktrace = normalizeStacktrace(value, 'stacktrace', notes);
  const [only, second] = event.exception?.values ?? [];
  if (only !== undefined && second === undefined && only.stacktrace === undefined) put(only, 'stacktrace', stacktrace);
  else put(event, 'stacktrace', stacktrace);
};

const readFreeForm = (raw: JsonObject, event: SentryEvent, notes: Notes): void => {
  const extra = readObject(raw.extra, 'extra', notes);
  if (extra !== undefined) {
    notes.path.push('extra');
    put(event, 'extra', unlessEmpty(trimEach(extra, EXTRA_VALUE, EXTRA_BYTES, notes)));
    notes.path.pop();
  }
  put(event, 'modules', normalizeModules(raw.modules, notes));
};

const readSecurityReport = (raw: JsonObject, event: SentryEvent, notes: Notes): void => {
  put(event, 'csp', normalizeCsp(raw.csp, notes));
  if (event.csp !== undefined) event.logger ??= 'csp';
  for (const key of ['hpkp', 'expectct', 'expectstaple']) put(event, key, readBag(raw[key], key, REPORT, notes));
};

const typeOf = (raw: JsonObject, event: SentryEvent): SentryEvent['type'] => {
  if (raw.type === 'transaction' || raw.type === 'feedback') return raw.type;
  if (event.exception !== undefined) return 'error';
  return event.csp === undefined ? 'default' : 'csp';
};

/** A security report is sent by the browser itself, so only there the request's own headers speak of the user. */
const completeContexts = (event: SentryEvent, contexts: Contexts, meta: RequestMeta, notes: Notes): void => {
  const headers = event.type === 'csp' ? requestHeaders(meta) : agentHeadersOf(event.request?.headers);
  if (headers !== undefined) addAgentContexts(contexts, headers, event.platform);
  if (event.type !== 'transaction') contexts.trace = ownTrace(contexts.trace, event.event_id, notes);
  event.contexts = contexts;
};

const ownTrace = (trace: JsonObject | undefined, eventId: string, notes: Notes): JsonObject => {
  notes.path.push('contexts');
  const forced = trimContext(forceTrace(trace, eventId), 'trace', 'trace', notes);
  notes.path.pop();
  return forced;
};

const requestHeaders =
  ({ userAgent, clientHints }: RequestMeta) =>
  (name: string): string | undefined =>
    name === 'user-agent' ? userAgent : clientHints?.[name];

const readTags = (raw: JsonObject, event: SentryEvent, contexts: Contexts, notes: Notes): void => {
  let tags = normalizeTags(raw.tags, notes);
  for (const key of ['server_name', 'site']) {
    const value = readTrimmed(raw[key], key, MAX_TAG_VALUE_CHARS, 0, notes);
    if (value !== undefined) tags = setTag(tags, key, value.replaceAll('\n', ' '));
  }
  put(event, 'tags', setDeviceClass(tags, contexts.device));
};

const withNotes = (raw: JsonObject, event: SentryEvent, notes: Notes): SentryEvent => {
  const errors = [...readEventErrors(raw.errors), ...notes.errors];
  if (errors.length > 0) event.errors = errors;
  put(event, '_meta', notes.tree);
  return event;
};
