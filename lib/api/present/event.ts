import { eventCulprit } from '../../grouping/culprit.ts';
import { type EventTitle, eventTitle } from '../../grouping/title.ts';
import type { StoredEvent } from '../../ports/event-store.ts';
import type { StoredFeedback } from '../../ports/feedback-store.ts';
import type { Issue } from '../../ports/issue-store.ts';
import type { EventError, SentryEvent, User } from '../../protocol/event.ts';
import type { EventJson, EventRowJson, EventUserJson } from '../contract/event.ts';
import { presentEntries } from './entries.ts';
import { presentTags } from './event-tags.ts';
import { presentUserReport } from './feedback.ts';
import { isoTime } from './time.ts';

/** Ids of the events beside it in time; `undefined` where there is none. */
export interface Neighbours {
  newer: string | undefined;
  older: string | undefined;
}

/** Title and culprit are the event's own, and may differ from those of its issue's last event. */
export const presentEventRow = (stored: StoredEvent, issue: Issue): EventRowJson =>
  presentRow(stored, issue, eventTitle(stored.event));

const presentRow = (stored: StoredEvent, issue: Issue, { title, metadata }: EventTitle): EventRowJson => ({
  id: stored.eventId,
  eventID: stored.eventId,
  groupID: issue.id,
  projectID: stored.projectId,
  projectSlug: issue.projectSlug,
  'event.type': stored.event.type,
  type: stored.event.type,
  title,
  message: eventMessage(stored.event),
  location: metadata.filename ?? metadata.uri ?? null,
  culprit: eventCulprit(stored.event),
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
  const titled = eventTitle(event);
  return {
    ...presentRow(stored, issue, titled),
    size: Buffer.byteLength(JSON.stringify(event)),
    entries: presentEntries(event),
    contexts: event.contexts ?? {},
    context: event.extra ?? {},
    packages: event.modules ?? {},
    sdk: presentSdk(event),
    dist: event.dist ?? null,
    release: event.release === undefined ? null : { version: event.release },
    metadata: { ...titled.metadata },
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

const eventMessage = ({ logentry }: SentryEvent): string => logentry?.formatted ?? logentry?.message ?? '';

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
