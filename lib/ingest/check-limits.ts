import type { Envelope } from '../protocol/envelope.ts';
import { Refusal } from '../protocol/refusal.ts';
import type { Door } from './doors/door.ts';

/** Bytes of one event-like item; source: the reference server. */
export const MAX_EVENT_BYTES = 1_048_576;
/** Of these an envelope holds one in all, and none larger than `MAX_EVENT_BYTES`. */
const EVENT_LIKE = new Set([
  'event',
  'transaction',
  'security',
  'raw_security',
  'replay_event',
  'feedback',
  'form_data',
]);

/** Refuses an envelope that no SDK would send: the protocol lets the whole of it fall then. */
export const checkLimits = (envelope: Envelope, { batches }: Pick<Door, 'batches'>): void => {
  const eventLike = envelope.items.filter(item => EVENT_LIKE.has(item.type));
  const large = eventLike.find(item => item.payload.length > MAX_EVENT_BYTES);
  if (large)
    throw new Refusal('too_large', [
      `item of type ${large.type} has ${large.payload.length} bytes, at most ${MAX_EVENT_BYTES}`,
    ]);
  if (eventLike.length > 1 && !batches) throw new Refusal('too_large', ['more than one event in an envelope']);
};
