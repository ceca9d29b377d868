import type { Json, JsonObject } from '../protocol/json.ts';
import {
  SESSION_STATUSES,
  type Session,
  type SessionAggregates,
  type SessionAttributes,
  type SessionCounts,
  type SessionStatus,
} from '../protocol/session.ts';
import { CheckedFields } from './checked-fields.ts';
import { put } from './put.ts';
import { isEnvironment, isRelease } from './release.ts';
import { clockDrift, MAX_SECONDS_IN_FUTURE, type RequestTimes } from './timestamps.ts';

/** Sessions that are older are not taken any more (Sentry). */
export const MAX_SESSION_AGE_SECONDS = 5 * 86_400;
/** Ours: minutes, releases and users that one item counts for; a server sends one a minute. */
export const MAX_SESSION_COUNTS = 10_000;
/** Of one minute; what Sentry keeps them in has 32 bits. */
const MAX_COUNT = 2 ** 32 - 1;
/** Ours, in UTF-16 units. */
const MAX_DISTINCT_ID = 500;
const MAX_TEXT = 2_000;

type SpoiltSession = { discard: 'payload' | 'timestamp' };
type SpoiltAggregates = { discard: 'payload' | 'too_large:sessions' };

export interface SessionMeta extends RequestTimes {
  /** 32 hex digits, new ones each time. */
  newId: () => string;
}

/** One update of one session, or why it is dropped. */
export const normalizeSession = (raw: JsonObject, meta: SessionMeta): { session: Session } | SpoiltSession => {
  const fields = new CheckedFields(raw);
  const attributes = readAttributes(fields);
  const session = readSession(fields, meta);
  const received = meta.receivedAt / 1000;
  if (!fields.valid || attributes === undefined) return { discard: 'payload' };
  if (!isTimely(session.timestamp, received) || !isTimely(session.started, received)) return { discard: 'timestamp' };
  return { session: { ...session, attributes } };
};

const readSession = (fields: CheckedFields, meta: SessionMeta): Omit<Session, 'attributes'> => {
  const times = readTimes(fields, meta);
  const session: Omit<Session, 'attributes'> = {
    id: fields.uuid('sid') ?? meta.newId(),
    sequence: fields.whole('seq', 0, Number.MAX_SAFE_INTEGER) ?? Math.trunc(times.timestamp * 1000),
    init: fields.boolean('init') ?? false,
    ...times,
    status: statusOf(fields.text('status', MAX_TEXT) ?? 'ok'),
    errors: fields.whole('errors', 0, MAX_COUNT) ?? 0,
  };
  put(session, 'distinctId', fields.lenientText('did', MAX_DISTINCT_ID));
  put(session, 'duration', fields.number('duration'));
  put(session, 'abnormalMechanism', fields.text('abnormal_mechanism', MAX_TEXT));
  return session;
};

/** By our clock. A session cannot have been updated before it began: such an update is moved. */
const readTimes = (fields: CheckedFields, meta: RequestTimes): Pick<Session, 'started' | 'timestamp'> => {
  const drift = clockDrift(meta);
  const started = (fields.required(fields.time('started')) ?? 0) + drift;
  const sent = fields.time('timestamp');
  const timestamp = sent === undefined ? meta.receivedAt / 1000 : sent + drift;
  return { started, timestamp: Math.max(timestamp, started) };
};

const statusOf = (word: string): SessionStatus => SESSION_STATUSES.find(status => status === word) ?? 'other';

/** Sessions that a server counted; counts of another time are left out, and told by how many sessions they are. */
export const normalizeSessionAggregates = (
  raw: JsonObject,
  meta: RequestTimes,
): { aggregates: SessionAggregates } | SpoiltAggregates => {
  const fields = new CheckedFields(raw);
  const list = fields.list('aggregates') ?? [];
  const attributes = readAttributes(fields);
  if (list.length > MAX_SESSION_COUNTS) return { discard: 'too_large:sessions' };
  const counts = list.map(one => readCounts(one, clockDrift(meta)));
  if (!fields.valid || attributes === undefined || !counts.every(one => one !== undefined))
    return { discard: 'payload' };
  const timely = counts.filter(one => isTimely(one.started, meta.receivedAt / 1000));
  return { aggregates: { counts: timely, untimely: countSessions(counts) - countSessions(timely), attributes } };
};

const readCounts = (raw: Json, drift: number): SessionCounts | undefined => {
  const fields = new CheckedFields(raw);
  const count = (status: string): number => fields.whole(status, 0, MAX_COUNT) ?? 0;
  const counts: SessionCounts = {
    started: (fields.required(fields.time('started')) ?? 0) + drift,
    exited: count('exited'),
    errored: count('errored'),
    abnormal: count('abnormal'),
    unhandled: count('unhandled'),
    crashed: count('crashed'),
  };
  put(counts, 'distinctId', fields.lenientText('did', MAX_DISTINCT_ID));
  return fields.valid ? counts : undefined;
};

/** Every session is counted under one status alone. */
export const countSessions = (counts: readonly SessionCounts[]): number =>
  counts.reduce((sum, one) => sum + one.exited + one.errored + one.abnormal + one.unhandled + one.crashed, 0);

/** Without a release there is nothing whose health it could tell; an environment that cannot be one is left out. */
const readAttributes = (fields: CheckedFields): SessionAttributes | undefined =>
  fields.within('attrs', attrs => {
    const release = attrs.lenientText('release', MAX_TEXT)?.trim();
    const environment = attrs.text('environment', MAX_TEXT);
    if (release === undefined || !isRelease(release)) return undefined;
    const attributes: SessionAttributes = { release };
    if (environment !== undefined && isEnvironment(environment)) attributes.environment = environment;
    put(attributes, 'ipAddress', attrs.text('ip_address', MAX_TEXT));
    put(attributes, 'userAgent', attrs.text('user_agent', MAX_TEXT));
    return attributes;
  });

const isTimely = (time: number, received: number): boolean =>
  time - received <= MAX_SECONDS_IN_FUTURE && received - time <= MAX_SESSION_AGE_SECONDS;
