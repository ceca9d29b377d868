import type { StoredEvent } from '../../ports/event-store.ts';
import type { StoredFeedback } from '../../ports/feedback-store.ts';
import type { Issue } from '../../ports/issue-store.ts';
import type { EventError, SentryEvent, User } from '../../protocol/event.ts';
import type { EventJson, EventRowJson, EventUserJson } from '../contract/event.ts';
import { presentEntries } from './entries.ts';
import { presentTags } from './event-tags.ts';
import { eventLocation, eventMessage, eventTitle } from './event-title.ts';
import { presentUserReport } from './feedback.ts';
import { isoTime } from './time.ts';

/** Ids of the events beside it in time; `undefined` where there is none. */
export interface Neighbours {
  newer: string | undefined;
  older: string | undefined;
}

export const presentEventRow = (stored: StoredEvent, issue: Issue): EventRowJson => ({
  id: stored.eventId,
  eventID: stored.eventId,
  groupID: issue.id,
  projectID: stored.projectId,
  projectSlug: issue.projectSlug,
  'event.type': stored.event.type,
  type: stored.event.type,
  title: eventTitle(stored.event) ?? issue.title,
  message: eventMessage(stored.event),
  location: eventLocation(stored.event),
  culprit: issue.culprit,
  platform: stored.event.platform,
  dateCreated: isoTime(stored.timestamp),
  dateReceived: isoTime(stored.received),
  tags: presentTags(stored.event),
  user: stored.event.user ? presentUser(stored.event.user) : null,
});

export const presentEvent = (
  stored: StoredEvent,
  issue: Issue,
  neighbours: Neighbours,
  report: StoredFeedback | undefined,
): EventJson => {
  const { event } = stored;
  return {
    ...presentEventRow(stored, issue),
    size: Buffer.byteLength(JSON.stringify(event)),
    entries: presentEntries(event),
    contexts: event.contexts ?? {},
    context: event.extra ?? {},
    packages: event.modules ?? {},
    sdk: presentSdk(event),
    dist: event.dist ?? null,
    release: event.release === undefined ? null : { version: event.release },
    metadata: { ...issue.metadata },
    errors: (event.errors ?? []).map(presentError),
    fingerprints: event.fingerprint ?? [],
    crashFile: null,
    occurrence: null,
    userReport: report ? presentUserReport(report) : null,
    sdkUpdates: [],
    _meta: event._meta ?? {},
    nextEventID: neighbours.newer ?? null,
    previousEventID: neighbours.older ?? null,
  };
};

const presentUser = ({ id, email, username, ip_address, name, geo, data }: User): EventUserJson => ({
  id: id ?? null,
  email: email ?? null,
  username: username ?? null,
  ip_address: ip_address ?? null,
  name: name ?? null,
  geo: geo ?? null,
  data: data ?? null,
});

const presentSdk = ({ sdk }: SentryEvent): EventJson['sdk'] =>
  sdk ? { name: sdk.name ?? null, version: sdk.version ?? null } : null;

const presentError = ({ type, name, value, reason, ...place }: EventError): EventJson['errors'][number] => ({
  type,
  message: reason ?? type,
  data: { name: name ?? null, value: value ?? null, reason: reason ?? null, ...place },
});
