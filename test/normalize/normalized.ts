import { normalizeEvent } from '../../lib/normalize/normalize-event.ts';
import type { RequestMeta } from '../../lib/normalize/request-meta.ts';
import type { SentryEvent } from '../../lib/protocol/event.ts';
import type { JsonObject } from '../../lib/protocol/json.ts';

export const RECEIVED_AT = Date.UTC(2026, 10, 23, 12);
export const EVENT_ID = '0123456789abcdef0123456789abcdef';

export const META: RequestMeta = { eventId: EVENT_ID, receivedAt: RECEIVED_AT, retentionDays: 90, scrubIp: false };

/** The event that comes out of a payload; a payload that is dropped fails the test. */
export const normalized = (raw: object, meta: Partial<RequestMeta> = {}): SentryEvent => {
  // A copy: normalization uses its payload up, and a test's literal is JSON.
  const result = normalizeEvent(JSON.parse(JSON.stringify(raw)) as JsonObject, { ...META, ...meta });
  if ('discard' in result) throw new Error(`dropped: ${result.discard}`);
  return result.event;
};

/** The names of an event's errors with their types. */
export const faults = (event: SentryEvent): string[] => (event.errors ?? []).map(({ type, name }) => `${type} ${name}`);
