import type { RequestMeta } from '../normalize/request-meta.ts';
import { parseEventId } from '../protocol/event-id.ts';
import type { JsonObject } from '../protocol/json.ts';
import type { EdgeContext } from './edge-item.ts';

/** What the request says of an event in it. */
export const requestMeta = (raw: JsonObject, context: EdgeContext): RequestMeta => ({
  eventId: context.eventId ?? parseEventId(raw.event_id) ?? context.newEventId,
  receivedAt: context.receivedAt,
  retentionDays: context.retentionDays,
  scrubIp: context.scrub.scrubIpAddresses && context.scrub.profile !== 'off',
  clientHints: context.clientHints,
  ...(context.sentAt !== undefined && { sentAt: context.sentAt }),
  ...(context.clientIp !== undefined && { clientIp: context.clientIp }),
  ...(context.userAgent !== undefined && { userAgent: context.userAgent }),
  ...(context.sdkClient !== undefined && { sdkClient: context.sdkClient }),
});
